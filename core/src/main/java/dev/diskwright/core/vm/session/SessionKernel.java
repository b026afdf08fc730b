package dev.diskwright.core.vm.session;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.VmDirectBoot;
import dev.diskwright.core.vm.DirectKernel;
import dev.diskwright.core.vm.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A kernel that QEMU loads, wherever its bytes are: in files of the host, or among the contents of an image that was
/// never built.
///
/// @param kernel a kernel
/// @param initrds initial RAM disks, which the kernel gets as one
/// @param cmdline words of the command line; consoles are added to them
public record SessionKernel(BlockSource kernel, List<BlockSource> initrds, List<String> cmdline) {
    private static final String KERNEL = "kernel";
    private static final String INITRD = "initrd";
    private static final int ALIGNMENT =
            4; // of an archive behind another (Linux, initramfs buffer format)

    /// Copies the lists.
    public SessionKernel {
        initrds = List.copyOf(initrds);
        cmdline = List.copyOf(cmdline);
    }

    /// {@return what QEMU is told to load when a run of the design begins; empty unless it loads a kernel}
    ///
    /// @param directory of the run, which need not exist yet
    /// @param planned the command line that the design comes to; empty if it is not known
    public static Optional<DirectKernel> of(Design design, String planned, Path directory) {
        return kernelName(design)
                .map(_ ->
                        new DirectKernel(
                                directory.resolve(KERNEL),
                                initrdNames(design).isEmpty() ? null : directory.resolve(INITRD),
                                words(design, planned)));
    }

    /// {@return the file that the design has QEMU load; empty if it does not}
    static Optional<String> kernelName(Design design) {
        VmDirectBoot direct = design.vm().directBoot();
        String name = direct.kernel() != null ? direct.kernel() : design.boot().kernel();
        return direct.enable() ? Optional.ofNullable(name) : Optional.empty();
    }

    /// {@return the initial RAM disks beside it}
    static List<String> initrdNames(Design design) {
        VmDirectBoot direct = design.vm().directBoot();
        return direct.initrd() != null
                ? List.of(direct.initrd())
                : direct.kernel() != null ? List.of() : design.boot().initrd();
    }

    /// {@return the words of its command line}
    static List<String> words(Design design, String planned) {
        VmDirectBoot direct = design.vm().directBoot();
        return direct.cmdline() != null
                ? direct.cmdline()
                : planned.isEmpty() ? design.boot().cmdline() : List.of(planned.split(" "));
    }

    /// {@return the same as files of a run}
    DirectKernel makeIn(RunDirectory directory) throws IOException, InterruptedException {
        Path file = directory.file(KERNEL);
        Preparations.write(file, kernel);
        @Nullable Path initrd = null;
        if (!initrds.isEmpty()) {
            initrd = directory.file(INITRD);
            Preparations.write(initrd, joined());
        }
        return new DirectKernel(file, initrd, cmdline);
    }

    private BlockSource joined() {
        if (initrds.size() == 1) {
            return initrds.getFirst();
        }
        long size = 0;
        for (BlockSource it : initrds) {
            size = Units.roundUp(size, ALIGNMENT) + it.size();
        }
        Composition.Builder all = Composition.ofSize(size);
        long offset = 0;
        for (BlockSource it : initrds) {
            offset = Units.roundUp(offset, ALIGNMENT);
            all.place(offset, it);
            offset += it.size();
        }
        return all.build();
    }
}
