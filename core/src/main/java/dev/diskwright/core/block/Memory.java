package dev.diskwright.core.block;

import java.lang.foreign.MemorySegment;

/// Bytes in memory; all of them count as data.
record Memory(MemorySegment bytes) implements BlockSource {
    @Override
    public long size() {
        return bytes.byteSize();
    }

    @Override
    public Extent extentAt(long offset) {
        Ranges.checkOffset(offset, size());
        return new Extent(0, size(), Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) {
        Ranges.check(offset, target.byteSize(), size());
        MemorySegment.copy(bytes, offset, target, 0, target.byteSize());
    }
}
