package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.bytes.ByteOutput;
import java.util.Arrays;

/// The index of a compressed file in its compact form: a line for each cluster of 4096 bytes, packed by two into 8 bytes and
/// by sixteen into 32.
final class ClusterIndex {
    /// Bytes before the index that tell of compression.
    static final int HEADER = 8;

    /// In the header: clusters are packed by sixteen where they can.
    static final int PACKED_BY_16 = 0x0001;

    static final int BIG_PIECES_1 = 0x0002;
    static final int BIG_PIECES_2 = 0x0004;
    static final int INLINE_PIECE = 0x0008;
    static final int INTERLACED = 0x0010;
    static final int FRAGMENT = 0x0020;

    /// A piece that is stored as it is begins in the cluster.
    static final int PLAIN = 0;

    /// A compressed piece begins there.
    static final int HEAD = 1;

    /// No piece does.
    static final int NONHEAD = 2;

    /// A piece begins there that the second algorithm compressed.
    static final int HEAD2 = 3;

    /// In place of a distance: how many blocks a piece has.
    static final int COUNT = 0x800;

    private static final int PAIR = 2;
    private static final int SIXTEEN = 16;

    private final int clusters;
    private final byte[] types;
    private final short[] offsets; // of heads
    private final int[] heads; // for each cluster, the one with the last head

    /// @param pieces their lengths, negative for those that are stored as they are
    ClusterIndex(int[] pieces, long size) {
        clusters = Math.toIntExact(Format.blocks(size));
        types = new byte[clusters];
        offsets = new short[clusters];
        heads = new int[clusters];
        Arrays.fill(types, (byte) NONHEAD);
        long at = 0;
        for (int piece : pieces) {
            int cluster = (int) (at / Format.BLOCK);
            types[cluster] = (byte) (piece < 0 ? PLAIN : HEAD);
            offsets[cluster] = (short) (at % Format.BLOCK);
            at += Math.abs(piece);
        }
        if (size % Format.BLOCK != 0 && types[clusters - 1] == NONHEAD) {
            types[clusters - 1] = PLAIN; // says where the last piece ends
            offsets[clusters - 1] = (short) (size % Format.BLOCK);
        }
        int head = 0;
        for (int i = 0; i < clusters; i++) {
            head = types[i] == NONHEAD ? head : i;
            heads[i] = head;
        }
    }

    /// {@return how many clusters come before those that are packed by sixteen}
    ///
    /// @param start where the index begins, in any area whose start is a multiple of 32
    static int before(long start) {
        return (int) ((32 - start % 32) / 4 & 7);
    }

    /// {@return bytes of the index with its header}
    ///
    /// @param start where the header begins
    static int size(long start, long clusters) {
        int before = before(start + HEADER);
        long sixteens = clusters > before ? (clusters - before) / SIXTEEN * SIXTEEN : 0;
        long pairs = clusters - sixteens;
        return Math.toIntExact(HEADER + 2 * sixteens + 4 * (pairs + (pairs & 1)));
    }

    /// Writes header and index.
    ///
    /// @param start where the header begins in the area of inodes
    /// @param block of the first piece
    void write(ByteOutput out, long start, long block) {
        out.u32(0).u16(PACKED_BY_16).u16(0);
        long base = block - 1;
        int before = before(start + HEADER);
        int at = 0;
        int sixteens = clusters > before ? (clusters - before) / SIXTEEN : 0;
        while (at < clusters) {
            boolean packed = at >= before && at < before + sixteens * SIXTEEN;
            int count = packed ? SIXTEEN : PAIR;
            base = pack(out, at, count, packed ? 14 : 16, base);
            at += count;
        }
    }

    private long pack(ByteOutput out, int first, int count, int bits, long base) {
        byte[] pack = new byte[count * bits / 8];
        long blocks = base;
        for (int i = 0; i < count && first + i < clusters; i++) {
            int cluster = first + i;
            int value;
            if (types[cluster] == NONHEAD) {
                value = i + 1 == count ? toNext(cluster) : cluster - heads[cluster];
            } else {
                value = offsets[cluster];
                blocks++;
            }
            put(pack, i * bits, types[cluster] << 12 | value);
        }
        out.raw(pack).u32(base);
        return blocks;
    }

    private int toNext(int cluster) {
        int next = cluster + 1;
        while (next < clusters && types[next] == NONHEAD) {
            next++;
        }
        return next - cluster;
    }

    private static void put(byte[] to, int bit, int value) {
        int shifted = value << (bit & 7);
        for (int i = bit >>> 3; shifted != 0; i++) {
            to[i] |= (byte) shifted;
            shifted >>>= 8;
        }
    }
}
