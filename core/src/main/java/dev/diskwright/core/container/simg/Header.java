package dev.diskwright.core.container.simg;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;

/// The header (`sparse_header_t`).
///
/// @param fileHeaderSize bytes up to the first chunk
/// @param chunkHeaderSize bytes of each chunk's header
/// @param blockSize in bytes, a multiple of 4
/// @param totalBlocks of the disk
/// @param totalChunks of the file
/// @param imageChecksum CRC32 of the disk, 0 where it is not known
record Header(
        @U32(0) long magic,
        @U16(4) int majorVersion,
        @U16(6) int minorVersion,
        @U16(8) int fileHeaderSize,
        @U16(10) int chunkHeaderSize,
        @U32(12) long blockSize,
        @U32(16) long totalBlocks,
        @U32(20) long totalChunks,
        @U32(24) long imageChecksum) {
    static final ValueLayout.OfInt U32_LE =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final long MAGIC = 0xed26ff3aL;
    static final int SIZE = 28;
    static final int MAX_BLOCK_SIZE = 16 << 20;
    static final StructCodec<Header> CODEC =
            StructCodec.of(MethodHandles.lookup(), Header.class, SIZE, ByteOrder.LITTLE_ENDIAN);

    static boolean isAt(BlockSource file) throws IOException {
        return file.size() >= SIZE
                && Integer.toUnsignedLong(file.bytes(0, 4).get(U32_LE, 0)) == MAGIC;
    }

    static Header read(Where where, BlockSource file) throws IOException {
        Where place = where.structure("header", 0);
        if (file.size() < SIZE) {
            throw new CorruptImageException(
                    place, "a file of " + file.size() + " bytes", SIZE + " or more");
        }
        MemorySegment bytes = file.bytes(0, SIZE);
        Header it = CODEC.read(bytes, 0);
        expect(it.magic == MAGIC, place, "magic", it.magic, "0xed26ff3a");
        if (it.majorVersion != 1) {
            throw new UnsupportedImageException(
                    field(place, "majorVersion"), "version " + it.majorVersion);
        }
        expect(
                it.fileHeaderSize >= SIZE && it.fileHeaderSize <= file.size(),
                place,
                "fileHeaderSize",
                it.fileHeaderSize,
                "28 or more");
        expect(
                it.chunkHeaderSize >= Chunk.SIZE,
                place,
                "chunkHeaderSize",
                it.chunkHeaderSize,
                "12 or more");
        expect(
                it.blockSize > 0 && it.blockSize % 4 == 0 && it.blockSize <= MAX_BLOCK_SIZE,
                place,
                "blockSize",
                it.blockSize,
                "a multiple of 4 up to 16 MiB");
        return it;
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

    /// {@return size of the disk in bytes}
    long size() {
        return totalBlocks * blockSize;
    }
}
