package dev.diskwright.core.container.vhdx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.util.Objects.requireNonNull;

import dev.diskwright.core.bytes.Guids;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.CRC32C;

/// Builds files byte by byte: differencing ones and such with a log in use, as nothing here can make them. Follows the
/// specification, not the code under test. Layout in MiB: 0 headers, 1 log, 2 metadata, 3 BAT, 4 and on blocks.
final class VhdxBuilder {
    static final int MIB = 1 << 20;
    static final int LOG = MIB;
    static final int METADATA = 2 * MIB;
    static final int BAT = 3 * MIB;
    static final int BLOCKS = 4 * MIB;
    static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong U64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort U16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int size;
    private final int sectorSize;
    private final Map<Integer, byte[]> sectors = new TreeMap<>();
    private final TreeSet<Integer> fullBlocks = new TreeSet<>();
    private final TreeSet<Integer> zeroBlocks = new TreeSet<>();
    private final Map<String, String> locator = new LinkedHashMap<>();
    private UUID dataWriteGuid = new UUID(1, 2);

    /// A disk of blocks of 1 MiB.
    VhdxBuilder(int size, int sectorSize) {
        this.size = size;
        this.sectorSize = sectorSize;
    }

    VhdxBuilder id(UUID value) {
        dataWriteGuid = value;
        return this;
    }

    VhdxBuilder locate(String key, String value) {
        locator.put(key, value);
        return this;
    }

    VhdxBuilder parent(UUID linkage, String name) {
        return locate("parent_linkage", "{" + linkage + "}").locate("relative_path", name);
    }

    /// Sets one sector of the disk. In a disk with a parent only these are in the file, unless the block is full.
    VhdxBuilder sector(int sector, byte[] bytes) {
        sectors.put(sector, bytes);
        return this;
    }

    /// All sectors of the block are in the file.
    VhdxBuilder full(int block) {
        fullBlocks.add(block);
        return this;
    }

    /// The block is zero whatever the parent has.
    VhdxBuilder zero(int block) {
        zeroBlocks.add(block);
        return this;
    }

    byte[] build() {
        int perBlock = MIB / sectorSize;
        int ratio = sectorSize * 8;
        boolean child = !locator.isEmpty();
        var places = new TreeMap<Integer, Integer>();
        int at = BLOCKS;
        var blocks = new TreeSet<>(fullBlocks);
        sectors.keySet().forEach(sector -> blocks.add(sector / perBlock));
        for (int block : blocks) {
            places.put(block, at);
            at += MIB;
        }
        int bitmap = at;
        byte[] bytes = new byte[at + (child ? MIB : 0)];
        MemorySegment file = MemorySegment.ofArray(bytes);
        put(file, 0, "vhdxfile".getBytes(US_ASCII));
        header(file, 0, 7, Guids.NIL);
        header(file, 1, 6, Guids.NIL);
        regions(file);
        metadata(file);
        places.forEach((block, place) -> {
            int state = child && !fullBlocks.contains(block) ? 7 : 6;
            file.set(U64, BAT + 8L * block, place | state);
        });
        zeroBlocks.forEach(block -> file.set(U64, BAT + 8L * block, 2));
        if (child) {
            file.set(U64, BAT + 8L * ratio, bitmap | 6);
        }
        sectors.forEach((sector, data) -> {
            int place = requireNonNull(places.get(sector / perBlock));
            if (child) {
                bytes[bitmap + sector / 8] |= (byte) (1 << sector % 8);
            }
            put(file, place + (long) sector % perBlock * sectorSize, data);
        });
        return bytes;
    }

    private static void put(MemorySegment file, long at, byte[] bytes) {
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, file, at, bytes.length);
    }

    private void header(MemorySegment file, int index, long sequence, UUID log) {
        MemorySegment header = file.asSlice((64L << 10) << index, 4096);
        put(header, 0, "head".getBytes(US_ASCII));
        header.set(U64, 8, sequence);
        Guids.putMixed(header, 16, new UUID(3, 4));
        Guids.putMixed(header, 32, dataWriteGuid);
        Guids.putMixed(header, 48, log);
        header.set(U16, 66, (short) 1);
        header.set(U32, 68, MIB);
        header.set(U64, 72, LOG);
        seal(header);
    }

    private static void regions(MemorySegment file) {
        for (int table = 192 << 10; table <= 256 << 10; table += 64 << 10) {
            MemorySegment regions = file.asSlice(table, 64 << 10);
            put(regions, 0, "regi".getBytes(US_ASCII));
            regions.set(U32, 8, 2);
            Guids.putMixed(regions, 16, UUID.fromString("2dc27766-f623-4200-9d64-115e9bfd4a08"));
            regions.set(U64, 32, BAT);
            regions.set(U32, 40, MIB);
            regions.set(U32, 44, 1);
            Guids.putMixed(regions, 48, UUID.fromString("8b7ca206-4790-4b9a-b8fe-575f050f886e"));
            regions.set(U64, 64, METADATA);
            regions.set(U32, 72, MIB);
            regions.set(U32, 76, 1);
            seal(regions);
        }
    }

    private void metadata(MemorySegment file) {
        MemorySegment region = file.asSlice(METADATA, MIB);
        put(region, 0, "metadata".getBytes(US_ASCII));
        int at = 64 << 10;
        region.set(U32, at, MIB);
        region.set(U32, at + 4, locator.isEmpty() ? 0 : 2);
        item(region, 0, "caa16737-fa36-4d43-b3b6-33f0aa44e76b", at, 8, 4);
        region.set(U64, at + 8, size);
        item(region, 1, "2fa54224-cd1b-4876-b211-5dbed83bf4b8", at + 8, 8, 6);
        Guids.putMixed(region, at + 16, new UUID(5, 6));
        item(region, 2, "beca12ab-b2e6-4523-93ef-c309e000c746", at + 16, 16, 6);
        region.set(U32, at + 32, sectorSize);
        item(region, 3, "8141bf1d-a96f-4709-ba47-f233a8faab5f", at + 32, 4, 6);
        region.set(U32, at + 36, 4096);
        item(region, 4, "cda348c7-445d-4471-9cc9-e9885251c556", at + 36, 4, 6);
        if (!locator.isEmpty()) {
            int length = locator(region, at + 64);
            item(region, 5, "a8d35f2d-b30b-454d-abf7-d3d84834ab0c", at + 64, length, 4);
        }
    }

    private static void item(
            MemorySegment region, int index, String id, int offset, int length, int flags) {
        long at = 32 + 32L * index;
        Guids.putMixed(region, at, UUID.fromString(id));
        region.set(U32, at + 16, offset);
        region.set(U32, at + 20, length);
        region.set(U32, at + 24, flags);
        region.set(U16, 10, (short) (index + 1));
    }

    private int locator(MemorySegment region, int item) {
        Guids.putMixed(region, item, UUID.fromString("b04aefb7-d19e-4a81-b789-25b8e9445913"));
        region.set(U16, item + 18, (short) locator.size());
        int entry = item + 20;
        int text = item + 20 + 12 * locator.size();
        for (var it : locator.entrySet()) {
            byte[] key = it.getKey().getBytes(UTF_16LE);
            byte[] value = it.getValue().getBytes(UTF_16LE);
            region.set(U32, entry, text - item);
            region.set(U32, entry + 4, text - item + key.length);
            region.set(U16, entry + 8, (short) key.length);
            region.set(U16, entry + 10, (short) value.length);
            put(region, text, key);
            put(region, text + key.length, value);
            entry += 12;
            text += key.length + value.length;
        }
        return text - item;
    }

    /// Makes the checksum of a structure right.
    static void seal(MemorySegment structure) {
        structure.set(U32, 4, 0);
        var crc = new CRC32C();
        crc.update(structure.asByteBuffer());
        structure.set(U32, 4, (int) crc.getValue());
    }

    /// Makes the checksums of both headers and both region tables right.
    static void sealAll(byte[] file) {
        MemorySegment it = MemorySegment.ofArray(file);
        seal(it.asSlice(64 << 10, 4096));
        seal(it.asSlice(128 << 10, 4096));
        seal(it.asSlice(192 << 10, 64 << 10));
        seal(it.asSlice(256 << 10, 64 << 10));
    }

    /// Says in both headers that the log is in use.
    static void useLog(byte[] file, UUID guid) {
        MemorySegment it = MemorySegment.ofArray(file);
        Guids.putMixed(it, (64 << 10) + 48, guid);
        Guids.putMixed(it, (128 << 10) + 48, guid);
        sealAll(file);
    }

    /// An entry of the log to be written.
    static final class Entry {
        private final UUID guid;
        private final long sequence;
        private final int tail;
        private final List<byte[]> descriptors = new ArrayList<>();
        private final List<byte[]> data = new ArrayList<>();
        private long flushed = BLOCKS;
        private long last = BLOCKS;

        Entry(UUID guid, long sequence, int tail) {
            this.guid = guid;
            this.sequence = sequence;
            this.tail = tail;
        }

        Entry sizes(long flushedSize, long lastSize) {
            flushed = flushedSize;
            last = lastSize;
            return this;
        }

        Entry data(long offset, byte[] sector) {
            MemorySegment descriptor = descriptor("desc", offset);
            MemorySegment bytes = MemorySegment.ofArray(sector);
            descriptor.set(U32, 4, bytes.get(U32, 4092));
            descriptor.set(U64, 8, bytes.get(U64, 0));
            byte[] stored = sector.clone();
            MemorySegment it = MemorySegment.ofArray(stored);
            put(it, 0, "data".getBytes(US_ASCII));
            it.set(U32, 4, (int) (sequence >>> 32));
            it.set(U32, 4092, (int) sequence);
            data.add(stored);
            return this;
        }

        Entry zero(long offset, long length) {
            descriptor("zero", offset).set(U64, 8, length);
            return this;
        }

        private MemorySegment descriptor(String signature, long offset) {
            byte[] bytes = new byte[32];
            MemorySegment it = MemorySegment.ofArray(bytes);
            put(it, 0, signature.getBytes(US_ASCII));
            it.set(U64, 16, offset);
            it.set(U64, 24, sequence);
            descriptors.add(bytes);
            return it;
        }

        byte[] bytes() {
            int sectors = Math.ceilDiv(64 + 32 * descriptors.size(), 4096);
            byte[] bytes = new byte[4096 * (sectors + data.size())];
            MemorySegment it = MemorySegment.ofArray(bytes);
            put(it, 0, "loge".getBytes(US_ASCII));
            it.set(U32, 8, bytes.length);
            it.set(U32, 12, tail);
            it.set(U64, 16, sequence);
            it.set(U32, 24, descriptors.size());
            Guids.putMixed(it, 32, guid);
            it.set(U64, 48, flushed);
            it.set(U64, 56, last);
            for (int i = 0; i < descriptors.size(); i++) {
                put(it, 64 + 32L * i, descriptors.get(i));
            }
            for (int i = 0; i < data.size(); i++) {
                put(it, 4096L * (sectors + i), data.get(i));
            }
            seal(it);
            return bytes;
        }

        /// Writes it into the ring, around its end if need be.
        ///
        /// @return where the next one goes
        int write(byte[] file, int at) {
            byte[] bytes = bytes();
            for (int i = 0; i < bytes.length; i++) {
                file[LOG + (at + i) % MIB] = bytes[i];
            }
            return (at + bytes.length) % MIB;
        }
    }

    static byte[] filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
