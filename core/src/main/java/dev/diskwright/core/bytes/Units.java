package dev.diskwright.core.bytes;

/// Sizes as numbers: binary units and rounding to a step, with overflow refused.
public final class Units {
    /// 1024 bytes.
    public static final long KIB = 1L << 10;

    /// 1024 KiB.
    public static final long MIB = 1L << 20;

    /// 1024 MiB.
    public static final long GIB = 1L << 30;

    /// 1024 GiB.
    public static final long TIB = 1L << 40;

    private Units() {}

    /// {@return the smallest multiple of `step` that is at least `value`}
    ///
    /// @param value 0 or more
    /// @param step 1 or more
    /// @throws ArithmeticException if that exceeds a long
    public static long roundUp(long value, long step) {
        return Math.multiplyExact(Math.ceilDiv(value, step), step);
    }

    /// {@return the largest multiple of `step` that is at most `value`}
    public static long roundDown(long value, long step) {
        return value / step * step;
    }
}
