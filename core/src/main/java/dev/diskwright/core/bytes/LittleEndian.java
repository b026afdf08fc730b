package dev.diskwright.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Unsigned little-endian numbers in bytes. Values are cut to their field when written.
public final class LittleEndian {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    /// {@return 16 bits, unsigned}
    public static int u16(byte[] from, int offset) {
        return (short) SHORT.get(from, offset) & 0xffff;
    }

    /// {@return 16 bits, signed}
    public static int s16(byte[] from, int offset) {
        return (short) SHORT.get(from, offset);
    }

    /// {@return 32 bits, signed}
    public static int s32(byte[] from, int offset) {
        return (int) INT.get(from, offset);
    }

    /// {@return 32 bits, unsigned}
    public static long u32(byte[] from, int offset) {
        return s32(from, offset) & 0xffff_ffffL;
    }

    /// {@return 64 bits, signed}
    public static long s64(byte[] from, int offset) {
        return (long) LONG.get(from, offset);
    }

    /// Writes the low 16 bits.
    public static void put16(byte[] to, int offset, long value) {
        SHORT.set(to, offset, (short) value);
    }

    /// Writes the low 32 bits.
    public static void put32(byte[] to, int offset, long value) {
        INT.set(to, offset, (int) value);
    }

    /// Writes 64 bits.
    public static void put64(byte[] to, int offset, long value) {
        LONG.set(to, offset, value);
    }
}
