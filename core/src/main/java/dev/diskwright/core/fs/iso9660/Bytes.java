package dev.diskwright.core.fs.iso9660;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Numbers and texts of the format. Of a number that is stored in both byte orders the little-endian one counts.
final class Bytes {
    private static final ValueLayout.OfShort LE16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort BE16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt LE32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt BE32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    static int u8(MemorySegment from, long offset) {
        return from.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
    }

    static int u16(MemorySegment from, long offset) {
        return from.get(LE16, offset) & 0xffff;
    }

    static int u16Big(MemorySegment from, long offset) {
        return from.get(BE16, offset) & 0xffff;
    }

    static long u32(MemorySegment from, long offset) {
        return from.get(LE32, offset) & 0xffff_ffffL;
    }

    static long u32Big(MemorySegment from, long offset) {
        return from.get(BE32, offset) & 0xffff_ffffL;
    }

    /// {@return whether both halves of a number of 16 bits agree} (ECMA-119, 8.2.3)
    static boolean agree16(MemorySegment from, long offset) {
        return u16(from, offset) == u16Big(from, offset + 2);
    }

    /// {@return whether both halves of a number of 32 bits agree} (ECMA-119, 8.3.3)
    static boolean agree32(MemorySegment from, long offset) {
        return u32(from, offset) == u32Big(from, offset + 4);
    }

    static byte[] copy(MemorySegment from, long offset, long length) {
        return from.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }

    static String latin(MemorySegment from, long offset, long length) {
        return new String(copy(from, offset, length), ISO_8859_1);
    }
}
