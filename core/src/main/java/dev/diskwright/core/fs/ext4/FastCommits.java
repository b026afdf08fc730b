package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.u16;
import static dev.diskwright.core.fs.ext4.LittleEndian.u32;

import java.lang.foreign.MemorySegment;

/// The area of fast commits behind a journal's log (kernel documentation, "Fast Commits"): changes as tags, length and
/// value, little-endian unlike the log. Left over from before, it begins with another transaction's number.
final class FastCommits {
    private static final int HEADER_SIZE = 4; // tag and length
    private static final int HEAD = 9;
    private static final int HEAD_SIZE = 8; // features, transaction

    private FastCommits() {}

    /// {@return whether the area has changes to be made after the transactions of the log}
    ///
    /// @param first block of the area
    /// @param sequence of the transaction that would come next
    static boolean follow(MemorySegment first, int sequence) {
        return u16(first, 0) == HEAD
                && u16(first, 2) == HEAD_SIZE
                && (int) u32(first, HEADER_SIZE + 4) == sequence;
    }
}
