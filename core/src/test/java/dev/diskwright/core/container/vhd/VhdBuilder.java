package dev.diskwright.core.container.vhd;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.util.Objects.requireNonNull;

import dev.diskwright.core.bytes.Guids;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Builds dynamic and differencing disks byte by byte, as nothing here can make the latter. Follows the specification, not
/// the code under test. Layout: copy of the footer, dynamic header, BAT, locators, blocks, footer.
final class VhdBuilder {
    static final int SECTOR = 512;
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong U64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int HEADER = 512;
    private static final int TABLE = 1536;

    private final int size;
    private final int blockSize;
    private final Map<Integer, byte[]> sectors = new TreeMap<>();
    private final Map<String, String> locators = new TreeMap<>();
    private UUID id = new UUID(1, 2);
    private UUID parentId = Guids.NIL;
    private int parentTime;
    private String parentName = "";
    private int type = 3;

    VhdBuilder(int size, int blockSize) {
        this.size = size;
        this.blockSize = blockSize;
    }

    VhdBuilder id(UUID value) {
        id = value;
        return this;
    }

    VhdBuilder parent(UUID uuid, int time, String name) {
        type = 4;
        parentId = uuid;
        parentTime = time;
        parentName = name;
        return this;
    }

    VhdBuilder locator(String code, String name) {
        locators.put(code, name);
        return this;
    }

    /// Sets one sector of the disk; only these are in the file.
    VhdBuilder sector(int sector, byte[] bytes) {
        sectors.put(sector, bytes);
        return this;
    }

    byte[] build() {
        int blocks = Math.ceilDiv(size, blockSize);
        int perBlock = blockSize / SECTOR;
        int bitmap = Math.ceilDiv(perBlock, 8 * SECTOR) * SECTOR;
        int tableSize = Math.ceilDiv(4 * blocks, SECTOR) * SECTOR;
        int locatorsAt = TABLE + tableSize;
        var places = new TreeMap<Integer, Integer>();
        int at = locatorsAt + locators.size() * SECTOR;
        for (int sector : sectors.keySet()) {
            if (places.putIfAbsent(sector / perBlock, at) == null) {
                at += bitmap + blockSize;
            }
        }
        byte[] bytes = new byte[at + SECTOR];
        MemorySegment file = MemorySegment.ofArray(bytes);
        footer(file, at);
        MemorySegment.copy(file, at, file, 0, SECTOR);
        header(file, blocks, locatorsAt);
        file.asSlice(TABLE, tableSize).fill((byte) -1);
        places.forEach((block, place) -> file.set(U32, TABLE + 4L * block, place / SECTOR));
        sectors.forEach((sector, data) -> {
            int place = requireNonNull(places.get(sector / perBlock));
            int in = sector % perBlock;
            bytes[place + in / 8] |= (byte) (0x80 >> in % 8);
            System.arraycopy(data, 0, bytes, place + bitmap + in * SECTOR, SECTOR);
        });
        return bytes;
    }

    private void footer(MemorySegment file, long at) {
        MemorySegment.copy(ascii("conectix"), 0, file, at, 8);
        file.set(U32, at + 8, 2);
        file.set(U32, at + 12, 0x10000);
        file.set(U64, at + 16, HEADER);
        MemorySegment.copy(ascii("win "), 0, file, at + 28, 4);
        MemorySegment.copy(ascii("Wi2k"), 0, file, at + 36, 4);
        file.set(U64, at + 40, size);
        file.set(U64, at + 48, size);
        file.set(U32, at + 60, type);
        Guids.putPlain(file, at + 68, id);
        seal(file, at, SECTOR, 64);
    }

    private void header(MemorySegment file, int blocks, int locatorsAt) {
        MemorySegment.copy(ascii("cxsparse"), 0, file, HEADER, 8);
        file.set(U64, HEADER + 8, -1);
        file.set(U64, HEADER + 16, TABLE);
        file.set(U32, HEADER + 24, 0x10000);
        file.set(U32, HEADER + 28, blocks);
        file.set(U32, HEADER + 32, blockSize);
        Guids.putPlain(file, HEADER + 40, parentId);
        file.set(U32, HEADER + 56, parentTime);
        byte[] name = parentName.getBytes(UTF_16BE);
        MemorySegment.copy(MemorySegment.ofArray(name), 0, file, HEADER + 64, name.length);
        int entry = HEADER + 576;
        int place = locatorsAt;
        for (var it : locators.entrySet()) {
            byte[] text = it.getValue().getBytes(UTF_16LE);
            MemorySegment.copy(ascii(it.getKey()), 0, file, entry, 4);
            file.set(U32, entry + 4, SECTOR);
            file.set(U32, entry + 8, text.length);
            file.set(U64, entry + 16, place);
            MemorySegment.copy(MemorySegment.ofArray(text), 0, file, place, text.length);
            entry += 24;
            place += SECTOR;
        }
        seal(file, HEADER, 1024, 36);
    }

    /// Makes the checksum right again.
    static void seal(MemorySegment file, long at, int length, int field) {
        file.set(U32, at + field, 0);
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += file.get(ValueLayout.JAVA_BYTE, at + i) & 0xff;
        }
        file.set(U32, at + field, ~sum);
    }

    private static MemorySegment ascii(String text) {
        return MemorySegment.ofArray(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
