package dev.diskwright.core.block;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Two disks read as one: what a place holds is made from the bytes that both have there. A zero run is one in both; the
/// shorter disk goes on with zeros. May be read by several threads.
public final class Paired implements BlockSource {
    /// Not on the heap, as files are read into what is not without another copy.
    private static final ThreadLocal<MemorySegment> OTHER =
            ThreadLocal.withInitial(() -> MemorySegment.NULL);

    private final Side a;
    private final Side b;
    private final long size;
    private final Combination combination;

    /// Makes one of two.
    @FunctionalInterface
    public interface Combination {
        /// @param offset of the bytes, in both disks
        /// @param bytes of the first disk; what is to be read in the end. Not called where both disks have a zero run
        /// @param other bytes of the second disk, as many
        void combine(long offset, MemorySegment bytes, MemorySegment other) throws IOException;
    }

    /// @param combination that leaves zeros where both have zeros
    public Paired(BlockSource a, BlockSource b, Combination combination) {
        size = Math.max(a.size(), b.size());
        this.a = new Side(grown(a, size));
        this.b = new Side(grown(b, size));
        this.combination = combination;
    }

    private static BlockSource grown(BlockSource disk, long size) {
        if (disk.size() == size) {
            return disk;
        }
        var grown = Composition.ofSize(size);
        return disk.size() == 0 ? grown.build() : grown.place(0, disk).build();
    }

    /// One of the disks, with the run that was asked for last: a walk in order asks for each many times.
    private static final class Side {
        final BlockSource disk;
        private volatile @Nullable Extent latest;

        Side(BlockSource disk) {
            this.disk = disk;
        }

        Extent extentAt(long offset) throws IOException {
            Extent known = latest;
            if (known == null || offset < known.offset() || offset >= known.end()) {
                known = disk.extentAt(offset);
                latest = known;
            }
            return known;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        Extent one = a.extentAt(offset);
        Extent other = b.extentAt(offset);
        boolean zero = one.isZero() && other.isZero();
        long start = Math.max(one.offset(), other.offset());
        long end = Math.min(one.end(), other.end());
        return new Extent(start, end - start, zero ? Extent.Kind.ZERO : Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        long length = target.byteSize();
        if (length == 0) {
            return;
        }
        Extent extent = extentAt(offset);
        if (extent.isZero() && extent.end() - offset >= length) {
            target.fill((byte) 0);
            return;
        }
        a.disk.read(offset, target);
        if (OTHER.get().byteSize() < length) {
            OTHER.set(Arena.ofAuto().allocate(length, 64));
        }
        MemorySegment other = OTHER.get().asSlice(0, length);
        b.disk.read(offset, other);
        combination.combine(offset, target, other);
    }
}
