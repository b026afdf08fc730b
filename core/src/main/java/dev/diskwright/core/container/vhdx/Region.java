package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.GuidAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// An entry of the region table (section 2.2.3).
///
/// @param fileOffset in bytes
/// @param length in bytes
/// @param required 1 if a reader has to know it
record Region(
        @GuidAt(0) UUID guid,
        @U64(16) long fileOffset,
        @U32(24) long length,
        @U32(28) long required) {
    static final UUID BAT = UUID.fromString("2dc27766-f623-4200-9d64-115e9bfd4a08");
    static final UUID METADATA = UUID.fromString("8b7ca206-4790-4b9a-b8fe-575f050f886e");
    static final long[] TABLE_OFFSETS = {192 << 10, 256 << 10};

    private static final int TABLE_SIZE = 64 << 10;
    private static final int TABLE_HEADER = 16;
    private static final int SIZE = 32;
    private static final int SIGNATURE = 0x6967_6572; // "regi"
    private static final int MOST = 2047;
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final StructCodec<Region> CODEC =
            StructCodec.of(MethodHandles.lookup(), Region.class, SIZE, ByteOrder.LITTLE_ENDIAN);

    /// {@return all regions, from the first table that is not damaged}
    static List<Region> readAll(Where where, BlockSource file) throws IOException {
        try {
            return readTable(where, file, 0);
        } catch (CorruptImageException first) {
            try {
                return readTable(where, file, 1);
            } catch (CorruptImageException second) {
                first.addSuppressed(second);
                throw first;
            }
        }
    }

    /// {@return the regions of one of the two tables}
    static List<Region> readTable(Where where, BlockSource file, int index) throws IOException {
        Where place = place(where, index);
        MemorySegment table = file.bytes(TABLE_OFFSETS[index], TABLE_SIZE);
        if (table.get(U32, 0) != SIGNATURE) {
            throw new CorruptImageException(
                    place.field("signature", 0),
                    "0x%x".formatted(table.get(U32, 0)),
                    "0x%x (\"regi\")".formatted(SIGNATURE));
        }
        Checksum.verify(place, table);
        int count = table.get(U32, 8);
        if (count < 0 || count > MOST) {
            throw new CorruptImageException(
                    place.field("entryCount", 8), Integer.toUnsignedString(count), "at most 2047");
        }
        var regions = new ArrayList<Region>();
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            long at = TABLE_HEADER + (long) i * SIZE;
            Region region = CODEC.read(table, at);
            Where entry = place.field("entry " + i, at);
            region.check(entry, file.size());
            if (!seen.add(region.guid)) {
                throw new CorruptImageException(entry, "a second " + region.guid, "one");
            }
            regions.add(region);
        }
        return regions;
    }

    private void check(Where entry, long fileSize) throws IOException {
        boolean known = guid.equals(BAT) || guid.equals(METADATA);
        if (!known && (required & 1) != 0) {
            throw new UnsupportedImageException(entry, "the region " + guid);
        }
        if (fileOffset < Header.MIB
                || fileOffset % Header.MIB != 0
                || length % Header.MIB != 0
                || length == 0
                || fileOffset > fileSize - length) {
            throw new CorruptImageException(
                    entry,
                    "%d bytes at 0x%x".formatted(length, fileOffset),
                    "whole MiB in the file of %d".formatted(fileSize));
        }
    }

    /// {@return the region of that kind, which must be there}
    static Region find(Where where, List<Region> regions, UUID guid) throws CorruptImageException {
        for (Region region : regions) {
            if (region.guid.equals(guid)) {
                return region;
            }
        }
        throw new CorruptImageException(
                place(where, 0), "no entry " + guid, guid.equals(BAT) ? "the BAT" : "the metadata");
    }

    static Where place(Where where, int index) {
        return where.structure(
                index == 0 ? "region table" : "copy of the region table", TABLE_OFFSETS[index]);
    }

    /// {@return a table of these regions}
    static MemorySegment table(List<Region> regions) {
        MemorySegment table = MemorySegment.ofArray(new byte[TABLE_SIZE]);
        table.set(U32, 0, SIGNATURE);
        table.set(U32, 8, regions.size());
        for (int i = 0; i < regions.size(); i++) {
            CODEC.write(regions.get(i), table, TABLE_HEADER + (long) i * SIZE);
        }
        return Checksum.put(table);
    }

    long end() {
        return fileOffset + length;
    }
}
