package dev.diskwright.core.content;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.Units;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file's contents with holes that follow from the bytes alone: where a host or an archive keeps its zeros must not show
/// in an image. Every aligned run of [#STEP] zero bytes is a hole, nothing else is. Looks through the data once, when
/// first asked for an extent.
final class CanonicalHoles implements BlockSource {
    /// Smaller files are data throughout.
    static final long SMALLEST = Units.MIB;

    /// What a hole begins and ends on, in bytes; a multiple of every file system's block.
    static final int STEP = 1 << 16;

    private static final int CHUNK = 1 << 20;

    private final BlockSource bytes;
    private volatile @Nullable List<Extent> extents;

    private CanonicalHoles(BlockSource bytes) {
        this.bytes = bytes;
    }

    static BlockSource of(BlockSource bytes) {
        return bytes instanceof CanonicalHoles ? bytes : new CanonicalHoles(bytes);
    }

    /// {@return the bytes with the holes they came with}
    BlockSource origin() {
        return bytes;
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        bytes.read(offset, target);
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        if (offset < 0 || offset >= size()) {
            throw new IndexOutOfBoundsException("offset %d of %d".formatted(offset, size()));
        }
        List<Extent> all = extents;
        if (all == null) {
            all = size() < SMALLEST ? List.of(new Extent(0, size(), Extent.Kind.DATA)) : scan();
            extents = all;
        }
        int low = 0;
        for (int high = all.size() - 1; low < high; ) {
            int middle = (low + high + 1) >>> 1;
            if (all.get(middle).offset() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return all.get(low);
    }

    private List<Extent> scan() throws IOException {
        var found = new ArrayList<Extent>();
        MemorySegment chunk = MemorySegment.ofArray(new byte[CHUNK]);
        long at = 0;
        while (at < size()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException();
            }
            Extent extent = bytes.extentAt(at);
            long zeros = Math.min(Units.roundDown(extent.end(), STEP), size());
            if (extent.isZero() && zeros > at) {
                add(found, at, zeros, Extent.Kind.ZERO);
                at = zeros;
                continue;
            }
            long end = Math.min(size(), at + CHUNK);
            MemorySegment data = chunk.asSlice(0, end - at);
            bytes.read(at, data);
            for (long step = 0; step < data.byteSize(); step += STEP) {
                long length = Math.min(STEP, data.byteSize() - step);
                boolean zero = length == STEP && ZeroBytes.isZero(data.asSlice(step, length));
                add(
                        found,
                        at + step,
                        at + step + length,
                        zero ? Extent.Kind.ZERO : Extent.Kind.DATA);
            }
            at = end;
        }
        return List.of(found.toArray(Extent[]::new));
    }

    private static void add(List<Extent> found, long start, long end, Extent.Kind kind) {
        Extent last = found.isEmpty() ? null : found.getLast();
        if (last != null && last.kind() == kind) {
            found.set(found.size() - 1, new Extent(last.offset(), end - last.offset(), kind));
        } else {
            found.add(new Extent(start, end - start, kind));
        }
    }
}
