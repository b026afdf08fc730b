package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.BoundedCache;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads and expands the compressed grains of an extent. For several threads, which wait for nothing while they expand:
/// each takes a buffer and an inflater from those that are idle.
final class CompressedGrains {
    private static final int WINDOW = 512 << 10; // bytes of the file that are read at once
    private static final int CACHE =
            4 << 20; // bytes of expanded grains, for readers of small parts

    private final Where where;
    private final BlockSource file;
    private final Layout layout;
    private final int window;
    private final int usual; // bytes of the file that hardly a grain exceeds
    private final ConcurrentLinkedQueue<Tools> idle = new ConcurrentLinkedQueue<>();
    private final BoundedCache<MemorySegment> expanded;

    /// What one thread needs; reclaimed with the extent.
    private static final class Tools {
        final MemorySegment window;
        final Inflater inflater = new Inflater();

        Tools(long size) {
            window = Arena.ofAuto().allocate(Math.max(1, size), 64);
        }
    }

    /// Grains of the disk that follow each other, and ascend in the file.
    static final class Run {
        private static final int MOST = 64;

        private final long firstGrain;
        private final long[] sectors = new long[MOST];
        private int count = 1;
        private long end = Long.MAX_VALUE; // of the last one, in bytes of the file

        Run(long firstGrain, long sector) {
            this.firstGrain = firstGrain;
            sectors[0] = sector;
        }

        /// {@return whether the next grain could be added}
        boolean add(long sector, int grainSize) {
            long distance = sector - sectors[count - 1];
            if (count == MOST || distance <= 0 || distance > 2L * grainSize >>> Sectors.BITS) {
                return false;
            }
            sectors[count++] = sector;
            return true;
        }

        /// Tells where the grain behind the last one begins.
        void endsBefore(long sector) {
            if (sector > sectors[count - 1]) {
                end = sector << Sectors.BITS;
            }
        }
    }

    CompressedGrains(Where where, BlockSource file, Layout layout) {
        this.where = where;
        this.file = file;
        this.layout = layout;
        int grainSize = layout.grainSize();
        usual = grainSize + grainSize / 1024 + 2 * Sectors.SIZE;
        window = (int) Math.min(Math.max(WINDOW, 2 * usual), file.size());
        expanded = new BoundedCache<>(Math.max(2, CACHE / grainSize));
    }

    /// Reads part of one grain.
    void readPart(long grain, long sector, long inGrain, MemorySegment target) throws IOException {
        MemorySegment bytes = expanded.get(grain, () -> expand(grain, sector));
        MemorySegment.copy(bytes, inGrain, target, 0, target.byteSize());
    }

    private MemorySegment expand(long grain, long sector) throws IOException {
        MemorySegment bytes = MemorySegment.ofArray(new byte[sizeOf(grain)]);
        read(new Run(grain, sector), bytes);
        return bytes.asReadOnly();
    }

    /// Expands a grain to see whether that can be done.
    ///
    /// @return bytes it takes in the file; without markers, as many as the stream has
    long check(long grain, long sector) throws IOException {
        long start = sector << Sectors.BITS;
        MemorySegment bytes = MemorySegment.ofArray(new byte[sizeOf(grain)]);
        Tools known = idle.poll();
        Tools tools = known == null ? new Tools(window) : known;
        try {
            if (start >= file.size()) {
                throw corrupt(grain, start, "an offset outside", "one inside the file");
            }
            MemorySegment available =
                    tools.window.asSlice(0, Math.min(Math.min(usual, window), file.size() - start));
            file.read(start, available);
            expand(tools.inflater, grain, start, available, bytes);
            return (layout.markers() ? Marker.GRAIN_SIZE : 0) + tools.inflater.getBytesRead();
        } finally {
            idle.add(tools);
        }
    }

    private int sizeOf(long grain) {
        return (int) Math.min(layout.grainSize(), layout.capacity() - grain * layout.grainSize());
    }

    /// Reads whole grains, the last of the disk as far as the disk goes.
    ///
    /// @param target may be longer
    void read(Run run, MemorySegment target) throws IOException {
        Tools known = idle.poll();
        Tools tools = known == null ? new Tools(window) : known;
        try {
            long from = 0;
            long to = 0;
            for (int i = 0; i < run.count; i++) {
                long grain = run.firstGrain + i;
                long start = run.sectors[i] << Sectors.BITS;
                if (endOf(run, i) > to || start >= to) {
                    from = start;
                    to = Math.clamp(endOf(run, run.count - 1), endOf(run, i), from + window);
                    if (from >= to) {
                        throw corrupt(grain, start, "an offset outside", "one inside the file");
                    }
                    file.read(from, tools.window.asSlice(0, to - from));
                }
                long at = (long) i * layout.grainSize();
                expand(
                        tools.inflater,
                        grain,
                        start,
                        tools.window.asSlice(start - from, to - start),
                        target.asSlice(at, sizeOf(grain)));
            }
        } finally {
            idle.add(tools);
        }
    }

    /// {@return where in the file the reading of a run's grain `i` ends, if it is no larger than usual}
    private long endOf(Run run, int i) {
        long start = run.sectors[i] << Sectors.BITS;
        long next = i + 1 < run.count ? run.sectors[i + 1] << Sectors.BITS : run.end;
        return Math.min(Math.min(next, start + usual), file.size());
    }

    /// Expands one grain.
    ///
    /// @param available its bytes in the file, perhaps not all
    private void expand(
            Inflater inflater,
            long grain,
            long start,
            MemorySegment available,
            MemorySegment target)
            throws IOException {
        MemorySegment data = data(grain, start, available);
        if (target.byteSize() < layout.grainSize()) {
            MemorySegment whole = MemorySegment.ofArray(new byte[layout.grainSize()]);
            inflate(inflater, grain, start, data, whole, target.byteSize());
            MemorySegment.copy(whole, 0, target, 0, target.byteSize());
        } else {
            inflate(inflater, grain, start, data, target, target.byteSize());
        }
    }

    /// {@return the compressed bytes; more than them where no marker tells}
    private MemorySegment data(long grain, long start, MemorySegment available) throws IOException {
        if (!layout.markers()) {
            long length = Math.min(2L * layout.grainSize(), file.size() - start);
            return available.byteSize() < length ? file.bytes(start, (int) length) : available;
        }
        if (available.byteSize() < Marker.GRAIN_SIZE) {
            throw corrupt(grain, start, "the end of the file", "a grain's marker");
        }
        long lba = available.get(Sectors.U64, 0);
        long expected = grain * (layout.grainSize() >>> Sectors.BITS);
        long size = Integer.toUnsignedLong(available.get(Sectors.U32, 8));
        if (lba != expected) {
            throw corrupt(
                    grain,
                    start,
                    "a marker for sector %s".formatted(Long.toUnsignedString(lba)),
                    "one for sector " + expected);
        }
        if (size < 1
                || size > 2L * layout.grainSize()
                || size > file.size() - start - Marker.GRAIN_SIZE) {
            throw corrupt(grain, start, "a size of " + size, "a grain's data inside the file");
        }
        return size > available.byteSize() - Marker.GRAIN_SIZE
                ? file.bytes(start + Marker.GRAIN_SIZE, (int) size)
                : available.asSlice(Marker.GRAIN_SIZE, size);
    }

    /// Fills `target`, or at least the first `needed` bytes of it.
    private void inflate(
            Inflater inflater,
            long grain,
            long start,
            MemorySegment data,
            MemorySegment target,
            long needed)
            throws CorruptImageException {
        inflater.reset();
        inflater.setInput(data.asByteBuffer());
        ByteBuffer output = target.asByteBuffer();
        try {
            while (!inflater.finished()) {
                if (inflater.inflate(output) == 0) {
                    break;
                }
            }
        } catch (DataFormatException e) {
            throw new CorruptImageException(
                    place(grain, start), String.valueOf(e.getMessage()), "a zlib stream", e);
        }
        if (output.position() < needed) {
            throw corrupt(grain, start, output.position() + " bytes", "a grain of " + needed);
        }
        if (!inflater.finished()) {
            throw corrupt(
                    grain, start, "a zlib stream that goes on", "one that ends with the grain");
        }
    }

    private Where place(long grain, long start) {
        return where.structure("grain " + grain, start);
    }

    private CorruptImageException corrupt(long grain, long start, String found, String expected) {
        return new CorruptImageException(place(grain, start), found, expected);
    }
}
