package dev.diskwright.core.container.bmap;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// The mapped blocks of an image.
final class Reader implements BlockSource {
    private final BlockSource image;
    private final long size;
    private final long[] starts; // bytes, ascending
    private final long[] ends;

    /// @param image at least as long as the map says
    Reader(BlockMap map, BlockSource image) {
        this.image = image;
        size = map.imageSize();
        List<BlockMap.Range> ranges = map.ranges();
        starts = new long[ranges.size()];
        ends = new long[ranges.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = ranges.get(i).first() * map.blockSize();
            ends[i] = Math.min(size, (ranges.get(i).last() + 1) * map.blockSize());
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        checkRange(offset, 1);
        int i = indexAt(offset);
        if (i >= 0 && offset < ends[i]) {
            return image.extentAt(offset).clip(starts[i], ends[i], 0);
        }
        long from = i < 0 ? 0 : ends[i];
        long to = i + 1 < starts.length ? starts[i + 1] : size;
        return new Extent(from, to - from, Extent.Kind.ZERO);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        checkRange(offset, target.byteSize());
        long end = offset + target.byteSize();
        long done = offset;
        for (int i = Math.max(0, indexAt(offset)); i < starts.length && starts[i] < end; i++) {
            long from = Math.max(starts[i], done);
            long to = Math.min(ends[i], end);
            if (from < to) {
                target.asSlice(done - offset, from - done).fill((byte) 0);
                image.read(from, target.asSlice(from - offset, to - from));
                done = to;
            }
        }
        target.asSlice(done - offset).fill((byte) 0);
    }

    /// {@return the last range that begins at or before `offset`, -1 if none does}
    private int indexAt(long offset) {
        int i = Arrays.binarySearch(starts, offset);
        return i >= 0 ? i : -i - 2;
    }

    private void checkRange(long offset, long length) {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new IndexOutOfBoundsException(
                    "%d bytes at %d of a disk of %d".formatted(length, offset, size));
        }
    }
}
