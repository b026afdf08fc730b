package dev.diskwright.core.vm.session;

import dev.diskwright.core.block.BlockSource;
import java.nio.file.Path;

/// What the machine's first drive holds.
public sealed interface SessionDisk {
    /// A disk that is never changed: what the machine writes to it is thrown away. It need not exist as a file.
    ///
    /// @param bytes read from several threads, as long as the session lasts
    /// @param size in bytes that the machine sees, if more than the disk has; zeros follow then
    record ThrownAway(BlockSource bytes, long size) implements SessionDisk {}

    /// An image to which the machine writes.
    ///
    /// @param file absolute
    /// @param format as QEMU calls it
    record Kept(Path file, String format) implements SessionDisk {}

    /// None: the design has no disk.
    record None() implements SessionDisk {}
}
