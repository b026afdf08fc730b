package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;

/// What an L2 entry says of its cluster ("L2 table entry").
sealed interface Mapping {
    /// Not in this file: the backing file has it, or it is zero.
    record Unallocated() implements Mapping {}

    /// Zero, whatever is in the file.
    ///
    /// @param hostOffset of a cluster that is reserved for it, 0 if none
    record Zero(long hostOffset) implements Mapping {}

    /// As it is.
    ///
    /// @param hostOffset in the file, in bytes
    record Standard(long hostOffset) implements Mapping {}

    /// Compressed.
    ///
    /// @param hostOffset where the data begins, in bytes, at any alignment
    /// @param length bytes in which the data ends, up to 511 too many
    record Compressed(long hostOffset, int length) implements Mapping {}

    Mapping UNALLOCATED = new Unallocated();

    /// {@return what the entry says}
    ///
    /// @param table where the L2 table lies in the file, in bytes
    /// @param index of the entry in it
    static Mapping of(long entry, Header header, Where file, long table, long index)
            throws CorruptImageException {
        if ((entry & Entries.COMPRESSED) != 0) {
            int offsetBits = 62 - ((int) header.clusterBits() - 8);
            long offset = entry & ((1L << offsetBits) - 1);
            long moreSectors = (entry & (Entries.COMPRESSED - 1)) >>> offsetBits;
            return new Compressed(offset, (int) ((moreSectors + 1) * 512 - (offset & 511)));
        }
        long offset = entry & Entries.HOST_OFFSET;
        if ((offset & (header.clusterSize() - 1)) != 0) {
            Where where = file.structure("L2 table", table).field("entry " + index, 8 * index);
            throw new CorruptImageException(where, "0x%x".formatted(offset), "a cluster's start");
        }
        if (isZero(entry, header)) {
            return new Zero(offset);
        }
        return offset == 0 ? UNALLOCATED : new Standard(offset);
    }

    /// {@return whether the cluster is zero by its entry}
    static boolean isZero(long entry, Header header) {
        return header.version() >= 3
                && (entry & (Entries.COMPRESSED | Entries.ZERO)) == Entries.ZERO;
    }

    /// {@return whether the cluster is the backing file's}
    static boolean isUnallocated(long entry, Header header) {
        return (entry & (Entries.COMPRESSED | Entries.HOST_OFFSET)) == 0 && !isZero(entry, header);
    }
}
