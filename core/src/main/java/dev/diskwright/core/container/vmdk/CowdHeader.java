package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;

/// The header of an ESX server sparse extent ("COWDisk_Header"), as far as reading needs it.
///
/// @param numSectors capacity of the extent
/// @param grainSize in sectors, often 1
/// @param gdOffset of the grain directory, in sectors
/// @param numGDEntries of the grain directory
/// @param freeSector behind all that is in use
record CowdHeader(
        @U32(0) long magicNumber,
        @U32(4) long version,
        @U32(8) long flags,
        @U32(12) long numSectors,
        @U32(16) long grainSize,
        @U32(20) long gdOffset,
        @U32(24) long numGDEntries,
        @U32(28) long freeSector,
        @U32(1648) long uncleanShutdown) {
    static final long MAGIC = 0x44574f43L; // "COWD"
    static final int SIZE = 2048;
    static final int TABLE_ENTRIES = 4096;

    /// The disk of this extent has no parent that the header would name.
    static final long ROOT = 1;

    static final StructCodec<CowdHeader> CODEC =
            StructCodec.of(MethodHandles.lookup(), CowdHeader.class, SIZE, ByteOrder.LITTLE_ENDIAN);

    private static final long MAX_GRAIN = 128 << 11; // sectors: 128 MiB

    static boolean isAt(BlockSource file) throws IOException {
        return file.size() >= SIZE
                && Integer.toUnsignedLong(file.bytes(0, 4).get(Sectors.U32, 0)) == MAGIC;
    }

    static CowdHeader read(Where where, BlockSource file) throws IOException {
        Where place = where.structure("COWD header", 0);
        if (file.size() < SIZE) {
            throw new CorruptImageException(
                    place, "a file of " + file.size() + " bytes", "2048 or more");
        }
        MemorySegment bytes = file.bytes(0, SIZE);
        CowdHeader header = CODEC.read(bytes, 0);
        expect(header.magicNumber == MAGIC, place, "magicNumber", header.magicNumber, "0x44574f43");
        if (header.version != 1) {
            throw new UnsupportedImageException(
                    field(place, "version"), "COWD version " + header.version);
        }
        long grain = header.grainSize;
        expect(
                grain >= 1 && grain <= MAX_GRAIN && Long.bitCount(grain) == 1,
                place,
                "grainSize",
                grain,
                "a power of two up to " + MAX_GRAIN);
        expect(
                header.numGDEntries >= header.layout().directoryEntries(),
                place,
                "numGDEntries",
                header.numGDEntries,
                "as many as the capacity takes, " + header.layout().directoryEntries());
        return header;
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

    Layout layout() {
        return new Layout(
                numSectors << Sectors.BITS,
                (int) (grainSize << Sectors.BITS),
                TABLE_ENTRIES,
                gdOffset,
                0,
                false,
                false,
                false);
    }
}
