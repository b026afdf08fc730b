package dev.diskwright.core.block;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A spool in memory.
final class SpoolMemory implements Spool {
    private static final int FIRST = 64 << 10; // bytes

    private byte[] bytes = new byte[FIRST];
    private int size;

    @Override
    public void write(long offset, byte[] from, int length) {
        int end = Math.toIntExact(offset + length);
        reserve(end);
        System.arraycopy(from, 0, bytes, (int) offset, length);
        size = Math.max(size, end);
    }

    private void reserve(int end) {
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * end));
        }
    }

    @Override
    public void truncate(long newSize) {
        int end = Math.toIntExact(newSize);
        reserve(end);
        if (end < size) {
            Arrays.fill(bytes, end, size, (byte) 0);
        }
        size = end;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Extent extentAt(long offset) {
        Ranges.checkOffset(offset, size);
        return new Extent(0, size, Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) {
        Ranges.check(offset, target.byteSize(), size);
        target.copyFrom(MemorySegment.ofArray(bytes).asSlice(offset, target.byteSize()));
    }

    @Override
    public void close() {
        bytes = new byte[0];
        size = 0;
    }
}
