package dev.diskwright.core.table;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// One of the two copies of a GPT: a header whose checksum is right, and the entries that it vouches for.
///
/// @param where the header
/// @param entriesWhere the array
/// @param sector that holds the header
record GptCopy(
        Where where,
        Where entriesWhere,
        int sectorSize,
        GptHeader header,
        MemorySegment sector,
        MemorySegment entries) {
    private static final ValueLayout.OfLong U64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long MAX_ARRAY = Units.MIB; // 64 times what everybody writes

    /// A used entry.
    record Used(int number, Where where, GptEntry entry) {}

    /// {@return whether a header seems to be at `lba`}
    static boolean isAt(BlockSource disk, int sectorSize, long lba) throws IOException {
        return lba >= 1
                && lba < disk.size() / sectorSize
                && disk.bytes(lba * sectorSize, 8).get(U64, 0) == GptHeader.SIGNATURE;
    }

    /// {@return the copy whose header is at `lba`, a sector of the disk}
    ///
    /// @throws CorruptImageException if a checksum, a pointer to itself or a size is wrong
    static GptCopy read(Where file, BlockSource disk, int sectorSize, long lba) throws IOException {
        long offset = lba * sectorSize;
        Where where = file.structure(lba == 1 ? "primary GPT header" : "backup GPT header", offset);
        MemorySegment sector = disk.bytes(offset, sectorSize);
        GptHeader header = GptHeader.CODEC.read(sector, 0);
        expect(header.signature() == GptHeader.SIGNATURE, where, "signature", "no EFI PART", "it");
        long size = header.headerSize();
        expect(
                size >= GptHeader.SIZE && size <= sectorSize,
                where,
                "headerSize",
                Long.toString(size),
                "%d to %d".formatted(GptHeader.SIZE, sectorSize));
        long crc = GptHeader.headerCrc(sector, (int) size);
        expectHex(header.headerCrc32(), crc, where, "headerCrc32");
        expect(
                header.revision() >>> 16 == 1,
                where,
                "revision",
                "0x%x".formatted(header.revision()),
                "0x10000");
        expect(
                header.myLba() == lba,
                where,
                "myLba",
                Long.toUnsignedString(header.myLba()),
                Long.toString(lba));
        MemorySegment entries = entries(where, header, disk, sectorSize);
        Where array = file.structure("GPT entries", header.entriesLba() * sectorSize);
        expectHex(header.entriesCrc32(), GptHeader.crc(entries), where, "entriesCrc32");
        return new GptCopy(where, array, sectorSize, header, sector, entries);
    }

    private static MemorySegment entries(
            Where where, GptHeader header, BlockSource disk, int sectorSize) throws IOException {
        long size = header.entrySize();
        expect(
                size >= Gpt.ENTRY_SIZE && size <= 4096 && Long.bitCount(size) == 1,
                where,
                "entrySize",
                Long.toString(size),
                "128 or a larger power of two");
        if (header.entryCount() > MAX_ARRAY / size) {
            throw new UnsupportedImageException(
                    field(where, "entryCount"),
                    "an array of %d entries".formatted(header.entryCount()));
        }
        long length = header.entryCount() * size;
        long first = header.entriesLba();
        boolean inside = first >= 2 && first <= disk.size() / sectorSize;
        expect(
                inside && first * sectorSize <= disk.size() - length,
                where,
                "entriesLba",
                Long.toUnsignedString(first),
                "sectors of the disk behind the header");
        return disk.bytes(first * sectorSize, (int) length);
    }

    /// {@return the sectors that the array takes}
    long arraySectors() {
        return Math.ceilDiv(entries.byteSize(), sectorSize);
    }

    /// {@return the entries that are in use, by number}
    List<Used> used() {
        var used = new ArrayList<Used>();
        for (int i = 0; i < header.entryCount(); i++) {
            long offset = i * header.entrySize();
            if (!Guids.getMixed(entries, offset).equals(Guids.NIL)) {
                Where entry = entriesWhere.field("entry " + (i + 1), offset);
                used.add(new Used(i + 1, entry, GptEntry.CODEC.read(entries, offset)));
            }
        }
        return used;
    }

    Where field(String name) {
        return field(where, name);
    }

    private static Where field(Where where, String name) {
        return where.field(name, GptHeader.CODEC.offset(name));
    }

    private static void expectHex(long found, long expected, Where where, String field)
            throws CorruptImageException {
        expect(
                found == expected,
                where,
                field,
                "0x%08x".formatted(found),
                "0x%08x".formatted(expected));
    }

    private static void expect(
            boolean holds, Where where, String field, String found, String expected)
            throws CorruptImageException {
        if (!holds) {
            throw new CorruptImageException(field(where, field), found, expected);
        }
    }
}
