package dev.diskwright.core.block;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A source whose bytes lie in stretches of another one, as those of a file do in its volume. What no stretch covers is
/// zeros. Takes 24 bytes of memory a stretch.
public final class Scattered implements BlockSource {
    private final BlockSource whole;
    private final long size;
    private final long[] starts; // offsets here, ascending
    private final long[] ends;
    private final long[] places; // offsets in the other

    private Scattered(BlockSource whole, long size, Builder from) {
        this.whole = whole;
        this.size = size;
        starts = Arrays.copyOf(from.starts, from.count);
        ends = Arrays.copyOf(from.ends, from.count);
        places = Arrays.copyOf(from.places, from.count);
    }

    /// Bytes that lie together.
    ///
    /// @param offset of the first one here, in bytes
    /// @param place of the first one in the other source, in bytes
    /// @param length in bytes, 1 or more
    public record Stretch(long offset, long place, long length) {}

    /// {@return where the bytes lie, in ascending order of their offset here}
    public List<Stretch> stretches() {
        return IntStream.range(0, starts.length)
                .mapToObj(i -> new Stretch(starts[i], places[i], ends[i] - starts[i]))
                .toList();
    }

    /// Collects stretches in ascending order and joins those that touch. Not for several threads.
    public static final class Builder {
        private int count;
        private long[] starts = new long[1];
        private long[] ends = new long[1];
        private long[] places = new long[1];

        /// Nothing yet.
        public Builder() {}

        /// Adds a stretch.
        ///
        /// @param start offset here in bytes, at or behind the end of the stretch before
        /// @param length in bytes, 1 or more
        /// @param place offset in the other source, in bytes
        public void add(long start, long length, long place) {
            if (count > 0
                    && ends[count - 1] == start
                    && places[count - 1] + (start - starts[count - 1]) == place) {
                ends[count - 1] += length;
                return;
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
                places = Arrays.copyOf(places, 2 * count);
            }
            starts[count] = start;
            ends[count] = start + length;
            places[count++] = place;
        }

        /// {@return the source}
        ///
        /// @param whole what the stretches lie in
        /// @param size in bytes; what lies behind is cut off
        public Scattered build(BlockSource whole, long size) {
            while (count > 0 && starts[count - 1] >= size) {
                count--;
            }
            if (count > 0) {
                ends[count - 1] = Math.min(ends[count - 1], size);
            }
            return new Scattered(whole, size, this);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        Ranges.checkOffset(offset, size);
        int i = indexAt(offset);
        if (i >= 0 && offset < ends[i]) {
            long shift = places[i] - starts[i];
            return whole.extentAt(offset + shift).clip(places[i], ends[i] + shift, -shift);
        }
        long from = i < 0 ? 0 : ends[i];
        long to = i + 1 < starts.length ? starts[i + 1] : size;
        return new Extent(from, to - from, Extent.Kind.ZERO);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Ranges.check(offset, target.byteSize(), size);
        long end = offset + target.byteSize();
        long done = offset;
        for (int i = Math.max(0, indexAt(offset)); i < starts.length && starts[i] < end; i++) {
            long from = Math.max(starts[i], done);
            long to = Math.min(ends[i], end);
            if (from < to) {
                target.asSlice(done - offset, from - done).fill((byte) 0);
                whole.read(
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
