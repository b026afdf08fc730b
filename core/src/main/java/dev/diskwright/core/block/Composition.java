package dev.diskwright.core.block;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Sources placed side by side in a sized expanse of zeros. Costs some 50 bytes of memory a piece.
public final class Composition implements BlockSource {
    private static final long PATCHED = 4096; // bytes that a patch makes data

    private final long size;
    private final long[] starts; // ascending
    private final BlockSource[] pieces;

    private Composition(long size, List<Piece> placed) {
        this.size = size;
        starts = new long[placed.size()];
        pieces = new BlockSource[placed.size()];
        for (int i = 0; i < pieces.length; i++) {
            starts[i] = placed.get(i).offset();
            pieces[i] = placed.get(i).source();
        }
    }

    /// A source and where it begins.
    ///
    /// @param offset in bytes
    public record Piece(long offset, BlockSource source) {}

    /// {@return an empty expanse of `size` bytes to place sources in}
    public static Builder ofSize(long size) {
        return new Builder(size);
    }

    /// {@return `base` with `patches` in place of what it has there} The blocks of 4096 bytes that they touch are read now
    /// and kept in memory, so that the edges of holes and data stay on such blocks.
    ///
    /// @param patches in any order, small ones
    /// @throws IllegalArgumentException if two patches overlap
    /// @throws IndexOutOfBoundsException if one sticks out
    public static BlockSource over(BlockSource base, List<Piece> patches) throws IOException {
        if (patches.isEmpty()) {
            return base;
        }
        var separate = ofSize(base.size());
        patches.forEach(it -> separate.place(it.offset(), it.source()));
        var whole = ofSize(base.size());
        long done = 0;
        MemorySegment block = null;
        long start = 0;
        for (Piece it : separate.build().placed()) {
            long end = it.offset() + it.source().size();
            for (long at = it.offset(); at < end; ) {
                if (block == null || at >= start + block.byteSize()) {
                    start = at / PATCHED * PATCHED;
                    whole.place(done, base.slice(done, start - done));
                    block = base.bytes(start, (int) Math.min(PATCHED, base.size() - start));
                    whole.place(start, BlockSource.of(block));
                    done = start + block.byteSize();
                }
                long length = Math.min(end, done) - at;
                it.source().read(at - it.offset(), block.asSlice(at - start, length));
                at += length;
            }
        }
        return whole.place(done, base.slice(done, base.size() - done)).build();
    }

    private List<Piece> placed() {
        return IntStream.range(0, pieces.length)
                .mapToObj(i -> new Piece(starts[i], pieces[i]))
                .toList();
    }

    /// Collects pieces in any order. Not for several threads.
    public static final class Builder {
        private final long size;
        private final List<Piece> pieces = new ArrayList<>();

        private Builder(long size) {
            this.size = size;
        }

        /// Places `source` at `offset`; an empty one is left out.
        ///
        /// @throws IndexOutOfBoundsException if it sticks out
        public Builder place(long offset, BlockSource source) {
            Ranges.check(offset, source.size(), size);
            if (source.size() > 0) {
                pieces.add(new Piece(offset, source));
            }
            return this;
        }

        /// {@return the composition}
        ///
        /// @throws IllegalArgumentException if two pieces overlap
        public Composition build() {
            pieces.sort(Comparator.comparingLong(Piece::offset));
            for (int i = 1; i < pieces.size(); i++) {
                Piece before = pieces.get(i - 1);
                if (before.offset() + before.source().size() > pieces.get(i).offset()) {
                    throw new IllegalArgumentException(
                            "pieces overlap at " + pieces.get(i).offset());
                }
            }
            return new Composition(size, pieces);
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
        if (i >= 0 && offset < end(i)) {
            return pieces[i].extentAt(offset - starts[i]).clip(0, pieces[i].size(), starts[i]);
        }
        long from = i < 0 ? 0 : end(i);
        long to = i + 1 < pieces.length ? starts[i + 1] : size;
        return new Extent(from, to - from, Extent.Kind.ZERO);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Ranges.check(offset, target.byteSize(), size);
        long end = offset + target.byteSize();
        long done = offset;
        for (int i = Math.max(0, indexAt(offset)); i < pieces.length && starts[i] < end; i++) {
            long from = Math.max(starts[i], done);
            long to = Math.min(end(i), end);
            if (from < to) {
                target.asSlice(done - offset, from - done).fill((byte) 0);
                pieces[i].read(from - starts[i], target.asSlice(from - offset, to - from));
                done = to;
            }
        }
        target.asSlice(done - offset).fill((byte) 0);
    }

    /// {@return the last piece that begins at or before `offset`, -1 if none does}
    private int indexAt(long offset) {
        int i = Arrays.binarySearch(starts, offset);
        return i >= 0 ? i : -i - 2;
    }

    private long end(int i) {
        return starts[i] + pieces[i].size();
    }
}
