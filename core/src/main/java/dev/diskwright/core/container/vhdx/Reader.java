package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.Pages;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The disk in a VHDX file. Keeps 1 MiB of the BAT and some of the sector bitmaps in memory.
final class Reader implements BlockSource {
    private static final int LONGEST_RUN = 1 << 16; // blocks looked at to find the end of a run
    private static final int BITMAP_PAGE = 4 << 10;
    private static final int BITMAP_PAGES = 64;

    private final BlockSource file;
    private final Bat bat;
    private final long size;
    private final long blockSize;
    private final int sectorSize;
    private final BlockSource parent; // all that is not in this file
    private final boolean differencing;
    private final Pages bitmaps;
    private volatile @Nullable Extent latest;

    /// @param parent null if the disk has none
    Reader(Where where, Layout layout, @Nullable BlockSource parent) {
        file = layout.file();
        bat = new Bat(where, layout);
        size = layout.metadata().virtualDiskSize();
        blockSize = layout.metadata().blockSize();
        sectorSize = layout.metadata().logicalSectorSize();
        differencing = parent != null;
        this.parent = parent == null ? BlockSource.zeros(size) : parent;
        bitmaps = new Pages(file, BITMAP_PAGE, BITMAP_PAGES);
    }

    /// Where the bytes of a block are.
    private enum Source {
        HERE,
        PARENT,
        NOWHERE,
        BOTH
    }

    private Source source(long block, long entry) throws IOException {
        return switch (Bat.state(entry)) {
            case Bat.NOT_PRESENT -> differencing ? Source.PARENT : Source.NOWHERE;
            case Bat.UNDEFINED, Bat.ZERO, Bat.UNMAPPED -> Source.NOWHERE;
            case Bat.FULLY_PRESENT -> Source.HERE;
            case Bat.PARTIALLY_PRESENT -> {
                if (!differencing) {
                    throw bat.wrong(
                            bat.payloadPlace(block), entry, "no partial block, without a parent");
                }
                yield Source.BOTH;
            }
            default ->
                    throw bat.wrong(bat.payloadPlace(block), entry, "a state other than 4 and 5");
        };
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
        Source source = source(block, bat.payload(block));
        if (source == Source.BOTH) {
            long sector = (offset - start) / sectorSize;
            long from = start + sector * sectorSize;
            long end = start + endOfSectors(block, sector, sectors(block)) * sectorSize;
            return hasSector(block, sector)
                    ? new Extent(from, end - from, Extent.Kind.DATA)
                    : inParent(offset, from, end);
        }
        long end = endOfBlocks(block, source);
        return switch (source) {
            case HERE -> new Extent(start, end - start, Extent.Kind.DATA);
            case NOWHERE -> new Extent(start, end - start, Extent.Kind.ZERO);
            default -> inParent(offset, start, end);
        };
    }

    /// {@return where the blocks end that come from the same source}
    private long endOfBlocks(long block, Source source) throws IOException {
        long last = Math.min(bat.payloadBlocks(), block + LONGEST_RUN);
        int state = Bat.state(bat.payload(block));
        long end = block + 1;
        while (end < last) {
            long entry = bat.payload(end);
            if (Bat.state(entry) != state && source(end, entry) != source) {
                break;
            }
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
        return Math.min(blockSize, size - block * blockSize) / sectorSize;
    }

    /// {@return whether a sector of a block that is there in part is in this file (section 2.4)}
    private boolean hasSector(long block, long sector) throws IOException {
        long bit = bitOf(block, sector);
        return (bitmaps.get(bit / 8) >>> bit % 8 & 1) != 0;
    }

    /// {@return where the bit of a sector is in the file, in bits}
    private long bitOf(long block, long sector) throws IOException {
        long chunk = bat.chunkOf(block);
        long entry = bat.bitmap(chunk);
        long offset = Bat.offset(entry);
        if (Bat.state(entry) != Bat.BITMAP_PRESENT
                || offset < 0
                || offset > file.size() - Bat.BITMAP_SIZE) {
            throw bat.wrong(
                    bat.bitmapPlace(chunk),
                    entry,
                    "a sector bitmap in the file, for block " + block);
        }
        long before = (block - bat.firstOf(chunk)) * (blockSize / sectorSize);
        return 8 * offset + before + sector;
    }

    /// {@return where the sectors end that are in this file like `sector`, or are not; counted in the block}
    ///
    /// @param limit where to stop looking
    private long endOfSectors(long block, long sector, long limit) throws IOException {
        boolean has = hasSector(block, sector);
        int whole = has ? -1 : 0;
        long first = bitOf(block, 0);
        long end = sector + 1;
        while (end < limit) {
            byte bits = bitmaps.get((first + end) / 8);
            if ((first + end) % 8 == 0 && bits == whole) {
                end += 8;
            } else if ((bits >>> (first + end) % 8 & 1) != 0 == has) {
                end++;
            } else {
                break;
            }
        }
        return Math.min(end, limit);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Objects.checkFromIndexSize(offset, target.byteSize(), size);
        for (long done = 0; done < target.byteSize(); ) {
            long at = offset + done;
            done += readSome(at, target.asSlice(done));
        }
    }

    /// {@return how many bytes were read, from one source}
    private long readSome(long at, MemorySegment rest) throws IOException {
        long block = at / blockSize;
        long inBlock = at % blockSize;
        long entry = bat.payload(block);
        Source source = source(block, entry);
        if (source == Source.BOTH) {
            long sector = inBlock / sectorSize;
            long wanted = Math.ceilDiv(inBlock + rest.byteSize(), sectorSize);
            long end = endOfSectors(block, sector, Math.min(sectors(block), wanted));
            MemorySegment run = first(rest, end * sectorSize - inBlock);
            if (hasSector(block, sector)) {
                readHere(block, entry, inBlock, run);
            } else {
                readParent(at, run);
            }
            return run.byteSize();
        }
        MemorySegment run = first(rest, contiguous(block, entry, source, inBlock, rest.byteSize()));
        switch (source) {
            case HERE -> readHere(block, entry, inBlock, run);
            case PARENT -> readParent(at, run);
            default -> run.fill((byte) 0);
        }
        return run.byteSize();
    }

    private static MemorySegment first(MemorySegment bytes, long length) {
        return bytes.asSlice(0, Math.min(bytes.byteSize(), length));
    }

    /// {@return how many bytes from `inBlock` on can be read at once}
    private long contiguous(long block, long entry, Source source, long inBlock, long wanted)
            throws IOException {
        long length = blockSize - inBlock;
        long expected = Bat.offset(entry);
        for (long next = block + 1; length < wanted; next++) {
            long found = bat.payload(next);
            expected += blockSize;
            if (source(next, found) != source
                    || source == Source.HERE && Bat.offset(found) != expected) {
                break;
            }
            length += blockSize;
        }
        return length;
    }

    private void readHere(long block, long entry, long inBlock, MemorySegment target)
            throws IOException {
        long offset = Bat.offset(entry);
        if (offset < Header.MIB || offset > file.size() - inBlock - target.byteSize()) {
            throw bat.wrong(
                    bat.payloadPlace(block),
                    entry,
                    "a block within the file of %d bytes".formatted(file.size()));
        }
        file.read(offset + inBlock, target);
    }

    private void readParent(long offset, MemorySegment target) throws IOException {
        long length = Math.clamp(parent.size() - offset, 0, target.byteSize());
        parent.read(Math.min(offset, parent.size()), target.asSlice(0, length));
        target.asSlice(length).fill((byte) 0);
    }
}
