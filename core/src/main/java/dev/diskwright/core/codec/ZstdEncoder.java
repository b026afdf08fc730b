package dev.diskwright.core.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Compresses with zstd (RFC 8878), at about the ratio of the reference's third level and in about its time. The bytes
/// depend on what is compressed alone. A frame says its size, has no checksum, and needs no more than 64 KiB of window.
///
/// Holds some 600 KiB; made once for a thread and used again and again. Not for several threads at once.
public final class ZstdEncoder {
    private static final int MAGIC = 0xfd2f_b528;
    private static final int SINGLE_SEGMENT = 1 << 5;
    private static final int RAW = 0;
    private static final int RUN = 1;
    private static final int COMPRESSED = 2;
    private static final int BLOCK_HEADER = 3; // bytes
    private static final int MOST_HEADER = 14;

    private final ZstdSequences sequences;
    private final ZstdLiterals literals = new ZstdLiterals();
    private final ZstdBlock block = new ZstdBlock();
    private final BitWriter bits = new BitWriter();
    private final byte[] room = new byte[2 * ZstdSequences.STEP + 4096];

    /// A quick one.
    public ZstdEncoder() {
        this(false);
    }

    /// @param thorough whether it weighs all ways to write the same bytes, for some twelve per cent less in ten times the
    ///     time
    public ZstdEncoder(boolean thorough) {
        sequences = thorough ? new ZstdSearch() : new ZstdGlance();
    }

    /// {@return the most bytes that `length` bytes can become}
    public static int bound(int length) {
        return Math.addExact(
                length, (length / ZstdSequences.STEP + 1) * BLOCK_HEADER + MOST_HEADER);
    }

    /// Compresses all of `in` to one frame.
    ///
    /// @param offset in `out`
    /// @param limit the most bytes that the result may have; [#bound] is always enough
    /// @return its length, or -1 if it would exceed `limit`
    public int compress(MemorySegment in, byte[] out, int offset, int limit) {
        sequences.reset();
        block.reset();
        int end = offset + limit;
        int to = header(in.byteSize(), out, offset, end);
        long at = 0;
        do {
            if (to < 0) {
                return -1;
            }
            long length = Math.min(ZstdSequences.STEP, in.byteSize() - at);
            boolean last = at + length == in.byteSize();
            to = block(in.asSlice(at, length), last, out, to, end);
            at += length;
        } while (at < in.byteSize());
        return to < 0 ? -1 : to - offset;
    }

    private int header(long size, byte[] out, int offset, int end) {
        int sizeFlag = size < 256 ? 0 : size < 65_536 + 256 ? 1 : 2;
        bits.start(room, 0);
        bits.write(MAGIC & 0xffff_ffffL, 32);
        bits.write(sizeFlag << 6 | SINGLE_SEGMENT, 8);
        switch (sizeFlag) {
            case 0 -> bits.write(size, 8);
            case 1 -> bits.write(size - 256, 16);
            default -> bits.write(size, 32);
        }
        return copy(out, offset, end);
    }

    private int block(MemorySegment in, boolean last, byte[] out, int offset, int end) {
        int length = (int) in.byteSize();
        sequences.find(in);
        bits.start(room, BLOCK_HEADER);
        byte[] bytes = sequences.bytes();
        int begin = sequences.begin();
        boolean isRun =
                length > 1 && Bytes.common(bytes, begin, begin + 1, begin + length) == length - 1;
        if (isRun) {
            blockHeader(last, RUN, length);
            bits.write(bytes[begin] & 0xff, 8);
            return copy(out, offset, end);
        }
        literals.write(bits, sequences.literals, sequences.literalCount());
        block.remember();
        block.write(bits, sequences);
        int size = bits.at - BLOCK_HEADER;
        if (size < length) {
            blockHeader(last, COMPRESSED, size);
            return copy(out, offset, end);
        }
        block.forget(); // decoders do not see its distances
        if (offset + BLOCK_HEADER + length > end) {
            return -1;
        }
        blockHeader(last, RAW, length);
        System.arraycopy(room, 0, out, offset, BLOCK_HEADER);
        MemorySegment.copy(in, ValueLayout.JAVA_BYTE, 0, out, offset + BLOCK_HEADER, length);
        return offset + BLOCK_HEADER + length;
    }

    private void blockHeader(boolean last, int type, int size) {
        int header = size << 3 | type << 1 | (last ? 1 : 0);
        for (int i = 0; i < BLOCK_HEADER; i++) {
            room[i] = (byte) (header >>> 8 * i);
        }
    }

    private int copy(byte[] out, int offset, int end) {
        int length = bits.at;
        if (offset + length > end) {
            return -1;
        }
        System.arraycopy(room, 0, out, offset, length);
        return offset + length;
    }
}
