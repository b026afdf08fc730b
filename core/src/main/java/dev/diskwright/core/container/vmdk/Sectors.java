package dev.diskwright.core.container.vmdk;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The unit of all offsets and sizes of the format, and layouts of table entries.
final class Sectors {
    /// Bytes.
    static final int SIZE = 512;

    /// Bits of a byte offset inside a sector.
    static final int BITS = 9;

    /// Sectors a disk may have: its size in bytes must fit in a long with room to spare.
    static final long MAX_CAPACITY = 1L << 52;

    static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong U64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Sectors() {}

    /// {@return sectors that hold so many bytes}
    static long covering(long bytes) {
        return (bytes + SIZE - 1) >>> BITS;
    }
}
