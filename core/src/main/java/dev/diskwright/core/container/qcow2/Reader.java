package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.BoundedCache;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The disk in a qcow2 file. Keeps the L1 table and a few megabytes of L2 tables and expanded clusters in memory.
final class Reader implements BlockSource {
    private static final int CACHE = 4 << 20; // bytes, of each kind; two clusters at least
    private static final int MAX_NAME = 1023;

    private final Where where;
    private final BlockSource file;
    private final Header header;
    private final MemorySegment l1;
    private final @Nullable BlockSource backing;
    private final Decompressor decompressor;
    private final BoundedCache<MemorySegment> l2Tables;
    private final BoundedCache<MemorySegment> expanded;
    private final int clusterSize;
    private final int l2Bits; // entries of an L2 table, as a power of two

    private Reader(Where where, BlockSource file, Header header, @Nullable BlockSource backing)
            throws IOException {
        this.where = where;
        this.file = file;
        this.header = header;
        this.backing = backing;
        clusterSize = header.clusterSize();
        l2Bits = (int) header.clusterBits() - 3;
        long used = Header.l1EntriesFor(header.size(), (int) header.clusterBits());
        l1 = file.bytes(used == 0 ? 0 : header.l1TableOffset(), (int) (8 * used));
        decompressor = new Decompressor(where, file, header);
        int clusters = Math.max(2, CACHE / clusterSize);
        l2Tables = new BoundedCache<>(clusters);
        expanded = new BoundedCache<>(clusters);
    }

    static Reader open(Where where, BlockSource file, Companions companions) throws IOException {
        Header header = Header.read(where, file);
        return new Reader(where, file, header, backing(where, file, header, companions));
    }

    private static @Nullable BlockSource backing(
            Where where, BlockSource file, Header header, Companions companions)
            throws IOException {
        if (header.backingFileOffset() == 0) {
            return null;
        }
        Where place = where.structure("header", 0);
        Where field = Header.field(place, "backingFileOffset");
        long offset = header.backingFileOffset();
        long length = header.backingFileSize();
        if (length < 1 || length > MAX_NAME || offset < 0 || offset > file.size() - length) {
            throw new CorruptImageException(
                    field,
                    "a name of %d bytes at %s".formatted(length, Long.toUnsignedString(offset)),
                    "1 to 1023 bytes inside the file");
        }
        String name = text(file.bytes(offset, (int) length));
        var extensions = HeaderExtensions.read(place, file, header);
        String format = text(extensions.data(HeaderExtensions.BACKING_FORMAT));
        return companions.disk(
                field, name, format.isEmpty() ? Optional.empty() : Optional.of(format));
    }

    private static String text(MemorySegment bytes) {
        return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    @Override
    public long size() {
        return header.size();
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        checkRange(offset, 1);
        long cluster = offset / clusterSize;
        long l1Index = cluster >>> l2Bits;
        MemorySegment l2 = l2TableAt(l1Index);
        long entry = l2 == null ? 0 : l2.getAtIndex(Entries.U64, indexInL2(cluster));
        Source first = source(entry);
        long start = cluster * clusterSize;
        long end = l2 == null ? endOfMissing(l1Index) : endOfRun(l2, cluster, first);
        return switch (first) {
            case BACKING -> backingExtent(offset, start, end);
            case NOWHERE -> new Extent(start, end - start, Extent.Kind.ZERO);
            case HERE -> new Extent(start, end - start, Extent.Kind.DATA);
        };
    }

    /// Where the bytes of a cluster come from.
    private enum Source {
        HERE,
        BACKING,
        NOWHERE
    }

    private Source source(long entry) {
        if (Mapping.isUnallocated(entry, header)) {
            return backing == null ? Source.NOWHERE : Source.BACKING;
        }
        return Mapping.isZero(entry, header) ? Source.NOWHERE : Source.HERE;
    }

    private Extent backingExtent(long offset, long start, long end) throws IOException {
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
        return Math.min(size(), (at << l2Bits) * clusterSize);
    }

    /// {@return where the clusters end that have the same source, at the latest with the L2 table}
    private long endOfRun(MemorySegment l2, long cluster, Source first) {
        long clusters = Math.ceilDiv(size(), clusterSize);
        long last = Math.min(clusters, ((cluster >>> l2Bits) + 1) << l2Bits);
        long at = cluster + 1;
        while (at < last && source(l2.getAtIndex(Entries.U64, indexInL2(at))) == first) {
            at++;
        }
        return Math.min(size(), at * clusterSize);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        checkRange(offset, target.byteSize());
        long done = 0;
        while (done < target.byteSize()) {
            long at = offset + done;
            long inCluster = at & (clusterSize - 1);
            long length = Math.min(clusterSize - inCluster, target.byteSize() - done);
            switch (mappingAt(at)) {
                case Mapping.Unallocated _ -> readBacking(at, target.asSlice(done, length));
                case Mapping.Zero _ -> target.asSlice(done, length).fill((byte) 0);
                case Mapping.Standard(long hostOffset) -> {
                    length = contiguous(at, hostOffset, target.byteSize() - done);
                    readHost(hostOffset + inCluster, target.asSlice(done, length));
                }
                case Mapping.Compressed it -> {
                    MemorySegment cluster =
                            expanded.get(it.hostOffset(), () -> decompressor.expand(it));
                    MemorySegment.copy(cluster, inCluster, target, done, length);
                }
            }
            done += length;
        }
    }

    /// {@return how many bytes from `offset` on, at most `wanted`, follow each other in the file}
    private long contiguous(long offset, long hostOffset, long wanted) throws IOException {
        long length = clusterSize - (offset & (clusterSize - 1));
        long expected = hostOffset + clusterSize;
        while (length < wanted
                && mappingAt(offset + length) instanceof Mapping.Standard(long next)
                && next == expected) {
            length += clusterSize;
            expected += clusterSize;
        }
        return Math.min(length, wanted);
    }

    private void readBacking(long offset, MemorySegment target) throws IOException {
        long size = backing == null ? 0 : backing.size();
        long length = Math.clamp(size - offset, 0, target.byteSize());
        if (backing != null && length > 0) {
            backing.read(offset, target.asSlice(0, length));
        }
        target.asSlice(length).fill((byte) 0);
    }

    /// The last cluster may be shorter than a cluster: what is missing is zero.
    private void readHost(long hostOffset, MemorySegment target) throws IOException {
        long end = (file.size() + clusterSize - 1) & -clusterSize;
        if (hostOffset + target.byteSize() > end) {
            throw new CorruptImageException(
                    where.structure("data cluster", hostOffset & -clusterSize),
                    "an offset outside",
                    "one within %d bytes".formatted(file.size()));
        }
        long length = Math.clamp(file.size() - hostOffset, 0, target.byteSize());
        file.read(hostOffset, target.asSlice(0, length));
        target.asSlice(length).fill((byte) 0);
    }

    private Mapping mappingAt(long offset) throws IOException {
        long cluster = offset / clusterSize;
        long l1Index = cluster >>> l2Bits;
        MemorySegment l2 = l2TableAt(l1Index);
        long index = indexInL2(cluster);
        long entry = l2 == null ? 0 : l2.getAtIndex(Entries.U64, index);
        return entry == 0
                ? Mapping.UNALLOCATED
                : Mapping.of(entry, header, where, l1Offset(l1Index), index);
    }

    private long indexInL2(long cluster) {
        return cluster & ((1L << l2Bits) - 1);
    }

    private long l1Offset(long index) {
        return l1.getAtIndex(Entries.U64, index) & Entries.HOST_OFFSET;
    }

    private @Nullable MemorySegment l2TableAt(long l1Index) throws IOException {
        long offset = l1Offset(l1Index);
        if (offset == 0) {
            return null;
        }
        return l2Tables.get(offset, () -> loadL2(l1Index, offset));
    }

    private MemorySegment loadL2(long l1Index, long offset) throws IOException {
        if ((offset & (clusterSize - 1)) != 0 || offset > file.size() - clusterSize) {
            Where table = where.structure("L1 table", header.l1TableOffset());
            throw new CorruptImageException(
                    table.field("entry " + l1Index, 8 * l1Index),
                    "0x%x".formatted(offset),
                    "a cluster of the file");
        }
        return file.bytes(offset, clusterSize);
    }

    private void checkRange(long offset, long length) {
        if (offset < 0 || length < 0 || offset > size() - length) {
            throw new IndexOutOfBoundsException(
                    "%d bytes at %d of a disk of %d".formatted(length, offset, size()));
        }
    }
}
