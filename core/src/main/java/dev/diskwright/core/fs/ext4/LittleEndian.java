package dev.diskwright.core.fs.ext4;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Unsigned little-endian numbers in bytes. Values are cut to their field when written.
final class LittleEndian {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static int u8(MemorySegment from, long offset) {
        return from.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
    }

    static int u16(MemorySegment from, long offset) {
        return from.get(SHORT, offset) & 0xffff;
    }

    static long u32(MemorySegment from, long offset) {
        return from.get(INT, offset) & 0xffff_ffffL;
    }

    static void put8(MemorySegment to, long offset, int value) {
        to.set(ValueLayout.JAVA_BYTE, offset, (byte) value);
    }

    static void put16(MemorySegment to, long offset, long value) {
        to.set(SHORT, offset, (short) value);
    }

    static void put32(MemorySegment to, long offset, long value) {
        to.set(INT, offset, (int) value);
    }
}
