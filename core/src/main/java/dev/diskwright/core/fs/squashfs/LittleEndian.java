package dev.diskwright.core.fs.squashfs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Unsigned little-endian numbers in bytes. Values are cut to their field when written.
final class LittleEndian {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static int u16(byte[] from, int offset) {
        return (short) SHORT.get(from, offset) & 0xffff;
    }

    static int s16(byte[] from, int offset) {
        return (short) SHORT.get(from, offset);
    }

    static int s32(byte[] from, int offset) {
        return (int) INT.get(from, offset);
    }

    static long u32(byte[] from, int offset) {
        return s32(from, offset) & 0xffff_ffffL;
    }

    static long s64(byte[] from, int offset) {
        return (long) LONG.get(from, offset);
    }

    static void put16(byte[] to, int offset, long value) {
        SHORT.set(to, offset, (short) value);
    }

    static void put32(byte[] to, int offset, long value) {
        INT.set(to, offset, (int) value);
    }

    static void put64(byte[] to, int offset, long value) {
        LONG.set(to, offset, value);
    }
}
