package dev.diskwright.core.vm;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A kernel that QEMU loads itself, as files of the host. Whoever makes it takes files out of the design's contents, joins
/// several initial RAM disks to one, and adds `root=` to the command line.
///
/// @param kernel a kernel
/// @param initrd initial RAM disk; null for none
/// @param cmdline words of the command line; consoles are added to them
public record DirectKernel(Path kernel, @Nullable Path initrd, List<String> cmdline) {
    /// Copies the list.
    public DirectKernel {
        cmdline = List.copyOf(cmdline);
    }
}
