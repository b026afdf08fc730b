package dev.diskwright.core.codec;

/// Binary logarithms with fractional bits, to estimate costs with: whole numbers only, so that they are the same
/// everywhere.
final class Logarithm {
    /// Fractional bits.
    static final int SCALE = 8;

    private static final int TABLE = 12; // bits
    private static final int[] LOG2 = new int[1 << TABLE];

    static {
        for (int i = 1; i < LOG2.length; i++) {
            LOG2[i] = bySquaring(i);
        }
    }

    private Logarithm() {}

    private static int bySquaring(int value) {
        int whole = 31 - Integer.numberOfLeadingZeros(value);
        long x = (long) value << 30 - whole; // 1 to 2, with 30 fractional bits
        int result = whole;
        for (int i = 0; i < SCALE; i++) {
            x = x * x >> 30;
            result <<= 1;
            if (x >= 2L << 30) {
                x >>= 1;
                result |= 1;
            }
        }
        return result;
    }

    /// {@return the logarithm of `value`; 0 of 0}
    static int of(int value) {
        if (value < LOG2.length) {
            return LOG2[value];
        }
        int cut = Integer.SIZE - TABLE - Integer.numberOfLeadingZeros(value);
        return LOG2[value >>> cut] + (cut << SCALE);
    }

    /// {@return the whole part of the logarithm of `value`, which is 1 or more}
    static int floor(int value) {
        return 31 - Integer.numberOfLeadingZeros(value);
    }
}
