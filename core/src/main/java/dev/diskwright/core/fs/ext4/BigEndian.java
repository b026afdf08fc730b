package dev.diskwright.core.fs.ext4;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Unsigned big-endian numbers in bytes, as the journal has them.
final class BigEndian {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static int u16(MemorySegment from, long offset) {
        return from.get(SHORT, offset) & 0xffff;
    }

    static long u32(MemorySegment from, long offset) {
        return from.get(INT, offset) & 0xffff_ffffL;
    }

    static int i32(MemorySegment from, long offset) {
        return from.get(INT, offset);
    }

    static void put32(MemorySegment to, long offset, int value) {
        to.set(INT, offset, value);
    }
}
