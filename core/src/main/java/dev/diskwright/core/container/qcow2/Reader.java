package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The disk that one L1 table of an image describes: the active one's, or a snapshot's. Keeps that table in memory.
///
/// The unit is the piece: a cluster, or a subcluster where L2 entries are extended.
final class Reader implements BlockSource {
    private final Image image;
    private final Where l1Table;
    private final MemorySegment l1;
    private final long size;
    private final int clusterBits;
    private final int pieceBits;
    private final int l2Bits; // entries of an L2 table, as a power of two

    /// @param l1Table where it lies; as many entries as the size takes are in the file
    /// @param size of the disk, in bytes
    Reader(Image image, Where l1Table, long size) throws IOException {
        this.image = image;
        this.l1Table = l1Table;
        this.size = size;
        Header header = image.header;
        clusterBits = (int) header.clusterBits();
        pieceBits =
                image.mapping.isExtended()
                        ? clusterBits - Integer.numberOfTrailingZeros(L2Table.SUBCLUSTERS)
                        : clusterBits;
        l2Bits = Integer.numberOfTrailingZeros(header.clusterSize() / header.l2EntrySize());
        long used = header.l1EntriesFor(size);
        l1 = image.file.bytes(used == 0 ? 0 : l1Table.offset(), (int) (8 * used));
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        checkRange(offset, 1);
        var cursor = new Cursor();
        cursor.moveTo(offset);
        Mapping.Source source = cursor.source;
        long start = offset >>> pieceBits << pieceBits;
        long end = cursor.table == null ? endOfMissing(cursor.l1Index) : endOfRun(cursor, start);
        return switch (source) {
            case BACKING -> backingExtent(offset, start, end);
            case ZERO -> new Extent(start, end - start, Extent.Kind.ZERO);
            case STANDARD, COMPRESSED -> new Extent(start, end - start, Extent.Kind.DATA);
        };
    }

    private Extent backingExtent(long offset, long start, long end) throws IOException {
        BlockSource backing = image.backing;
        long covered = backing == null ? 0 : Math.min(backing.size(), end);
        if (backing != null && offset < covered) {
            return backing.extentAt(offset).clip(start, covered, 0);
        }
        long from = Math.max(start, covered);
        return new Extent(from, end - from, Extent.Kind.ZERO);
    }

    /// {@return where the next L2 table begins to describe the disk}
    private long endOfMissing(long l1Index) {
        long at = l1Index + 1;
        while (at * 8 < l1.byteSize() && l1Offset(at) == 0) {
            at++;
        }
        return Math.min(size, at << l2Bits + clusterBits);
    }

    /// {@return where the pieces end that are of one kind, at the latest with the L2 table}
    private long endOfRun(Cursor cursor, long start) throws IOException {
        long last = Math.min(size, cursor.l1Index + 1 << l2Bits + clusterBits);
        int kind = kind(cursor.source);
        long at = start + (1L << pieceBits);
        while (at < last) {
            cursor.moveTo(at);
            if (kind(cursor.source) != kind) {
                break;
            }
            at += 1L << pieceBits;
        }
        return Math.min(size, at);
    }

    private int kind(Mapping.Source source) {
        return switch (source) {
            case STANDARD, COMPRESSED -> 0;
            case ZERO -> 1;
            case BACKING -> image.backing == null ? 1 : 2;
        };
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        checkRange(offset, target.byteSize());
        var cursor = new Cursor();
        long done = 0;
        while (done < target.byteSize()) {
            long at = offset + done;
            long wanted = target.byteSize() - done;
            cursor.moveTo(at);
            switch (cursor.source) {
                case COMPRESSED -> done += readCompressed(cursor, at, target.asSlice(done));
                case ZERO -> {
                    long length = run(cursor, at, wanted);
                    target.asSlice(done, length).fill((byte) 0);
                    done += length;
                }
                case BACKING -> {
                    long length = run(cursor, at, wanted);
                    readBacking(at, target.asSlice(done, length));
                    done += length;
                }
                case STANDARD -> {
                    long hostOffset = cursor.hostOffset;
                    long length = run(cursor, at, wanted);
                    readHost(hostOffset, target.asSlice(done, length));
                    done += length;
                }
            }
        }
    }

    /// {@return how many bytes from `at` on, at most `wanted`, can be read alike}
    private long run(Cursor cursor, long at, long wanted) throws IOException {
        Mapping.Source source = cursor.source;
        long hostOffset = cursor.hostOffset;
        long length = (1L << pieceBits) - (at & (1L << pieceBits) - 1);
        while (length < wanted) {
            cursor.moveTo(at + length);
            if (cursor.source != source
                    || source == Mapping.Source.STANDARD
                            && cursor.hostOffset != hostOffset + length) {
                return length;
            }
            length += 1L << pieceBits;
        }
        return wanted;
    }

    /// Whole clusters go where they are wanted; of others the whole cluster is kept, as the rest is likely to follow.
    ///
    /// @return the bytes read
    private long readCompressed(Cursor cursor, long at, MemorySegment target) throws IOException {
        Mapping.Compressed compressed = cursor.compressed();
        long clusterSize = 1L << clusterBits;
        long inCluster = at & clusterSize - 1;
        long length = Math.min(clusterSize - inCluster, target.byteSize());
        if (length == clusterSize) {
            image.decompressor.expand(compressed, target.asSlice(0, length));
        } else {
            MemorySegment cluster =
                    image.expanded.get(
                            compressed.hostOffset(), () -> image.decompressor.expand(compressed));
            MemorySegment.copy(cluster, inCluster, target, 0, length);
        }
        return length;
    }

    private void readBacking(long offset, MemorySegment target) throws IOException {
        BlockSource backing = image.backing;
        long covered = backing == null ? 0 : backing.size();
        long length = Math.clamp(covered - offset, 0, target.byteSize());
        if (backing != null && length > 0) {
            backing.read(offset, target.asSlice(0, length));
        }
        target.asSlice(length).fill((byte) 0);
    }

    /// The last cluster may be shorter than a cluster: what is missing is zero.
    private void readHost(long hostOffset, MemorySegment target) throws IOException {
        BlockSource data = image.data;
        long clusterSize = 1L << clusterBits;
        long end = data.size() + clusterSize - 1 & -clusterSize;
        if (hostOffset + target.byteSize() > end) {
            throw new CorruptImageException(
                    image.where.structure("data cluster", hostOffset & -clusterSize),
                    "an offset outside",
                    "one within %d bytes".formatted(data.size()));
        }
        long length = Math.clamp(data.size() - hostOffset, 0, target.byteSize());
        if (length > 0) {
            data.read(hostOffset, target.asSlice(0, length));
        }
        target.asSlice(length).fill((byte) 0);
    }

    /// Where in the disk one looks; keeps what it looked up last.
    private final class Cursor {
        private long l1Index = -1;
        private @Nullable L2Table table;
        private long cluster = -1;
        private long entry;
        private long bitmap;

        /// Where the piece comes from.
        Mapping.Source source = Mapping.Source.ZERO;

        /// Where the byte lies, if it is standard.
        long hostOffset;

        void moveTo(long offset) throws IOException {
            long to = offset >>> clusterBits;
            if (to >>> l2Bits != l1Index) {
                l1Index = to >>> l2Bits;
                table = l2TableAt(l1Index);
            }
            if (table == null) {
                source = Mapping.Source.BACKING;
                return;
            }
            if (to != cluster) {
                cluster = to;
                entry = table.entry(index());
                bitmap = table.bitmap(index());
                checkBitmap(table);
            }
            long inCluster = offset & (1L << clusterBits) - 1;
            source = image.mapping.source(entry, bitmap, (int) (inCluster >>> pieceBits));
            if (source == Mapping.Source.STANDARD) {
                hostOffset = image.mapping.hostOffset(entry, table.offset(), index()) + inCluster;
            }
        }

        private void checkBitmap(L2Table it) throws CorruptImageException {
            if (image.mapping.isExtended()) {
                String fault = image.mapping.faultOfBitmap(entry, bitmap);
                if (!fault.isEmpty()) {
                    throw new CorruptImageException(
                            image.mapping.place(it.offset(), index()),
                            "0x%x".formatted(bitmap),
                            "a bitmap without contradiction: " + fault);
                }
            }
        }

        private long index() {
            return cluster & (1L << l2Bits) - 1;
        }

        Mapping.Compressed compressed() throws CorruptImageException {
            long offset = table == null ? 0 : table.offset();
            return image.mapping.compressed(entry, offset, index());
        }
    }

    private long l1Offset(long index) {
        return l1.getAtIndex(Entries.U64, index) & Entries.HOST_OFFSET;
    }

    private @Nullable L2Table l2TableAt(long l1Index) throws IOException {
        long offset = l1Offset(l1Index);
        if (offset == 0) {
            return null;
        }
        return image.l2Tables.get(offset, () -> loadL2(l1Index, offset));
    }

    private L2Table loadL2(long l1Index, long offset) throws IOException {
        int clusterSize = 1 << clusterBits;
        if ((offset & clusterSize - 1) != 0 || offset > image.file.size() - clusterSize) {
            throw new CorruptImageException(
                    l1Table.field("entry " + l1Index, 8 * l1Index),
                    "0x%x".formatted(offset),
                    "a cluster of the file");
        }
        return new L2Table(
                image.file.bytes(offset, clusterSize), offset, image.header.l2EntrySize());
    }

    private void checkRange(long offset, long length) {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new IndexOutOfBoundsException(
                    "%d bytes at %d of a disk of %d".formatted(length, offset, size));
        }
    }
}
