package dev.diskwright.core.boot;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be told about a kernel from its file.
///
/// @param version the version line of a bzImage (`6.1.0-18-amd64 (debian…) #1 SMP …`); null if the file does not say
/// @param bootProtocol version of the x86 boot protocol, such as 0x020f for 2.15; 0 if that is not how it boots
/// @param is64Bit whether it is, or can be entered as, 64-bit code
/// @param efiStub architecture for which UEFI firmware can start this file; null if it cannot
/// @param efiHandover whether it has the older 64-bit EFI handover entry
/// @param initrdByLoadFile2 whether its EFI stub asks for the initial RAM disk by the Load File 2 protocol, as a unified
///     kernel image needs; Linux does since 5.8
/// @param commandLineLimit longest command line it takes, in bytes; 0 if the file does not say
public record KernelImage(
        Format format,
        @Nullable String version,
        int bootProtocol,
        boolean is64Bit,
        @Nullable EfiArchitecture efiStub,
        boolean efiHandover,
        boolean initrdByLoadFile2,
        long commandLineLimit) {
    /// The kinds of file a kernel comes as.
    public enum Format {
        /// Linux for x86 with its setup code, compressed.
        BZIMAGE,
        /// A UEFI program without x86 setup code, as on other architectures.
        EFI,
        /// An uncompressed ELF executable.
        ELF
    }

    /// Recognises a kernel.
    ///
    /// @return empty if this is none
    /// @throws CorruptImageException if it is one and its headers are damaged
    public static Optional<KernelImage> read(Where where, BlockSource bytes) throws IOException {
        if (SetupHeader.isAt(bytes)) {
            return Optional.of(bzImage(where, bytes));
        }
        if (PeImage.startsLikeOne(bytes)) {
            PeImage pe = PeImage.read(where, bytes);
            EfiArchitecture architecture = pe.architecture().orElse(null);
            return Optional.of(
                    new KernelImage(
                            Format.EFI,
                            null,
                            0,
                            pe.optional().magic() == OptionalHeader.PE32_PLUS,
                            architecture,
                            false,
                            loadsByLoadFile2(pe),
                            0));
        }
        if (bytes.size() >= 16 && ElfIdentification.CODEC.read(bytes.bytes(0, 16), 0).isElf()) {
            boolean is64Bit = ElfIdentification.CODEC.read(bytes.bytes(0, 16), 0).is64Bit();
            return Optional.of(
                    new KernelImage(Format.ELF, null, 0, is64Bit, null, false, false, 0));
        }
        return Optional.empty();
    }

    private static KernelImage bzImage(Where where, BlockSource bytes) throws IOException {
        SetupHeader setup = SetupHeader.read(bytes);
        @Nullable PeImage pe = PeImage.startsLikeOne(bytes) ? PeImage.read(where, bytes) : null;
        return new KernelImage(
                Format.BZIMAGE,
                setup.kernelVersion(where, bytes),
                setup.version(),
                setup.is64Bit(),
                pe == null ? null : pe.architecture().orElse(null),
                setup.hasHandover64(),
                pe != null && loadsByLoadFile2(pe),
                setup.commandLineLimit());
    }

    /// The kernel counts what its EFI stub can do in the image version; 1.0 is the initrd by Load File 2.
    private static boolean loadsByLoadFile2(PeImage pe) {
        return pe.optional().majorImageVersion() >= 1;
    }

    /// {@return the release, as `uname -r` prints it; empty if the file does not say}
    public Optional<String> release() {
        return version == null || version.isBlank()
                ? Optional.empty()
                : Optional.of(version.strip().split(" ", 2)[0]);
    }
}
