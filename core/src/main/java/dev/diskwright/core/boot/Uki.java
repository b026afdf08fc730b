package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.boot.PeAppender.Addition;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What goes into a unified kernel image (UAPI.5): one file that firmware starts and that holds all a kernel needs.
///
/// @param initrds initial RAM disks in the order in which the kernel unpacks them; may be empty
/// @param commandLine of the kernel, one line
/// @param osRelease text in the form of `/etc/os-release`, by which boot menus list the image; null for none
public record Uki(
        BootInput kernel,
        List<BlockSource> initrds,
        String commandLine,
        @Nullable String osRelease) {
    private static final int INITRD_ALIGNMENT = 4;

    /// Refuses a command line of more than one line and an os-release with NUL.
    public Uki {
        initrds = List.copyOf(initrds);
        BootKernel.checkCommandLine(commandLine);
        if (osRelease != null && osRelease.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("os-release is text without NUL");
        }
    }

    /// {@return the image on the stub that comes with the program, for x86-64} Kernel and RAM disks are referred to, not
    /// copied. The kernel must be 5.8 or newer to find its RAM disk: see [KernelImage#initrdByLoadFile2].
    ///
    /// @throws CorruptImageException if the kernel's headers are damaged
    /// @throws UnsupportedImageException if firmware could not start this kernel
    /// @throws DoesNotFitException if the command line is too long for the kernel, or the whole for a PE file
    public BlockSource assemble() throws IOException {
        return assemble(BootPrograms.stub());
    }

    /// {@return the image on another stub, such as systemd's `linuxx64.efi.stub`}
    ///
    /// @throws CorruptImageException if a header of the stub or the kernel is damaged
    /// @throws UnsupportedImageException if the stub is signed, has no room for the sections or has one of them already,
    ///     or if firmware could not start this kernel from it
    /// @throws DoesNotFitException if the command line is too long for the kernel, or the whole for a PE file
    public BlockSource assemble(BootInput stub) throws IOException {
        PeImage program = PeImage.read(stub.where(), stub.bytes());
        EfiArchitecture architecture =
                program.architecture()
                        .orElseThrow(() ->
                                new UnsupportedImageException(
                                        stub.where(),
                                        "machine type 0x%x".formatted(program.coff().machine())));
        KernelImage image = BootKernel.check(kernel, architecture, commandLine);
        var sections = new ArrayList<Addition>();
        if (osRelease != null) {
            sections.add(text(".osrel", osRelease));
        }
        sections.add(text(".cmdline", commandLine));
        image.release().ifPresent(release -> sections.add(text(".uname", release)));
        if (!initrds.isEmpty()) {
            sections.add(new Addition(".initrd", concatenate(initrds), Addition.DATA));
        }
        sections.add(
                new Addition(
                        ".linux", kernel.bytes(), Addition.CODE)); // may be unpacked beyond its end
        return PeAppender.append(program, sections);
    }

    /// {@return the file to put on the EFI system partition, where firmware finds it on any machine}
    ///
    /// @param stub null for the one that comes with the program
    /// @throws IOException as [#assemble(BootInput)] does
    public List<BootFile> files(@Nullable BootInput stub) throws IOException {
        BootInput program = stub == null ? BootPrograms.stub() : stub;
        BlockSource image = assemble(program);
        EfiArchitecture architecture =
                PeImage.read(program.where(), image).architecture().orElseThrow();
        return List.of(BootFile.onEsp(architecture.removableMediaPath(), image));
    }

    private static Addition text(String section, String text) {
        return new Addition(section, BlockSource.of(text.getBytes(UTF_8)), Addition.DATA);
    }

    /// {@return the archives behind each other, each from a multiple of 4 bytes on, as the kernel expects them}
    private static BlockSource concatenate(List<BlockSource> initrds) {
        if (initrds.size() == 1 && initrds.getFirst().size() % INITRD_ALIGNMENT == 0) {
            return initrds.getFirst();
        }
        long size = initrds.stream().mapToLong(i -> padded(i.size())).sum();
        var whole = Composition.ofSize(size);
        long offset = 0;
        for (BlockSource initrd : initrds) {
            whole.place(offset, initrd);
            offset += padded(initrd.size());
        }
        return whole.build();
    }

    private static long padded(long size) {
        return (size + INITRD_ALIGNMENT - 1) / INITRD_ALIGNMENT * INITRD_ALIGNMENT;
    }
}
