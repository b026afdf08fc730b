package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import dev.diskwright.core.bytes.U8;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;

/// The header of a hosted sparse extent ("SparseExtentHeader"), also found as the footer of a stream.
///
/// @param capacity of the extent, in sectors
/// @param grainSize in sectors
/// @param descriptorOffset of the embedded descriptor, in sectors; 0 if there is none
/// @param descriptorSize in sectors
/// @param numGTEsPerGT entries of a grain table
/// @param rgdOffset of the redundant grain directory, in sectors
/// @param gdOffset of the grain directory, in sectors; all ones if only the footer knows
/// @param overHead sectors before the first grain
/// @param uncleanShutdown in the lowest byte; the four above it detect a transfer as text
record Header(
        @U32(0) long magicNumber,
        @U32(4) long version,
        @U32(8) long flags,
        @U64(12) long capacity,
        @U64(20) long grainSize,
        @U64(28) long descriptorOffset,
        @U64(36) long descriptorSize,
        @U32(44) long numGTEsPerGT,
        @U64(48) long rgdOffset,
        @U64(56) long gdOffset,
        @U64(64) long overHead,
        @U8(72) int uncleanShutdown,
        @U32(73) long newlineTest,
        @U16(77) int compressAlgorithm) {
    static final long MAGIC = 0x564d444bL; // "KDMV"
    static final int SIZE = Sectors.SIZE;

    static final long VALID_NEWLINE_TEST = 1;
    static final long REDUNDANT_GRAIN_TABLE = 1 << 1;
    static final long ZEROED_GRAINS = 1 << 2;
    static final long COMPRESSED = 1 << 16;
    static final long MARKERS = 1 << 17;

    /// A line feed, a blank, a carriage return and a line feed.
    static final long NEWLINES = 0x0a0d200aL;

    /// The grain directory is at the end, where the footer says.
    static final long GD_AT_END = -1;

    static final int COMPRESSION_DEFLATE = 1;

    static final StructCodec<Header> CODEC =
            StructCodec.of(MethodHandles.lookup(), Header.class, SIZE, ByteOrder.LITTLE_ENDIAN);

    private static final long KNOWN_FLAGS =
            VALID_NEWLINE_TEST | REDUNDANT_GRAIN_TABLE | ZEROED_GRAINS | COMPRESSED | MARKERS;
    private static final long MAX_GRAIN = 128 << 11; // sectors: 128 MiB
    private static final long MAX_COMPRESSED_GRAIN = 4 << 11; // sectors: 4 MiB
    private static final long MAX_TABLE_ENTRIES = 4096;
    private static final long MAX_DESCRIPTOR = Descriptor.MAX_SIZE / Sectors.SIZE;

    static boolean isAt(BlockSource file) throws IOException {
        return file.size() >= SIZE
                && Integer.toUnsignedLong(file.bytes(0, 4).get(Sectors.U32, 0)) == MAGIC;
    }

    /// {@return the header of a file}
    ///
    /// @param where the file
    static Header read(Where where, BlockSource file) throws IOException {
        return read(where.structure("header", 0), file, 0);
    }

    /// {@return the header or the footer at `offset`}
    ///
    /// @param place the structure
    static Header read(Where place, BlockSource file, long offset) throws IOException {
        if (file.size() < offset + SIZE) {
            throw new CorruptImageException(
                    place, "a file of " + file.size() + " bytes", "512 or more");
        }
        Header header = CODEC.read(file.bytes(offset, SIZE), 0);
        header.check(place, file);
        return header;
    }

    private void check(Where place, BlockSource file) throws IOException {
        expect(magicNumber == MAGIC, place, "magicNumber", magicNumber, "0x564d444b");
        if (version < 1 || version > 3) {
            throw new UnsupportedImageException(field(place, "version"), "version " + version);
        }
        if ((flags & ~KNOWN_FLAGS) >>> 16 != 0) {
            throw new UnsupportedImageException(
                    field(place, "flags"), "flag 0x%x".formatted(flags & ~KNOWN_FLAGS));
        }
        if ((flags & VALID_NEWLINE_TEST) != 0) {
            expect(
                    newlineTest == NEWLINES,
                    place,
                    "newlineTest",
                    newlineTest,
                    "0x%x, which a transfer as text changes".formatted(NEWLINES));
        }
        if (compressAlgorithm > COMPRESSION_DEFLATE) {
            throw new UnsupportedImageException(
                    field(place, "compressAlgorithm"), "compression " + compressAlgorithm);
        }
        expect(
                compressed() || (flags & COMPRESSED) == 0,
                place,
                "compressAlgorithm",
                compressAlgorithm,
                "1, as flags say that grains are compressed");
        checkSizes(place, file.size());
    }

    private void checkSizes(Where place, long fileSize) throws CorruptImageException {
        expect(
                capacity >= 0 && capacity <= Sectors.MAX_CAPACITY,
                place,
                "capacity",
                capacity,
                "up to 2^52 sectors");
        long maxGrain = compressed() ? MAX_COMPRESSED_GRAIN : MAX_GRAIN;
        expect(
                grainSize >= 1 && grainSize <= maxGrain && Long.bitCount(grainSize) == 1,
                place,
                "grainSize",
                grainSize,
                "a power of two up to " + maxGrain);
        expect(
                numGTEsPerGT >= 1 && numGTEsPerGT <= MAX_TABLE_ENTRIES,
                place,
                "numGTEsPerGT",
                numGTEsPerGT,
                "1 to " + MAX_TABLE_ENTRIES);
        if (descriptorOffset != 0) {
            long sectors = fileSize / Sectors.SIZE;
            expect(
                    descriptorSize >= 0 && descriptorSize <= MAX_DESCRIPTOR,
                    place,
                    "descriptorSize",
                    descriptorSize,
                    "up to " + MAX_DESCRIPTOR);
            expect(
                    descriptorOffset > 0 && descriptorOffset <= sectors - descriptorSize,
                    place,
                    "descriptorOffset",
                    descriptorOffset,
                    "%d sectors inside the file".formatted(descriptorSize));
        }
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

    boolean has(long flag) {
        return (flags & flag) != 0;
    }

    boolean compressed() {
        return compressAlgorithm == COMPRESSION_DEFLATE;
    }

    boolean hasDescriptor() {
        return descriptorOffset != 0 && descriptorSize != 0;
    }

    /// {@return bits other than those of the specification}
    long unknownFlags() {
        return flags & ~KNOWN_FLAGS;
    }

    /// {@return where grains are, in terms that all sparse extents share}
    Layout layout() {
        return new Layout(
                capacity << Sectors.BITS,
                (int) (grainSize << Sectors.BITS),
                (int) numGTEsPerGT,
                gdOffset,
                has(REDUNDANT_GRAIN_TABLE) ? rgdOffset : 0,
                compressed(),
                has(MARKERS),
                version >= 2 && has(ZEROED_GRAINS));
    }
}
