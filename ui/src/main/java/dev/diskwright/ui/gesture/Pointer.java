package dev.diskwright.ui.gesture;

/// Where the pointer is, in offsets of the disk.
///
/// @param offset below it
/// @param low lowest offset that it is near enough to to catch on
/// @param high highest such offset
/// @param trade whether the neighbour gives and takes instead of being pushed
/// @param loose whether it catches on nothing but the grain
public record Pointer(long offset, long low, long high, boolean trade, boolean loose) {
    /// {@return a pointer that catches on nothing but the grain}
    public static Pointer at(long offset) {
        return new Pointer(offset, offset, offset, false, true);
    }
}
