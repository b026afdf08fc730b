package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Structures of one size, end to end, each made when it is read.
abstract class GeneratedBlocks implements BlockSource {
    private final int unit;
    private final long size;

    /// @param unit size of each structure, in bytes
    /// @param count number of structures
    GeneratedBlocks(int unit, long count) {
        this.unit = unit;
        this.size = Math.multiplyExact(unit, count);
    }

    /// Writes structure `index` over zeros.
    abstract void fill(long index, MemorySegment bytes);

    @Override
    public final long size() {
        return size;
    }

    @Override
    public final Extent extentAt(long offset) {
        Objects.checkIndex(offset, size);
        return new Extent(0, size, Extent.Kind.DATA);
    }

    @Override
    public final void read(long offset, MemorySegment target) {
        Objects.checkFromIndexSize(offset, target.byteSize(), size);
        long done = 0;
        while (done < target.byteSize()) {
            long index = (offset + done) / unit;
            long skip = (offset + done) % unit;
            long length = Math.min(unit - skip, target.byteSize() - done);
            MemorySegment part = target.asSlice(done, length);
            if (length == unit) {
                fill(index, part.fill((byte) 0));
            } else {
                MemorySegment whole = MemorySegment.ofArray(new byte[unit]);
                fill(index, whole);
                part.copyFrom(whole.asSlice(skip, length));
            }
            done += length;
        }
    }
}
