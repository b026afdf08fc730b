package dev.diskwright.core.verify;

/// One thing in which two disks differ, at one level.
///
/// @param place what it belongs to, such as `partition 2` or a path in it; empty for the disk as a whole
/// @param what is different, such as `size` or `label`
/// @param a how it is on the first disk; empty if it is not there
/// @param b how it is on the second
public record LevelDifference(Level level, String place, String what, String a, String b) {
    /// The levels of a disk above its bytes, from the outside in.
    public enum Level {
        /// What holds the disk: format and what it says of itself. The same disk may lie in two containers.
        CONTAINER,
        /// The disk: its size.
        DISK,
        /// The partition table as a whole.
        TABLE,
        /// The entries of the table.
        PARTITION,
        /// What the file systems say of themselves.
        FILE_SYSTEM,
        /// The files.
        FILE
    }
}
