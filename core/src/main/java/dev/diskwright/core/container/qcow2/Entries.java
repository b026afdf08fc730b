package dev.diskwright.core.container.qcow2;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Layouts of table entries, and their bits.
final class Entries {
    static final ValueLayout.OfLong U64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfShort U16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /// Where a cluster lies in the file, in an L1 or a standard L2 entry: bits 9 to 55.
    static final long HOST_OFFSET = 0x00ff_ffff_ffff_fe00L;

    /// The cluster has a refcount of exactly one.
    static final long COPIED = 1L << 63;

    /// The entry describes compressed data.
    static final long COMPRESSED = 1L << 62;

    /// The cluster reads as zeros (version 3).
    static final long ZERO = 1;

    private Entries() {}
}
