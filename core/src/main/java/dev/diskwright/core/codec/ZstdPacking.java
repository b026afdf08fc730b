package dev.diskwright.core.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Frames of Zstandard (RFC 8878), each with the size of its content.
public final class ZstdPacking implements Packing {
    private static final ValueLayout.OfInt U32 =
            JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 =
            JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int MAGIC = 0xfd2fb528;
    private static final int HEADER = 9; // magic, descriptor, size of four bytes
    private static final byte DESCRIPTOR =
            (byte) 0xa0; // such a size, and a window that is the content
    private static final int ZERO_HEADER = 14; // magic, descriptor, window, size of eight bytes
    private static final byte ZERO_DESCRIPTOR = (byte) 0xc0; // such a size, and a window
    private static final byte ZERO_WINDOW = 0x38; // 128 KiB
    private static final int REPEATED = 1; // kind of a block that is one byte, again and again
    private static final int BLOCK_HEADER = 3;
    private static final int BLOCK = 128 << 10; // bytes; the most there may be

    /// Keeps nothing from one piece to the next.
    public ZstdPacking() {}

    @Override
    public MemorySegment pack(MemorySegment bytes) {
        var compressor = new ZstdJavaCompressor();
        byte[] input = bytes.toArray(JAVA_BYTE);
        byte[] output = new byte[compressor.maxCompressedLength(input.length)];
        int length = compressor.compress(input, 0, input.length, output, 0, output.length);
        return MemorySegment.ofArray(output).asSlice(0, length);
    }

    /// {@return a frame of zeros, which takes some four bytes for each 128 KiB}
    ///
    /// @param length of the zeros in bytes, 1 to 2^40
    public static MemorySegment zeros(long length) {
        long blocks = Math.ceilDiv(length, BLOCK);
        var frame = MemorySegment.ofArray(new byte[Math.toIntExact(ZERO_HEADER + 4 * blocks)]);
        frame.set(U32, 0, MAGIC);
        frame.set(JAVA_BYTE, 4, ZERO_DESCRIPTOR);
        frame.set(JAVA_BYTE, 5, ZERO_WINDOW);
        frame.set(U64, 6, length);
        for (long i = 0; i < blocks; i++) {
            long size = Math.min(BLOCK, length - i * BLOCK);
            int last = i == blocks - 1 ? 1 : 0;
            frame.set(U32, ZERO_HEADER + 4 * i, (int) (size << 3 | REPEATED << 1 | last));
        }
        return frame;
    }

    @Override
    public MemorySegment store(MemorySegment bytes) {
        long length = bytes.byteSize();
        var frame = MemorySegment.ofArray(new byte[Math.toIntExact(storedSize(length))]);
        frame.set(U32, 0, MAGIC);
        frame.set(JAVA_BYTE, 4, DESCRIPTOR);
        frame.set(U32, 5, (int) length);
        long at = HEADER;
        long done = 0;
        do {
            long size = Math.min(BLOCK, length - done);
            int last = done + size == length ? 1 : 0;
            long header = size << 3 | last; // of the raw kind
            for (int i = 0; i < BLOCK_HEADER; i++) {
                frame.set(JAVA_BYTE, at + i, (byte) (header >>> 8 * i));
            }
            MemorySegment.copy(bytes, done, frame, at + BLOCK_HEADER, size);
            at += BLOCK_HEADER + size;
            done += size;
        } while (done < length);
        return frame;
    }

    @Override
    public long storedSize(long length) {
        return HEADER + BLOCK_HEADER * Math.max(1, Math.ceilDiv(length, BLOCK)) + length;
    }
}
