package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// What a sparse extent holds, and below it, where it holds nothing, what its parent does.
final class SparseExtent implements BlockSource {
    private static final int MOST_TABLES = 64; // that are read to find the end of a run

    private final BlockSource file;
    private final Layout layout;
    private final BlockSource below; // as large as the extent
    private final boolean hasParent;
    private final GrainTables tables;
    private final CompressedGrains compressed;
    private final int grainSize;

    /// @param where the file
    /// @param below the parent's bytes in the place of this extent, or zeros
    /// @param hasParent whether `below` is more than zeros
    SparseExtent(Where where, BlockSource file, Layout layout, BlockSource below, boolean hasParent)
            throws IOException {
        this.file = file;
        this.layout = layout;
        this.below = below;
        this.hasParent = hasParent;
        grainSize = layout.grainSize();
        tables = new GrainTables(where, file, layout);
        compressed = new CompressedGrains(where, file, layout);
    }

    @Override
    public long size() {
        return layout.capacity();
    }

    /// What a table entry means.
    private enum Kind {
        HERE,
        ZERO,
        BELOW
    }

    private Kind kind(long entry) {
        if (entry == 0) {
            return hasParent ? Kind.BELOW : Kind.ZERO;
        }
        return entry == 1 && layout.zeroedGrains() ? Kind.ZERO : Kind.HERE;
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        checkRange(offset, 1);
        long grain = offset / grainSize;
        Kind kind = kind(tables.entry(grain));
        long start = grain * grainSize;
        long end = Math.min(size(), endOfRun(grain, kind) * grainSize);
        return switch (kind) {
            case HERE -> new Extent(start, end - start, Extent.Kind.DATA);
            case ZERO -> new Extent(start, end - start, Extent.Kind.ZERO);
            case BELOW -> below.extentAt(offset).clip(start, end, 0);
        };
    }

    /// {@return the grain behind the run of this kind that `grain` is in, or an earlier one}
    private long endOfRun(long grain, Kind kind) throws IOException {
        long entries = layout.tableEntries();
        long grains = layout.grains();
        long at = grain + 1;
        int read = 0;
        while (at < grains && read < MOST_TABLES) {
            long index = at / entries;
            boolean whole = at % entries == 0;
            if (whole && tables.isKnownEmpty(index)) {
                if (kind(0) != kind) {
                    return at;
                }
                at += entries;
                continue;
            }
            read++;
            if (whole && kind(0) == kind && tables.isEmpty(index)) {
                at += entries;
                continue;
            }
            long last = Math.min(grains, (index + 1) * entries);
            while (at < last && kind(tables.entry(at)) == kind) {
                at++;
            }
            if (at < last) {
                return at;
            }
        }
        return Math.min(at, grains);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        checkRange(offset, target.byteSize());
        long size = target.byteSize();
        for (long done = 0; done < size; ) {
            long at = offset + done;
            long grain = at / grainSize;
            long entry = tables.entry(grain);
            Kind kind = kind(entry);
            long length = Math.min((grain + 1) * grainSize - at, size - done);
            switch (kind) {
                case ZERO -> target.asSlice(done, length).fill((byte) 0);
                case BELOW -> {
                    length = sameKind(grain, at, size - done);
                    below.read(at, target.asSlice(done, length));
                }
                case HERE -> {
                    if (layout.compressed()) {
                        length = readCompressed(at, grain, entry, target.asSlice(done));
                    } else {
                        length = contiguous(grain, entry, at, size - done);
                        readPlain(grain, entry, at % grainSize, target.asSlice(done, length));
                    }
                }
            }
            done += length;
        }
    }

    private long sameKind(long first, long at, long wanted) throws IOException {
        long grain = first + 1;
        while (grain * grainSize - at < wanted && kind(tables.entry(grain)) == Kind.BELOW) {
            grain++;
        }
        return Math.min(grain * grainSize - at, wanted);
    }

    /// {@return how many bytes from `at` on, at most `wanted`, follow each other in the file}
    private long contiguous(long first, long entry, long at, long wanted) throws IOException {
        long sectors = (long) grainSize >>> Sectors.BITS;
        long grain = first + 1;
        while (grain * grainSize - at < wanted
                && tables.entry(grain) == entry + (grain - first) * sectors) {
            grain++;
        }
        return Math.min(grain * grainSize - at, wanted);
    }

    private void readPlain(long grain, long entry, long inGrain, MemorySegment target)
            throws IOException {
        long from = (entry << Sectors.BITS) + inGrain;
        if (from > file.size() - target.byteSize()) {
            throw new CorruptImageException(
                    tables.place(grain),
                    "sector 0x%x".formatted(entry),
                    "a grain inside the file of %d bytes".formatted(file.size()));
        }
        file.read(from, target);
    }

    /// Expands whole grains straight into the target, as many as lie one behind the other, or part of one.
    private long readCompressed(long at, long grain, long entry, MemorySegment target)
            throws IOException {
        long whole = Math.min(grainSize, size() - grain * grainSize);
        if (at % grainSize != 0 || target.byteSize() < whole) {
            long length = Math.min(whole - at % grainSize, target.byteSize());
            compressed.readPart(grain, entry, at % grainSize, target.asSlice(0, length));
            return length;
        }
        var run = new CompressedGrains.Run(grain, entry);
        long next = grain + 1;
        while (next < layout.grains()) {
            long following = tables.entry(next);
            if (kind(following) != Kind.HERE) {
                break;
            }
            long end = Math.min(size(), (next + 1) * grainSize);
            if (end - at > target.byteSize() || !run.add(following, grainSize)) {
                run.endsBefore(following);
                break;
            }
            next++;
        }
        compressed.read(run, target);
        return Math.min(size(), next * grainSize) - at;
    }

    private void checkRange(long offset, long length) {
        if (offset < 0 || length < 0 || offset > size() - length) {
            throw new IndexOutOfBoundsException(
                    "%d bytes at %d of an extent of %d".formatted(length, offset, size()));
        }
    }
}
