package dev.diskwright.core.verify;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Two disks combined bit by bit so that a byte is zero where they are the same. To look for differences is then to look
/// for bytes that are not zero, which whatever skips zero runs does well. The shorter disk goes on with zeros.
final class XorSource implements BlockSource {
    /// Not on the heap, as files are read into what is not without another copy.
    private static final ThreadLocal<MemorySegment> OTHER =
            ThreadLocal.withInitial(() -> MemorySegment.NULL);

    private final Side a;
    private final Side b;
    private final long size;

    XorSource(BlockSource a, BlockSource b) {
        size = Math.max(a.size(), b.size());
        this.a = new Side(grown(a, size));
        this.b = new Side(grown(b, size));
    }

    private static BlockSource grown(BlockSource disk, long size) {
        return disk.size() == size ? disk : Composition.ofSize(size).place(0, disk).build();
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

        boolean isZero(long offset, long length) throws IOException {
            Extent extent = extentAt(offset);
            return extent.isZero() && extent.end() >= offset + length;
        }
    }

    @Override
    public long size() {
        return size;
    }

    /// A zero run is one in both.
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
        if (target.byteSize() == 0) {
            return;
        }
        if (a.isZero(offset, target.byteSize())) {
            b.disk.read(offset, target);
            return;
        }
        a.disk.read(offset, target);
        if (b.isZero(offset, target.byteSize())) {
            return;
        }
        if (OTHER.get().byteSize() < target.byteSize()) {
            OTHER.set(Arena.ofAuto().allocate(target.byteSize(), 64));
        }
        MemorySegment other = OTHER.get().asSlice(0, target.byteSize());
        b.disk.read(offset, other);
        if (target.mismatch(other) < 0) {
            target.fill((byte) 0);
        } else {
            combine(target, other);
        }
    }

    private static void combine(MemorySegment target, MemorySegment other) {
        long size = target.byteSize();
        long words = size & -Long.BYTES;
        for (long at = 0; at < words; at += Long.BYTES) {
            long word = target.get(JAVA_LONG_UNALIGNED, at) ^ other.get(JAVA_LONG_UNALIGNED, at);
            target.set(JAVA_LONG_UNALIGNED, at, word);
        }
        for (long at = words; at < size; at++) {
            byte combined = (byte) (target.get(JAVA_BYTE, at) ^ other.get(JAVA_BYTE, at));
            target.set(JAVA_BYTE, at, combined);
        }
    }
}
