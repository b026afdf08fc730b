package dev.diskwright.core.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Loading a kernel by QEMU itself, past firmware and boot loader.
///
/// @param kernel file to use instead of the design's kernel; a path like that of [Boot#kernel()]
/// @param initrd one file to use instead of the design's initial RAM disks
/// @param cmdline words to use instead of the design's
public record VmDirectBoot(
        @Default("false") @Explain("Let QEMU load the kernel; the boot loader is not exercised.")
                boolean enable,
        @Default("null") @Explain("Other kernel than the one of the design.")
                @Nullable String kernel,
        @Default("null") @Explain("Other initial RAM disk than those of the design.")
                @Nullable String initrd,
        @Default("null") @Explain("Other words of the command line than those of the design.")
                @Nullable List<String> cmdline) {
    /// Copies the list.
    public VmDirectBoot {
        cmdline = cmdline == null ? null : List.copyOf(cmdline);
    }

    /// {@return the same switched on or off}
    public VmDirectBoot withEnable(boolean newEnable) {
        return new VmDirectBoot(newEnable, kernel, initrd, cmdline);
    }

    /// {@return the same with another kernel; null is the design's}
    public VmDirectBoot withKernel(@Nullable String newKernel) {
        return new VmDirectBoot(enable, newKernel, initrd, cmdline);
    }

    /// {@return the same with another initial RAM disk; null stands for the design's}
    public VmDirectBoot withInitrd(@Nullable String newInitrd) {
        return new VmDirectBoot(enable, kernel, newInitrd, cmdline);
    }

    /// {@return the same with another command line; null is the design's}
    public VmDirectBoot withCmdline(@Nullable List<String> newCmdline) {
        return new VmDirectBoot(enable, kernel, initrd, newCmdline);
    }
}
