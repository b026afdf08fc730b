package dev.diskwright.core.container.vhd;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The one's complement of the sum of all bytes of a structure, those of the checksum itself left out.
final class Checksum {
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Checksum() {}

    /// {@return the checksum that `structure` should have}
    ///
    /// @param at offset of the checksum in it
    static int of(MemorySegment structure, long at) {
        int sum = 0;
        for (long i = 0; i < structure.byteSize(); i++) {
            if (i < at || i >= at + 4) {
                sum += structure.get(ValueLayout.JAVA_BYTE, i) & 0xff;
            }
        }
        return ~sum;
    }

    /// Puts the checksum into `structure`.
    static MemorySegment put(MemorySegment structure, long at) {
        structure.set(U32, at, of(structure, at));
        return structure;
    }

    static void verify(Where field, MemorySegment structure, long at) throws CorruptImageException {
        int found = structure.get(U32, at);
        int expected = of(structure, at);
        if (found != expected) {
            throw new CorruptImageException(
                    field, "0x%08x".formatted(found), "0x%08x, the checksum".formatted(expected));
        }
    }
}
