package dev.diskwright.core.block;

import java.lang.foreign.MemorySegment;

/// Nothing but zeros.
record Zeros(long size) implements BlockSource {
    Zeros {
        if (size < 0) {
            throw new IllegalArgumentException("size " + size);
        }
    }

    @Override
    public Extent extentAt(long offset) {
        Ranges.checkOffset(offset, size);
        return new Extent(0, size, Extent.Kind.ZERO);
    }

    @Override
    public void read(long offset, MemorySegment target) {
        Ranges.check(offset, target.byteSize(), size);
        target.fill((byte) 0);
    }
}
