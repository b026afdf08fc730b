package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Crc32c;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// CRC-32C over a structure in which the checksum itself, at offset 4, counts as zero.
final class Checksum {
    static final int OFFSET = 4;
    private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[4]).asReadOnly();
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Checksum() {}

    static int of(MemorySegment structure) {
        return ~rest(start(structure), structure.asSlice(OFFSET + 4));
    }

    /// {@return the register after the checksum of a structure that comes in pieces}
    static int start(MemorySegment structure) {
        int register = Crc32c.update(Crc32c.INITIAL, structure.asSlice(0, OFFSET));
        return Crc32c.update(register, NOTHING);
    }

    /// {@return the register after more of it}
    static int rest(int register, MemorySegment bytes) {
        return Crc32c.update(register, bytes);
    }

    static MemorySegment put(MemorySegment structure) {
        structure.set(U32, OFFSET, of(structure));
        return structure;
    }

    static void verify(Where place, MemorySegment structure) throws CorruptImageException {
        int found = structure.get(U32, OFFSET);
        int expected = of(structure);
        if (found != expected) {
            throw new CorruptImageException(
                    place.field("checksum", OFFSET),
                    "0x%08x".formatted(found),
                    "0x%08x, the checksum".formatted(expected));
        }
    }
}
