package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.Arrays;

/// The pieces of a compressed file, read from the index of its clusters.
final class Pieces {
    private static final int MOST_CLUSTERS = 1 << 23;
    private static final int MOST_LENGTH = 12 << 20; // bytes of a piece
    private static final int MOST_STORED = 1 << 20; // bytes
    private static final int LINE = 8; // bytes of a line that is not packed
    private static final int FULL_OFFSET = 8; // bytes between header and lines that are not packed
    private static final int WHOLE_FRAGMENT = 0x80;
    private static final String[] ALGORITHMS = {"lz4", "lzma", "deflate", "zstd"};

    private final Volume volume;
    private final Inode inode;
    private final Where where;
    private final long header; // offset in the volume
    private int advise;
    private int algorithms;
    private int clusterBits;
    private int inlineSize;
    private long fragmentOffset;

    // a line for each cluster
    private byte[] types = {};
    private int[] values = {}; // offset in the cluster, or distance to the head
    private long[] blocks = {}; // of heads
    private boolean[] partial = {};
    private int[] counts = {}; // of blocks, in the line behind a head; 0 for none
    private long behind; // offset behind the index

    // what comes out
    private Piece[] pieces = new Piece[16];
    private int count;

    private Pieces(Volume volume, Inode inode) {
        this.volume = volume;
        this.inode = inode;
        header = (inode.behind() + 7) / 8 * 8;
        where = inode.where().field("z_erofs_map_header", header - inode.at());
    }

    /// {@return the pieces of a file, without gaps}
    static Piece[] of(Volume volume, Inode inode) throws IOException {
        var reading = new Pieces(volume, inode);
        reading.read();
        return Arrays.copyOf(reading.pieces, reading.count);
    }

    private void read() throws IOException {
        byte[] head = volume.metadata(where, header, ClusterIndex.HEADER);
        int bits = head[7] & 0xff;
        if ((bits & WHOLE_FRAGMENT) != 0) {
            long offset = LittleEndian.s64(head, 0) & Long.MAX_VALUE;
            add(new Piece(0, inode.length(), Piece.Kind.FRAGMENT, offset, 0, false));
            return;
        }
        inlineSize = LittleEndian.u16(head, 2);
        fragmentOffset = LittleEndian.u32(head, 0);
        advise = LittleEndian.u16(head, 4);
        algorithms = head[6] & 0xff;
        clusterBits = volume.blockBits() + (bits & 7);
        if (has(ClusterIndex.INLINE_PIECE) && has(ClusterIndex.FRAGMENT)) {
            throw new CorruptImageException(
                    where, "an end that is inline and a fragment", "one of them");
        }
        long clusters = Math.ceilDiv(inode.length(), 1L << clusterBits);
        if (clusters > MOST_CLUSTERS) {
            throw new UnsupportedImageException(
                    inode.where(), "a file of more than %d clusters".formatted(MOST_CLUSTERS));
        }
        if (clusters > volume.size() / 2) {
            throw new CorruptImageException(
                    inode.where().field("i_size", 8),
                    inode.length() + " bytes",
                    "no more than an index within the volume tells of");
        }
        int all = (int) clusters;
        types = new byte[all];
        values = new int[all];
        blocks = new long[all];
        partial = new boolean[all];
        counts = new int[all];
        if (inode.layout() == Format.COMPRESSED_FULL) {
            readFull(all);
        } else {
            readCompact(all);
        }
        assemble(all);
    }

    private boolean has(int flag) {
        return (advise & flag) != 0;
    }

    private boolean hasBigPieces() {
        return has(ClusterIndex.BIG_PIECES_1 | ClusterIndex.BIG_PIECES_2);
    }

    private void readFull(int clusters) throws IOException {
        long start = header + ClusterIndex.HEADER + FULL_OFFSET;
        behind = start + (long) clusters * LINE;
        byte[] index = volume.metadata(where, start, Math.multiplyExact(clusters, LINE));
        for (int i = 0; i < clusters; i++) {
            int at = i * LINE;
            int line = LittleEndian.u16(index, at);
            types[i] = (byte) (line & 3);
            partial[i] = line >>> 15 != 0;
            if (types[i] == ClusterIndex.NONHEAD) {
                distance(i, LittleEndian.u16(index, at + 4), false);
            } else {
                values[i] = LittleEndian.u16(index, at + 2);
                blocks[i] = LittleEndian.u32(index, at + 4);
            }
        }
    }

    private void readCompact(int clusters) throws IOException {
        long start = header + ClusterIndex.HEADER;
        int before = ClusterIndex.before(start);
        if (clusterBits > 14 || clusterBits > 12 && has(ClusterIndex.PACKED_BY_16)) {
            throw new UnsupportedImageException(
                    where, "packed lines for clusters of 2^%d bytes".formatted(clusterBits));
        }
        int sixteens =
                has(ClusterIndex.PACKED_BY_16) && clusters > before ? (clusters - before) / 16 : 0;
        long at = start;
        for (int i = 0; i < clusters; ) {
            boolean packed = i >= before && i < before + 16 * sixteens;
            int lines = packed ? 16 : 2;
            byte[] pack = volume.metadata(where, at, packed ? 32 : 8);
            unpack(pack, i, Math.min(lines, clusters - i), lines, packed ? 14 : 16);
            at += pack.length;
            i += lines;
        }
        behind = at;
    }

    /// Reads the lines of one pack, whose blocks lie one behind the other.
    ///
    /// @param lines that there are
    /// @param all that the pack has room for
    private void unpack(byte[] pack, int first, int lines, int all, int bits) throws IOException {
        long block = LittleEndian.u32(pack, pack.length - 4) + (hasBigPieces() ? 0 : 1);
        int valueBits = Math.max(clusterBits, 12);
        for (int i = 0; i < lines; i++) {
            int cluster = first + i;
            int bit = i * bits;
            int line = (int) (LittleEndian.u32(pack, bit >>> 3) >>> (bit & 7));
            int value = line & (1 << valueBits) - 1;
            types[cluster] = (byte) (line >>> valueBits & 3);
            if (types[cluster] != ClusterIndex.NONHEAD) {
                values[cluster] = value;
                blocks[cluster] = block++;
            } else {
                distance(cluster, value, i + 1 == all);
                if (counts[cluster] > 0) {
                    block += counts[cluster] - (i > 0 ? 1 : 0);
                }
            }
        }
    }

    /// Takes what the line of a cluster says in which no piece begins.
    ///
    /// @param toNext whether it says the distance to the next head, as the last of a pack does
    private void distance(int cluster, int value, boolean toNext) throws ImageException {
        if ((value & ClusterIndex.COUNT) != 0) {
            counts[cluster] = value & ~ClusterIndex.COUNT;
            if (!hasBigPieces() || counts[cluster] == 0) {
                throw line(cluster, "a piece of %d blocks".formatted(counts[cluster]), "1 block");
            }
            values[cluster] = 1;
        } else {
            values[cluster] = toNext ? 0 : value;
            if (!toNext && value == 0) {
                throw line(cluster, "no distance to the head", "1 or more");
            }
        }
    }

    private CorruptImageException line(int cluster, String found, String expected) {
        return new CorruptImageException(
                inode.where().field("cluster " + cluster, header - inode.at()), found, expected);
    }

    private void assemble(int clusters) throws IOException {
        int head = -1;
        for (int i = 0; i < clusters; i++) {
            if (types[i] != ClusterIndex.NONHEAD) {
                if (values[i] >= 1 << clusterBits || i == 0 && values[i] != 0) {
                    throw line(
                            i,
                            "a head at %d".formatted(values[i]),
                            "one within the cluster, the first at 0");
                }
                end(head, i, start(i));
                head = i;
                continue;
            }
            int expected = Math.min(i - head, ClusterIndex.COUNT - 1);
            if (head < 0
                    || counts[i] > 0 && i - head != 1
                    || values[i] != 0 && counts[i] == 0 && values[i] != expected) {
                throw line(
                        i,
                        "a head %d clusters before".formatted(values[i]),
                        "%d".formatted(expected));
            }
        }
        end(head, clusters, inode.length());
    }

    private long start(int head) {
        return ((long) head << clusterBits) + values[head];
    }

    /// Adds the piece that begins in cluster `head`.
    ///
    /// @param next cluster of the next head
    private void end(int head, int next, long end) throws IOException {
        if (head < 0 || start(head) >= inode.length()) {
            return; // the line only says where the last piece ends
        }
        long start = start(head);
        long stop = Math.min(end, inode.length());
        if (stop <= start || stop - start > MOST_LENGTH) {
            throw line(
                    head,
                    "a piece from %d to %d".formatted(start, stop),
                    "1 to %d bytes".formatted(MOST_LENGTH));
        }
        boolean last = stop == inode.length();
        if (last && has(ClusterIndex.FRAGMENT)) {
            long high = inode.layout() == Format.COMPRESSED_FULL ? blocks[head] << 32 : 0;
            add(
                    new Piece(
                            start,
                            stop,
                            Piece.Kind.FRAGMENT,
                            (fragmentOffset | high) & Long.MAX_VALUE,
                            0,
                            false));
            return;
        }
        boolean inline = last && has(ClusterIndex.INLINE_PIECE);
        long at = inline ? behind : blocks[head] << volume.blockBits();
        long size = inline ? inlineSize : (long) blockCount(head, next) << volume.blockBits();
        if (size > MOST_STORED) {
            throw new UnsupportedImageException(
                    inode.where(), "a piece that is stored in %d bytes".formatted(size));
        }
        volume.check(inode.where(), at, size);
        Piece.Kind kind = kind(head);
        if (kind == Piece.Kind.PLAIN && stop - start > size
                || kind == Piece.Kind.INTERLACED
                        && (stop - start > volume.blockSize() || stop - start > size)) {
            throw line(
                    head,
                    "%d bytes stored in %d".formatted(stop - start, size),
                    "no more than fit");
        }
        add(new Piece(start, stop, kind, at, (int) size, partial[head]));
    }

    private int blockCount(int head, int next) throws ImageException {
        boolean second = types[head] == ClusterIndex.HEAD2;
        boolean big = has(second ? ClusterIndex.BIG_PIECES_2 : ClusterIndex.BIG_PIECES_1);
        if (!big || head + 1 >= next) {
            return 1;
        }
        if (counts[head + 1] == 0) {
            throw line(head + 1, "no number of blocks", "1 or more");
        }
        return counts[head + 1];
    }

    private Piece.Kind kind(int head) throws ImageException {
        if (types[head] == ClusterIndex.PLAIN) {
            return has(ClusterIndex.INTERLACED) ? Piece.Kind.INTERLACED : Piece.Kind.PLAIN;
        }
        int algorithm = types[head] == ClusterIndex.HEAD2 ? algorithms >>> 4 : algorithms & 15;
        if (algorithm > 0) {
            String name =
                    algorithm < ALGORITHMS.length
                            ? ALGORITHMS[algorithm]
                            : "algorithm " + algorithm;
            throw new UnsupportedImageException(where, "compression by " + name);
        }
        return volume.superblock().has(Superblock.ZERO_PADDING)
                ? Piece.Kind.LZ4
                : Piece.Kind.LZ4_LEGACY;
    }

    private void add(Piece piece) {
        if (count == pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * count);
        }
        pieces[count++] = piece;
    }
}
