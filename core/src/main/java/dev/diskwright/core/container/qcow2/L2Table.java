package dev.diskwright.core.container.qcow2;

import java.lang.foreign.MemorySegment;

/// One cluster of L2 entries, as read from the file: of 8 bytes, or of 16 with a bitmap of 32 subclusters ("L2 table
/// entry", "Extended L2 Entries").
///
/// @param offset in the file, in bytes
record L2Table(MemorySegment bytes, long offset, int entrySize) {
    /// Subclusters of a cluster whose entry is extended.
    static final int SUBCLUSTERS = 32;

    /// All subclusters, in one half of a bitmap.
    static final long ALL = (1L << SUBCLUSTERS) - 1;

    long entries() {
        return bytes.byteSize() / entrySize;
    }

    long entry(long index) {
        return bytes.get(Entries.U64, index * entrySize);
    }

    /// {@return bits 0 to 31: subcluster is in the cluster; bits 32 to 63: it reads as zeros; 0 of a plain entry}
    long bitmap(long index) {
        return entrySize == 16 ? bytes.get(Entries.U64, index * entrySize + 8) : 0;
    }
}
