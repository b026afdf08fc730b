package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.io.IOException;

/// How a file with holes is cut into chunks: so that what is stored, and the list of chunks, take least together.
///
/// @param bits logarithm of a chunk's blocks
/// @param count of chunks
record Chunks(int bits, int count) {
    private static final int LEAST = 4; // chunks of 64 KiB, which holes are multiples of
    private static final int LARGEST = 20; // of 4 GiB
    private static final int MOST = 1 << 20; // chunks of a file

    /// {@return the chunks of a file}
    static Chunks of(BlockSource content) throws IOException {
        int best = LEAST;
        long least = Long.MAX_VALUE;
        for (int bits = LEAST; bits <= LARGEST; bits++) {
            long count = count(content.size(), bits);
            if (count > MOST && bits < LARGEST) {
                continue;
            }
            long cost = 4 * count + stored(content, bits);
            if (cost < least) {
                least = cost;
                best = bits;
            }
            if (count == 1) {
                break;
            }
        }
        long count = count(content.size(), best);
        if (count > MOST) {
            throw Limits.exceeded("a file of %d bytes".formatted(content.size()), "2^52 bytes");
        }
        return new Chunks(best, (int) count);
    }

    private static long count(long size, int bits) {
        return Math.ceilDiv(size, (long) Format.BLOCK << bits);
    }

    /// {@return how many bytes the chunks take that are not holes}
    private static long stored(BlockSource content, int bits) throws IOException {
        long size = content.size();
        long chunk = (long) Format.BLOCK << bits;
        long stored = 0;
        long next = 0; // the first byte that is not counted yet
        for (long at = 0; at < size; ) {
            Extent extent = content.extentAt(at);
            if (!extent.isZero()) {
                long from = Math.max(next, at / chunk * chunk);
                long to = Math.min(size, Math.ceilDiv(extent.end(), chunk) * chunk);
                stored += Math.max(0, to - from);
                next = Math.max(next, to);
            }
            at = extent.end();
        }
        return stored;
    }

    /// {@return the bytes of a chunk}
    long size() {
        return (long) Format.BLOCK << bits;
    }

    /// {@return whether a chunk has data}
    boolean isStored(BlockSource content, int index) throws IOException {
        long at = index * size();
        long end = Math.min(content.size(), at + size());
        Extent extent = content.extentAt(at);
        return !extent.isZero() || extent.end() < end;
    }

    /// {@return whether a file is stored better in chunks than in one piece}
    ///
    /// @param compressed whether it would be compressed else
    static boolean suit(BlockSource content, boolean compressed) throws IOException {
        long holes = 0;
        for (long at = 0; at < content.size(); ) {
            Extent extent = content.extentAt(at);
            holes += extent.isZero() ? extent.end() - at : 0;
            at = extent.end();
        }
        return compressed ? holes > content.size() / 2 : holes > 0;
    }
}
