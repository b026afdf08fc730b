package dev.diskwright.core.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Several bytes of an array at once, little-endian.
final class Bytes {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    static int getInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    /// {@return how many bytes at `a` and `b` are the same}
    ///
    /// @param a before `b`
    /// @param end where the bytes behind `b` end
    static int common(byte[] bytes, int a, int b, int end) {
        int at = b;
        int last = end - Long.BYTES;
        int distance = b - a;
        while (at <= last) {
            long difference = getLong(bytes, at) ^ getLong(bytes, at - distance);
            if (difference != 0) {
                return at - b + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < end && bytes[at] == bytes[at - distance]) {
            at++;
        }
        return at - b;
    }
}
