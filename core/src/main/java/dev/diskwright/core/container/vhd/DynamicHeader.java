package dev.diskwright.core.container.vhd;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.AsciiAt;
import dev.diskwright.core.bytes.BytesAt;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.UuidAt;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The header of dynamic and differencing disks ("Dynamic Disk Header Format").
///
/// @param dataOffset all ones
/// @param tableOffset of the block allocation table, in bytes
/// @param maxTableEntries blocks of the disk
/// @param blockSize of the data of a block, in bytes
/// @param checksum over all 1024 bytes
/// @param parentTimeStamp when the parent was last changed, in seconds since 2000
/// @param parentUnicodeName in UTF-16
/// @param parentLocators eight [ParentLocator]s
record DynamicHeader(
        @AsciiAt(value = 0, length = 8) String cookie,
        @U64(8) long dataOffset,
        @U64(16) long tableOffset,
        @U32(24) long headerVersion,
        @U32(28) long maxTableEntries,
        @U32(32) long blockSize,
        @U32(36) long checksum,
        @UuidAt(40) UUID parentUniqueId,
        @U32(56) long parentTimeStamp,
        @BytesAt(value = 64, length = 512) MemorySegment parentUnicodeName,
        @BytesAt(value = 576, length = 192) MemorySegment parentLocators,
        @BytesAt(value = 768, length = 256) MemorySegment reserved) {
    static final String COOKIE = "cxsparse";
    static final int SIZE = 1024;
    static final long VERSION = 0x0001_0000;
    static final long NOWHERE = -1; // data offset

    static final StructCodec<DynamicHeader> CODEC =
            StructCodec.of(MethodHandles.lookup(), DynamicHeader.class, SIZE, ByteOrder.BIG_ENDIAN);

    private static final int CHECKSUM = CODEC.offset("checksum");
    private static final int MIN_BLOCK = 4096;
    private static final int MOST_BLOCKS = 1 << 29; // of a disk of 2040 GiB in the smallest ones
    private static final int LOCATORS = 8;
    private static final int SECTORS_A_BYTE = 8; // of a bitmap

    /// {@return the header that a footer names, its checksum right and its table in the file}
    ///
    /// @param where the file
    static DynamicHeader read(Where where, BlockSource file, Footers footers) throws IOException {
        Footer footer = footers.footer();
        long offset = footer.dataOffset();
        Where place = where.structure("dynamic header", offset);
        if (offset < 0 || offset > file.size() - SIZE) {
            throw new CorruptImageException(
                    Footer.field(footers.place(where), "dataOffset"),
                    "0x%x".formatted(offset),
                    "1024 bytes in the file of %d".formatted(file.size()));
        }
        MemorySegment bytes = file.bytes(offset, SIZE);
        DynamicHeader header = CODEC.read(bytes, 0);
        if (!header.cookie.equals(COOKIE)) {
            throw new CorruptImageException(
                    place.field("cookie", 0), Text.quoted(header.cookie), "\"cxsparse\"");
        }
        Checksum.verify(place.field("checksum", CHECKSUM), bytes, CHECKSUM);
        header.checkFields(place, file.size(), footer.size());
        return header;
    }

    private void checkFields(Where place, long fileSize, long diskSize)
            throws CorruptImageException {
        expect(
                headerVersion >>> 16 == VERSION >>> 16,
                place,
                "headerVersion",
                headerVersion,
                "0x10000");
        expect(
                blockSize >= MIN_BLOCK && Long.bitCount(blockSize) == 1,
                place,
                "blockSize",
                blockSize,
                "a power of two from 0x1000 on");
        expect(
                maxTableEntries <= MOST_BLOCKS,
                place,
                "maxTableEntries",
                maxTableEntries,
                "at most 0x%x".formatted(MOST_BLOCKS));
        expect(
                diskSize >= 0 && maxTableEntries >= Math.ceilDiv(diskSize, blockSize),
                place,
                "maxTableEntries",
                maxTableEntries,
                "as many as the disk of %d bytes takes".formatted(diskSize));
        expect(
                tableOffset >= 0 && tableOffset <= fileSize - 4 * maxTableEntries,
                place,
                "tableOffset",
                tableOffset,
                "%d bytes in the file".formatted(4 * maxTableEntries));
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

    /// {@return its bytes, the checksum made right}
    MemorySegment toBytes() {
        return Checksum.put(CODEC.toBytes(this), CHECKSUM);
    }

    /// {@return bytes of the bitmap before each block: whole sectors}
    static long bitmapSize(long blockSize) {
        return Units.roundUp(blockSize / Footer.SECTOR / SECTORS_A_BYTE, Footer.SECTOR);
    }

    /// {@return what the parent was called when the disk was made, empty if it has none}
    String parentName() {
        String name =
                new String(
                        parentUnicodeName.toArray(ValueLayout.JAVA_BYTE),
                        StandardCharsets.UTF_16BE);
        int end = name.indexOf('\0');
        return end < 0 ? name : name.substring(0, end);
    }

    /// {@return the locators in use}
    List<ParentLocator> locators() {
        var used = new ArrayList<ParentLocator>();
        for (int i = 0; i < LOCATORS; i++) {
            ParentLocator locator =
                    ParentLocator.CODEC.read(parentLocators, (long) i * ParentLocator.SIZE);
            if (!locator.platformCode().isEmpty()) {
                used.add(locator);
            }
        }
        return used;
    }
}
