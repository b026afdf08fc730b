package dev.diskwright.core.vm;

import java.nio.file.Path;

/// What the machine's first drive is.
public sealed interface MachineDisk {
    /// An image, to which the machine writes.
    ///
    /// @param file of the host
    /// @param format as QEMU calls it: `raw`, `qcow2`, `vmdk`; never left to QEMU's guess
    record Image(Path file, String format) implements MachineDisk {}

    /// An image that is made when a run begins, and goes with it.
    ///
    /// @param file of the host, which need not be there yet
    /// @param format as QEMU calls it
    record Made(Path file, String format) implements MachineDisk {}

    /// An image that is never changed: what the machine writes is thrown away.
    ///
    /// @param file of the host
    /// @param format as QEMU calls it
    record Snapshot(Path file, String format) implements MachineDisk {}

    /// A disk that an NBD server on this host serves, read-only: what the machine writes is thrown away.
    ///
    /// @param socket a Unix socket
    /// @param export name of the export; may be empty
    record Served(Path socket, String export) implements MachineDisk {}
}
