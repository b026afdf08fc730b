package dev.diskwright.core.container.vhd;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The disk in a dynamic or differencing VHD file. Keeps 1 MiB of its table and a few bitmaps in memory.
final class Reader implements BlockSource {
    private static final int LONGEST_RUN = 1 << 16; // blocks looked at to find the end of a run

    private final BlockSource file;
    private final long size;
    private final BlockTable table;
    private final long blockSize;
    private final BlockSource parent; // all that is not in this file, as large as the disk
    private final boolean differencing;
    private volatile @Nullable Extent latest;

    /// @param parent null for a dynamic disk
    Reader(
            Where where,
            BlockSource file,
            DynamicHeader header,
            long size,
            @Nullable BlockSource parent) {
        this.file = file;
        this.size = size;
        table = new BlockTable(where, file, header);
        blockSize = header.blockSize();
        differencing = parent != null;
        this.parent = parent == null ? BlockSource.zeros(size) : parent;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        Objects.checkIndex(offset, size);
        Extent known = latest;
        if (known == null || offset < known.offset() || offset >= known.end()) {
            known = runAt(offset);
            latest = known;
        }
        return known;
    }

    private Extent runAt(long offset) throws IOException {
        long block = offset / blockSize;
        long start = block * blockSize;
        if (!table.has(block)) {
            return inParent(offset, start, endOfBlocks(block));
        }
        if (!differencing) {
            long end = endOfBlocks(block);
            return new Extent(start, end - start, Extent.Kind.DATA);
        }
        long sector = (offset - start) / Footer.SECTOR;
        long end = start + table.endOfSectors(block, sector, sectors(block)) * Footer.SECTOR;
        long from = start + sector * Footer.SECTOR;
        return table.hasSector(block, sector)
                ? new Extent(from, end - from, Extent.Kind.DATA)
                : inParent(offset, from, end);
    }

    /// {@return where the blocks end that are in this file like `block`, or are not}
    private long endOfBlocks(long block) throws IOException {
        boolean has = table.has(block);
        long last = Math.min(Math.ceilDiv(size, blockSize), block + LONGEST_RUN);
        long end = block + 1;
        while (end < last && table.has(end) == has) {
            end++;
        }
        return Math.min(size, end * blockSize);
    }

    private Extent inParent(long offset, long start, long end) throws IOException {
        long covered = Math.min(parent.size(), end);
        if (offset < covered) {
            return parent.extentAt(offset).clip(start, covered, 0);
        }
        long from = Math.max(start, covered);
        return new Extent(from, end - from, Extent.Kind.ZERO);
    }

    /// {@return sectors of the block; the last one may have fewer}
    private long sectors(long block) {
        return Math.min(blockSize, size - block * blockSize) / Footer.SECTOR;
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Objects.checkFromIndexSize(offset, target.byteSize(), size);
        for (long done = 0; done < target.byteSize(); ) {
            long at = offset + done;
            long block = at / blockSize;
            long inBlock = at % blockSize;
            MemorySegment rest = target.asSlice(done);
            if (!table.has(block)) {
                MemorySegment missing = first(rest, endOfMissing(block, rest, at) - at);
                readParent(at, missing);
                done += missing.byteSize();
                continue;
            }
            long sector = inBlock / Footer.SECTOR;
            long wanted = Math.ceilDiv(inBlock + rest.byteSize(), Footer.SECTOR);
            long limit = Math.min(sectors(block), wanted);
            long end = table.endOfSectors(block, sector, limit) * Footer.SECTOR;
            MemorySegment run = first(rest, end - inBlock);
            if (table.hasSector(block, sector)) {
                file.read(table.dataOffset(block, inBlock, run.byteSize()), run);
            } else {
                readParent(at, run);
            }
            done += run.byteSize();
        }
    }

    /// {@return where the blocks end that are not in this file, as far as `rest` goes}
    private long endOfMissing(long block, MemorySegment rest, long at) throws IOException {
        long end = block + 1;
        while (end * blockSize < at + rest.byteSize() && !table.has(end)) {
            end++;
        }
        return end * blockSize;
    }

    private static MemorySegment first(MemorySegment bytes, long length) {
        return bytes.asSlice(0, Math.min(bytes.byteSize(), length));
    }

    private void readParent(long offset, MemorySegment target) throws IOException {
        long length = Math.clamp(parent.size() - offset, 0, target.byteSize());
        parent.read(Math.min(offset, parent.size()), target.asSlice(0, length));
        target.asSlice(length).fill((byte) 0);
    }
}
