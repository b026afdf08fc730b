package dev.diskwright.core.codec;

import java.lang.foreign.MemorySegment;

/// Compresses with DEFLATE (RFC 1951). The bytes depend on what is compressed and on the window alone: not on the
/// processor, the Java runtime, or what the encoder did before. `java.util.zip.Deflater` gives no such promise, as its
/// bytes are those of the host's zlib, and it cannot make the window smaller than 32 KiB.
///
/// Holds some 300 KiB; made once for a thread and used again and again. Not for several threads at once.
public final class DeflateEncoder {
    /// How many bytes behind the limit the output array must have.
    public static final int SLACK = BitWriter.SLACK;

    private static final int FLUSH = 6; // bytes of an empty stored block, at most

    private final Copies finder;
    private final BlockSplitter splitter = new BlockSplitter();
    private final BlockWriter writer = new BlockWriter();
    private final BitWriter bits = new BitWriter();
    private final int windowBits;

    /// One that is quick.
    ///
    /// @param windowBits copies reach back 2 to the power of this, in bytes: 9 to 15
    public DeflateEncoder(int windowBits) {
        this(windowBits, false);
    }

    /// @param windowBits copies reach back 2 to the power of this, in bytes: 9 to 15
    /// @param thorough whether it looks longer for copies, for some three per cent less
    public DeflateEncoder(int windowBits, boolean thorough) {
        if (windowBits < 9 || windowBits > 15) {
            throw new IllegalArgumentException("a window of %d bits".formatted(windowBits));
        }
        this.windowBits = windowBits;
        finder = thorough ? new ChainFinder(windowBits) : Copies.quick(windowBits);
    }

    /// {@return how far copies reach back: 2 to the power of this, in bytes}
    public int windowBits() {
        return windowBits;
    }

    /// {@return the most bytes that `length` bytes can become}
    public static int bound(int length) {
        return Math.addExact(length, (length / BlockSplitter.PIECE + 2) * FLUSH);
    }

    /// Compresses all of `in` to a complete stream.
    ///
    /// @param out where it goes; [#SLACK] bytes behind `offset + limit` must exist and may be overwritten
    /// @param offset in `out`
    /// @param limit the most bytes that the result may have
    /// @return its length, or -1 if it would exceed `limit`
    public int deflate(MemorySegment in, byte[] out, int offset, int limit) {
        return deflate(in, out, offset, limit, true);
    }

    /// Compresses all of `in` to a part of a stream that ends on a byte, and that any other parts may precede and
    /// follow: it refers to none of them. The last part must be one of [#deflate], or [Gzip#end].
    ///
    /// @param limit the most bytes that the result may have; [#bound] is always enough
    /// @return its length, or -1 if it would exceed `limit`
    public int deflatePart(MemorySegment in, byte[] out, int offset, int limit) {
        return deflate(in, out, offset, limit, false);
    }

    private int deflate(MemorySegment in, byte[] out, int offset, int limit, boolean last) {
        bits.start(out, offset);
        finder.reset();
        int end = offset + limit;
        long at = 0;
        do {
            long length = Math.min(in.byteSize() - at, MatchFinder.STEP);
            int count = finder.find(in.asSlice(at, length));
            at += length;
            if (!writeBlocks((int) length, count, last && at == in.byteSize(), end)) {
                return -1;
            }
        } while (at < in.byteSize());
        if (!last) {
            if (bits.at + FLUSH > end) {
                return -1;
            }
            writer.writeEmpty(bits);
        }
        bits.align();
        return bits.at - offset;
    }

    private boolean writeBlocks(int length, int count, boolean last, int end) {
        byte[] bytes = finder.bytes();
        int[] sequences = finder.sequences();
        int blocks =
                splitter.split(
                        bytes, MatchFinder.STEP, MatchFinder.STEP + length, sequences, count);
        for (int i = 0; i < blocks; i++) {
            if (!writer.write(
                    bits, last && i == blocks - 1, bytes, sequences, splitter.block(i), end)) {
                return false;
            }
        }
        return true;
    }
}
