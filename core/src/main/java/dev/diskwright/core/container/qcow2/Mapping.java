package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;

/// What L2 entries of an image mean ("L2 table entry"): where a cluster, or each of its subclusters, comes from.
///
/// @param file the image
record Mapping(Where file, Header header) {
    /// Where bytes come from.
    enum Source {
        /// The cluster in the file, as it is.
        STANDARD,
        /// Compressed data in the file.
        COMPRESSED,
        /// The backing file; nowhere, and so zero, if there is none.
        BACKING,
        /// Nowhere: they are zero.
        ZERO
    }

    /// Compressed data.
    ///
    /// @param hostOffset where it begins, in bytes, at any alignment
    /// @param length bytes in which it ends, up to 511 too many
    record Compressed(long hostOffset, int length) {}

    /// {@return what each of an entry's pieces comes from: of the cluster, or of one subcluster}
    ///
    /// @param bitmap of an extended entry
    /// @param subcluster 0 in an entry that is not extended
    Source source(long entry, long bitmap, int subcluster) {
        if ((entry & Entries.COMPRESSED) != 0) {
            return Source.COMPRESSED;
        }
        if (isExtended()) {
            if ((bitmap >>> 32 + subcluster & 1) != 0) {
                return Source.ZERO;
            }
            return (bitmap >>> subcluster & 1) != 0 ? Source.STANDARD : Source.BACKING;
        }
        if ((entry & Entries.ZERO) != 0 && header.version() >= 3) {
            return Source.ZERO;
        }
        return isAllocated(entry) ? Source.STANDARD : Source.BACKING;
    }

    boolean isExtended() {
        return header.has(Features.EXTENDED_L2);
    }

    /// {@return whether an entry that is not compressed names a cluster} The first one of an external data file is named
    /// by offset 0.
    boolean isAllocated(long entry) {
        return (entry & Entries.HOST_OFFSET) != 0
                || header.has(Features.EXTERNAL_DATA_FILE) && (entry & Entries.COPIED) != 0;
    }

    /// {@return where the cluster of an entry lies that is not compressed, in bytes}
    long hostOffset(long entry, long table, long index) throws CorruptImageException {
        long offset = entry & Entries.HOST_OFFSET;
        if ((offset & header.clusterSize() - 1) != 0) {
            throw new CorruptImageException(
                    place(table, index), "0x%x".formatted(offset), "a cluster's start");
        }
        return offset;
    }

    /// {@return where an entry's compressed data lies}
    Compressed compressed(long entry, long table, long index) throws CorruptImageException {
        if (header.has(Features.EXTERNAL_DATA_FILE)) {
            throw new CorruptImageException(
                    place(table, index),
                    "a compressed cluster",
                    "none, as there is an external data file");
        }
        int offsetBits = offsetBits((int) header.clusterBits());
        long offset = entry & (1L << offsetBits) - 1;
        long moreSectors = (entry & Entries.COMPRESSED - 1) >>> offsetBits;
        return new Compressed(offset, (int) ((moreSectors + 1) * 512 - (offset & 511)));
    }

    /// {@return bits of a compressed cluster's descriptor that hold its offset}
    static int offsetBits(int clusterBits) {
        return 62 - (clusterBits - 8);
    }

    /// {@return the place of an entry}
    ///
    /// @param table where the L2 table lies, in bytes
    Where place(long table, long index) {
        return file.structure("L2 table", table)
                .field("entry " + index, index * header.l2EntrySize());
    }

    /// {@return what contradicts itself in a bitmap; empty if nothing does}
    String faultOfBitmap(long entry, long bitmap) {
        long both = bitmap & bitmap >>> 32 & 0xffff_ffffL;
        if ((entry & Entries.COMPRESSED) != 0) {
            return bitmap == 0 ? "" : "a compressed cluster has a bitmap of subclusters";
        }
        if (both != 0) {
            return "subcluster %d is both zero and in the cluster"
                    .formatted(Long.numberOfTrailingZeros(both));
        }
        return isAllocated(entry) || (bitmap & 0xffff_ffffL) == 0
                ? ""
                : "subclusters are in a cluster that there is not";
    }
}
