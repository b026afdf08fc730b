package dev.diskwright.core.container.vdi;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.AsciiAt;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.GuidAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.UUID;

/// The header (`VDIPREHEADER` and `VDIHEADER1PLUS`).
///
/// @param text for people, its value means nothing
/// @param headerSize in bytes, from its own offset on
/// @param type see [#DYNAMIC] and the following
/// @param offsetBlocks of the block map, in bytes
/// @param offsetData of the first block, in bytes
/// @param legacyCylinders geometry of old versions, all 0
/// @param diskSize in bytes
/// @param blockExtra bytes before the data of each block
/// @param blocksInImage entries of the map
/// @param uuidLink image that this one is based on; zero if none
/// @param uuidParent state of that image; zero if none
/// @param lchsCylinders geometry that the BIOS shows, 0 if not known; only in headers of 400 bytes and more
record Header(
        @AsciiAt(value = 0, length = 64) String text,
        @U32(0x40) long signature,
        @U32(0x44) long version,
        @U32(0x48) long headerSize,
        @U32(0x4c) long type,
        @U32(0x50) long flags,
        @AsciiAt(value = 0x54, length = 256) String comment,
        @U32(0x154) long offsetBlocks,
        @U32(0x158) long offsetData,
        @U32(0x15c) long legacyCylinders,
        @U32(0x160) long legacyHeads,
        @U32(0x164) long legacySectors,
        @U32(0x168) long sectorSize,
        @U64(0x170) long diskSize,
        @U32(0x178) long blockSize,
        @U32(0x17c) long blockExtra,
        @U32(0x180) long blocksInImage,
        @U32(0x184) long blocksAllocated,
        @GuidAt(0x188) UUID uuidImage,
        @GuidAt(0x198) UUID uuidModification,
        @GuidAt(0x1a8) UUID uuidLink,
        @GuidAt(0x1b8) UUID uuidParent,
        @U32(0x1c8) long lchsCylinders,
        @U32(0x1cc) long lchsHeads,
        @U32(0x1d0) long lchsSectors,
        @U32(0x1d4) long lchsSectorSize) {
    static final long SIGNATURE = 0xbeda107fL;
    static final long VERSION = 0x0001_0001;
    static final int DYNAMIC = 1;
    static final int FIXED = 2;
    static final int SECTOR = 512;

    /// The header's own size with a geometry for the BIOS.
    static final int HEADER_SIZE = 400;

    /// Blocks that an image may have, here as in QEMU: the map has then nearly 2 GiB.
    static final int MAX_BLOCKS = 0x1fff_ff80;

    private static final int MIN_HEADER_SIZE = 384;
    private static final int HEADER_OFFSET = 0x48;
    private static final int SIZE = HEADER_OFFSET + HEADER_SIZE;
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static final StructCodec<Header> CODEC =
            StructCodec.of(MethodHandles.lookup(), Header.class, SIZE, ByteOrder.LITTLE_ENDIAN);

    static boolean isAt(BlockSource file) throws IOException {
        return file.size() >= SIZE
                && Integer.toUnsignedLong(file.bytes(0x40, 4).get(U32, 0)) == SIGNATURE;
    }

    /// {@return the header of a file}
    ///
    /// @param where the file
    static Header read(Where where, BlockSource file) throws IOException {
        Where place = place(where);
        if (file.size() < SIZE) {
            throw new CorruptImageException(
                    place, "a file of " + file.size() + " bytes", SIZE + " or more");
        }
        MemorySegment bytes = file.bytes(0, SIZE);
        Header header = CODEC.read(bytes, 0);
        expect(header.signature == SIGNATURE, place, "signature", header.signature, "0xbeda107f");
        if (header.version != VERSION) {
            throw new UnsupportedImageException(
                    field(place, "version"),
                    "version %d.%d".formatted(header.version >>> 16, header.version & 0xffff));
        }
        expect(
                header.headerSize >= MIN_HEADER_SIZE,
                place,
                "headerSize",
                header.headerSize,
                "384 or more");
        header.checkType(place);
        header.checkSizes(place, file.size());
        return header;
    }

    private void checkType(Where place) throws IOException {
        Where field = field(place, "type");
        switch ((int) type) {
            case DYNAMIC, FIXED -> {}
            case 3 -> throw new UnsupportedImageException(field, "an undo image (type 3)");
            case 4 -> throw new UnsupportedImageException(field, "a differencing image (type 4)");
            default ->
                    throw new CorruptImageException(
                            field, "type " + type, "1 (dynamic) or 2 (fixed)");
        }
    }

    private void checkSizes(Where place, long fileSize) throws IOException {
        expect(sectorSize == SECTOR, place, "sectorSize", sectorSize, "0x200");
        expect(
                blockSize >= SECTOR && Long.bitCount(blockSize) == 1,
                place,
                "blockSize",
                blockSize,
                "a power of two from 0x200 on");
        expect(
                blockExtra <= blockSize,
                place,
                "blockExtra",
                blockExtra,
                "less than the block's size");
        if (blocksInImage > MAX_BLOCKS) {
            throw new UnsupportedImageException(
                    field(place, "blocksInImage"),
                    "an image of %d blocks".formatted(blocksInImage));
        }
        expect(
                diskSize >= 0 && Math.ceilDiv(diskSize, blockSize) <= blocksInImage,
                place,
                "diskSize",
                diskSize,
                "at most %d blocks of %d bytes".formatted(blocksInImage, blockSize));
        expect(
                offsetBlocks >= HEADER_OFFSET + MIN_HEADER_SIZE
                        && offsetBlocks <= fileSize - 4 * blocksInImage,
                place,
                "offsetBlocks",
                offsetBlocks,
                "%d bytes in the file, behind the header".formatted(4 * blocksInImage));
    }

    private static void expect(
            boolean holds, Where place, String field, long found, String expected)
            throws CorruptImageException {
        if (!holds) {
            throw new CorruptImageException(field(place, field), "0x%x".formatted(found), expected);
        }
    }

    static Where place(Where where) {
        return where.structure("header", 0);
    }

    static Where field(Where place, String name) {
        return place.field(name, CODEC.offset(name));
    }

    /// {@return size of the disk in bytes, which is a whole number of sectors}
    long size() {
        return Units.roundUp(diskSize, SECTOR);
    }

    /// {@return offset behind the block map, in bytes}
    long endOfMap() {
        return offsetBlocks + 4 * blocksInImage;
    }

    /// {@return where the data of the block with this index in the data area begins, in bytes}
    long offsetOf(long index) {
        return offsetData + index * (blockSize + blockExtra) + blockExtra;
    }

    boolean hasLchs() {
        return headerSize >= HEADER_SIZE;
    }
}
