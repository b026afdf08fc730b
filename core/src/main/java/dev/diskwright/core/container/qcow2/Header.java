package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import dev.diskwright.core.bytes.U8;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;

/// The header ("Header" in the specification).
///
/// @param backingFileOffset 0 if there is no backing file
/// @param size of the disk, in bytes
/// @param l1Size entries
/// @param refcountOrder bits of a refcount, as a power of two
/// @param headerLength in bytes; extensions begin there
/// @param compressionType 0 zlib, 1 zstd
record Header(
        @U32(0) long magic,
        @U32(4) long version,
        @U64(8) long backingFileOffset,
        @U32(16) long backingFileSize,
        @U32(20) long clusterBits,
        @U64(24) long size,
        @U32(32) long cryptMethod,
        @U32(36) long l1Size,
        @U64(40) long l1TableOffset,
        @U64(48) long refcountTableOffset,
        @U32(56) long refcountTableClusters,
        @U32(60) long snapshotCount,
        @U64(64) long snapshotsOffset,
        @U64(72) long incompatibleFeatures,
        @U64(80) long compatibleFeatures,
        @U64(88) long autoclearFeatures,
        @U32(96) long refcountOrder,
        @U32(100) long headerLength,
        @U8(104) int compressionType) {
    static final long MAGIC = 0x514649fbL;
    static final int SIZE_V2 = 72;
    static final int SIZE_V3 = 104;

    /// What is written: version 3 with a compression type, padded to 8 bytes.
    static final int SIZE = 112;

    static final StructCodec<Header> CODEC =
            StructCodec.of(MethodHandles.lookup(), Header.class, SIZE, ByteOrder.BIG_ENDIAN);

    /// Subclusters have 512 bytes at least.
    static final int MIN_EXTENDED_BITS = 14;

    private static final int MAX_L1_BYTES = 32 << 20;
    private static final int MAX_REFCOUNT_TABLE_BYTES = 8 << 20;

    static boolean isAt(BlockSource file) throws IOException {
        return file.size() >= SIZE_V2
                && Integer.toUnsignedLong(file.bytes(0, 4).get(Entries.U32, 0)) == MAGIC;
    }

    /// {@return the header of a file; version 2 in terms of version 3}
    ///
    /// @param where the file
    static Header read(Where where, BlockSource file) throws IOException {
        Where place = where.structure("header", 0);
        if (file.size() < SIZE_V2) {
            throw new CorruptImageException(
                    place, "a file of " + file.size() + " bytes", "72 or more");
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[SIZE]);
        file.read(0, bytes.asSlice(0, Math.min(SIZE, file.size())));
        Header raw = CODEC.read(bytes, 0);
        expect(raw.magic == MAGIC, place, "magic", raw.magic, "0x514649fb");
        if (raw.version != 2 && raw.version != 3) {
            throw new UnsupportedImageException(field(place, "version"), "version " + raw.version);
        }
        expect(
                raw.clusterBits >= 9 && raw.clusterBits <= 21,
                place,
                "clusterBits",
                raw.clusterBits,
                "9 to 21");
        if (raw.version == 2) {
            bytes.asSlice(SIZE_V2).fill((byte) 0);
            bytes.set(Entries.U32, CODEC.offset("refcountOrder"), 4);
            bytes.set(Entries.U32, CODEC.offset("headerLength"), SIZE_V2);
        } else {
            expect(
                    raw.headerLength >= SIZE_V3 && raw.headerLength <= raw.clusterSize(),
                    place,
                    "headerLength",
                    raw.headerLength,
                    "104 to a cluster's size");
            if (raw.headerLength <= CODEC.offset("compressionType")) {
                bytes.asSlice(SIZE_V3).fill((byte) 0);
            }
        }
        Header header = CODEC.read(bytes, 0);
        Features.refuseUnsupported(place, file, header);
        header.check(place, file.size());
        return header;
    }

    /// {@return bytes of an L2 entry}
    int l2EntrySize() {
        return has(Features.EXTENDED_L2) ? 16 : 8;
    }

    private void check(Where place, long fileSize) throws CorruptImageException {
        expect(refcountOrder <= 6, place, "refcountOrder", refcountOrder, "0 to 6");
        expect(size >= 0, place, "size", size, "less than 2^63 bytes");
        expect(
                l1Size * 8 <= MAX_L1_BYTES && l1Size >= l1EntriesFor(size),
                place,
                "l1Size",
                l1Size,
                "as many as the size takes, %d, and at most %d"
                        .formatted(l1EntriesFor(size), MAX_L1_BYTES / 8));
        expect(
                !has(Features.EXTENDED_L2) || clusterBits >= MIN_EXTENDED_BITS,
                place,
                "clusterBits",
                clusterBits,
                "14 or more with extended L2 entries");
        table(place, "l1TableOffset", l1TableOffset, l1Size * 8, fileSize);
        long refcountBytes = refcountTableClusters << clusterBits;
        expect(
                refcountBytes <= MAX_REFCOUNT_TABLE_BYTES,
                place,
                "refcountTableClusters",
                refcountTableClusters,
                "at most 8 MiB");
        table(place, "refcountTableOffset", refcountTableOffset, refcountBytes, fileSize);
        if (snapshotCount > 0) {
            table(place, "snapshotsOffset", snapshotsOffset, 40 * snapshotCount, fileSize);
        }
    }

    private void table(Where place, String field, long offset, long length, long fileSize)
            throws CorruptImageException {
        boolean aligned = (offset & (clusterSize() - 1)) == 0;
        boolean inside = offset >= 0 && offset <= fileSize && length <= fileSize - offset;
        expect(
                aligned && (inside || length == 0),
                place,
                field,
                offset,
                "%d bytes in the file from a cluster's start on".formatted(length));
    }

    /// {@return L1 entries that a disk of that size takes}
    long l1EntriesFor(long size) {
        return l1EntriesFor(size, (int) clusterBits, l2EntrySize());
    }

    /// {@return L1 entries that a disk takes}
    static long l1EntriesFor(long size, int clusterBits, int l2EntrySize) {
        long covered = (1L << 2 * clusterBits) / l2EntrySize; // bytes an L2 table describes
        return Math.ceilDiv(size, covered);
    }

    private static void expect(
            boolean holds, Where place, String field, long found, String expected)
            throws CorruptImageException {
        if (!holds) {
            throw new CorruptImageException(field(place, field), "0x%x".formatted(found), expected);
        }
    }

    static Where field(Where place, String name) {
        return place.field(name, CODEC.offset(name));
    }

    int clusterSize() {
        return 1 << clusterBits;
    }

    boolean has(long incompatibleBit) {
        return (incompatibleFeatures & incompatibleBit) != 0;
    }
}
