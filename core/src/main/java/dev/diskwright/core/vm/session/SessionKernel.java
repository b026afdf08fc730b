package dev.diskwright.core.vm.session;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.vm.DirectKernel;
import dev.diskwright.core.vm.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A kernel that QEMU loads, wherever its bytes are: in files of the host, or among the contents of an image that was
/// never built.
///
/// @param kernel a kernel
/// @param initrds initial RAM disks, which the kernel gets as one
/// @param cmdline words of the command line; consoles are added to them
public record SessionKernel(BlockSource kernel, List<BlockSource> initrds, List<String> cmdline) {
    private static final int ALIGNMENT =
            4; // of an archive behind another (Linux, initramfs buffer format)

    /// Copies the lists.
    public SessionKernel {
        initrds = List.copyOf(initrds);
        cmdline = List.copyOf(cmdline);
    }

    /// {@return the same as files of a run}
    DirectKernel makeIn(RunDirectory directory) throws IOException, InterruptedException {
        Path file = directory.file("kernel");
        Preparations.write(file, kernel);
        @Nullable Path initrd = null;
        if (!initrds.isEmpty()) {
            initrd = directory.file("initrd");
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
