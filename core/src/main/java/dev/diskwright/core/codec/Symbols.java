package dev.diskwright.core.codec;

/// The alphabets of DEFLATE (RFC 1951, section 3.2.5). Literals and lengths come first, distances behind them.
final class Symbols {
    static final int END_OF_BLOCK = 256;
    static final int LENGTH = 257; // of the first length

    /// Literals, the end of the block and lengths, of which the last two only complete the fixed code.
    static final int LITERALS = 288;

    /// Distances.
    static final int DISTANCES = 30;

    /// Where distances begin when one array counts everything.
    static final int DISTANCE = LITERALS;

    /// The length of such an array.
    static final int COUNTED = DISTANCE + DISTANCES;

    private static final byte[] LENGTH_CODES = new byte[256]; // by length less three
    private static final byte[] DISTANCE_CODES =
            new byte[512]; // by distance less one; from 256 on in steps of 128
    private static final byte[] LENGTH_EXTRA = new byte[29];
    private static final int[] LENGTH_BASES = new int[29]; // less three
    private static final byte[] DISTANCE_EXTRA = new byte[DISTANCES];
    private static final int[] DISTANCE_BASES = new int[DISTANCES]; // less one

    static {
        int length = 0;
        for (int code = 0; code < 28; code++) {
            int extra = code < 4 ? 0 : (code >> 2) - 1;
            LENGTH_EXTRA[code] = (byte) extra;
            LENGTH_BASES[code] = length;
            for (int i = 0; i < 1 << extra; i++) {
                LENGTH_CODES[length++] = (byte) code;
            }
        }
        LENGTH_CODES[255] = 28; // 258 has a code of its own
        LENGTH_BASES[28] = 255;
        int distance = 0;
        for (int code = 0; code < DISTANCES; code++) {
            int extra = code < 2 ? 0 : (code >> 1) - 1;
            DISTANCE_EXTRA[code] = (byte) extra;
            DISTANCE_BASES[code] = distance;
            for (int i = 0; i < 1 << extra; i++, distance++) {
                DISTANCE_CODES[distance < 256 ? distance : 256 + (distance >> 7)] = (byte) code;
            }
        }
    }

    private Symbols() {}

    /// {@return the code of a length, from 0}
    ///
    /// @param index length less three
    static int lengthCode(int index) {
        return LENGTH_CODES[index];
    }

    static int lengthExtra(int code) {
        return LENGTH_EXTRA[code];
    }

    static int lengthBase(int code) {
        return LENGTH_BASES[code];
    }

    /// {@return the code of a distance, from 0}
    ///
    /// @param index distance less one
    static int distanceCode(int index) {
        return DISTANCE_CODES[index < 256 ? index : 256 + (index >> 7)];
    }

    static int distanceExtra(int code) {
        return DISTANCE_EXTRA[code];
    }

    static int distanceBase(int code) {
        return DISTANCE_BASES[code];
    }
}
