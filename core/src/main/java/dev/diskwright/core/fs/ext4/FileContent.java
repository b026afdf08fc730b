package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// What a file holds, read from the volume when used. Holes and unwritten extents are zero runs. Takes 24 bytes of
/// memory a run of blocks.
final class FileContent implements BlockSource {
    private final BlockSource volume;
    private final long size;
    private final long[] starts; // offsets in the file, ascending
    private final long[] ends;
    private final long[] places; // offsets in the volume

    private FileContent(BlockSource volume, long size, Builder from) {
        this.volume = volume;
        this.size = size;
        starts = Arrays.copyOf(from.starts, from.count);
        ends = Arrays.copyOf(from.ends, from.count);
        places = Arrays.copyOf(from.places, from.count);
    }

    /// Collects runs in ascending order and joins those that touch.
    static final class Builder {
        private final int blockSize;
        private int count;
        private long[] starts = new long[1];
        private long[] ends = new long[1];
        private long[] places = new long[1];

        Builder(int blockSize) {
            this.blockSize = blockSize;
        }

        void run(long logical, long length, long physical) {
            long start = logical * blockSize;
            long place = physical * blockSize;
            if (count > 0
                    && ends[count - 1] == start
                    && places[count - 1] + (start - starts[count - 1]) == place) {
                ends[count - 1] += length * blockSize;
                return;
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
                places = Arrays.copyOf(places, 2 * count);
            }
            starts[count] = start;
            ends[count] = start + length * blockSize;
            places[count++] = place;
        }

        /// {@return the contents}
        ///
        /// @param size in bytes; what lies behind is cut off
        FileContent build(BlockSource volume, long size) {
            while (count > 0 && starts[count - 1] >= size) {
                count--;
            }
            if (count > 0) {
                ends[count - 1] = Math.min(ends[count - 1], size);
            }
            return new FileContent(volume, size, this);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        if (offset < 0 || offset >= size) {
            throw new IndexOutOfBoundsException("offset %d of %d".formatted(offset, size));
        }
        int i = indexAt(offset);
        if (i >= 0 && offset < ends[i]) {
            long shift = places[i] - starts[i];
            return volume.extentAt(offset + shift).clip(places[i], ends[i] + shift, -shift);
        }
        long from = i < 0 ? 0 : ends[i];
        long to = i + 1 < starts.length ? starts[i + 1] : size;
        return new Extent(from, to - from, Extent.Kind.ZERO);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        if (offset < 0 || offset > size - target.byteSize()) {
            throw new IndexOutOfBoundsException(
                    "%d bytes at %d of %d".formatted(target.byteSize(), offset, size));
        }
        long end = offset + target.byteSize();
        long done = offset;
        for (int i = Math.max(0, indexAt(offset)); i < starts.length && starts[i] < end; i++) {
            long from = Math.max(starts[i], done);
            long to = Math.min(ends[i], end);
            if (from < to) {
                target.asSlice(done - offset, from - done).fill((byte) 0);
                volume.read(
                        places[i] + (from - starts[i]), target.asSlice(from - offset, to - from));
                done = to;
            }
        }
        target.asSlice(done - offset).fill((byte) 0);
    }

    /// {@return the last run that begins at or before `offset`, -1 if none does}
    private int indexAt(long offset) {
        int i = Arrays.binarySearch(starts, offset);
        return i >= 0 ? i : -i - 2;
    }
}
