package dev.diskwright.core.vm;

import java.nio.file.Path;

/// Where a machine finds its files.
///
/// @param design directory that paths in the design are relative to; absolute
/// @param run directory of one run, for sockets and throw-away files; short, as those of sockets are limited. A relative
///     one is relative to the directory in which QEMU is started
/// @param shared directory that all machines of the user share, for switches of vlans
public record MachinePaths(Path design, Path run, Path shared) {
    /// Refuses a directory of the design that is not absolute.
    public MachinePaths {
        if (!design.isAbsolute()) {
            throw new IllegalArgumentException(design.toString());
        }
    }
}
