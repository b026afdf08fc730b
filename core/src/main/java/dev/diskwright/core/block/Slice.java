package dev.diskwright.core.block;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Part of another source.
record Slice(BlockSource whole, long start, long size) implements BlockSource {
    static BlockSource of(BlockSource whole, long start, long size) {
        Ranges.check(start, size, whole.size());
        if (start == 0 && size == whole.size()) {
            return whole;
        }
        return whole instanceof Slice(var inner, long offset, _)
                ? new Slice(inner, offset + start, size)
                : new Slice(whole, start, size);
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        Ranges.checkOffset(offset, size);
        return whole.extentAt(start + offset).clip(start, start + size, -start);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Ranges.check(offset, target.byteSize(), size);
        whole.read(start + offset, target);
    }
}
