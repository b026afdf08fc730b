package dev.diskwright.core.codec;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;

/// Reads finite state entropy codes (RFC 8878, section 4.1): the counts as a block describes them, and from these the
/// table that a decoder goes through. Its counterpart is [FseCode].
///
/// An entry of a table is a long: bits 0 to 7 how many bits the next state takes, 16 to 31 what is added to them, and
/// in the rest whatever the caller wants to know of a symbol.
final class FseReader {
    /// Where an entry's state begins.
    static final int STATE = 16;

    private static final int MIN_LOG = 5;
    private static final int MOST_SYMBOLS = 256;
    private static final int MOST_LOG = 9;

    private final short[] counts = new short[MOST_SYMBOLS]; // -1 for less than one
    private final short[] next = new short[MOST_SYMBOLS];
    private final byte[] spread = new byte[1 << MOST_LOG];
    private int symbols;
    private int log;

    /// {@return the size of the table, as a power of two}
    int log() {
        return log;
    }

    /// Takes counts that are known.
    void use(int size, int[] known) {
        log = size;
        symbols = known.length;
        for (int i = 0; i < symbols; i++) {
            counts[i] = (short) known[i];
        }
    }

    /// Reads counts (section 4.1.1), which end within `to`.
    ///
    /// @param to at least eight bytes of `in` follow it
    /// @param maxLog the largest size that is allowed
    /// @param maxSymbols the most that there may be
    /// @return the end of the description
    int read(Where where, byte[] in, int from, int to, int maxLog, int maxSymbols)
            throws CorruptImageException {
        if (from >= to) {
            throw corrupt(where, "the end of the block", "the description of a code");
        }
        log = (in[from] & 0xf) + MIN_LOG;
        if (log > maxLog) {
            throw corrupt(where, "a table of %d bits".formatted(log), "at most " + maxLog);
        }
        long at = 8L * from + 4; // in bits
        int remaining = (1 << log) + 1;
        int threshold = 1 << log;
        int bits = log + 1;
        symbols = 0;
        while (remaining > 1) {
            if (symbols >= maxSymbols || at > 8L * to) {
                throw corrupt(
                        where, "a code that goes on", "at most %d symbols".formatted(maxSymbols));
            }
            int word = (int) (Bytes.getLong(in, (int) (at >>> 3)) >>> (at & 7));
            int max = 2 * threshold - 1 - remaining;
            int value = word & threshold - 1;
            if (value < max) {
                at += bits - 1;
            } else {
                value = word & 2 * threshold - 1;
                value -= value >= threshold ? max : 0;
                at += bits;
            }
            int count = value - 1;
            counts[symbols++] = (short) count;
            remaining -= Math.abs(count);
            if (count == 0) {
                at = readZeros(where, in, at, to, maxSymbols);
            }
            while (remaining < threshold && threshold > 1) {
                bits--;
                threshold >>= 1;
            }
        }
        int end = (int) (at + 7 >>> 3);
        if (remaining < 1 || end > to) {
            throw corrupt(where, "counts of a code", "ones that sum up to its table");
        }
        return end;
    }

    /// Reads how many symbols more do not occur.
    private long readZeros(Where where, byte[] in, long from, int to, int maxSymbols)
            throws CorruptImageException {
        long at = from;
        while (at <= 8L * to) {
            int more = in[(int) (at >>> 3)] & 0xff;
            more |= (in[(int) (at >>> 3) + 1] & 0xff) << 8;
            more = more >>> (at & 7) & 3;
            at += 2;
            if (symbols + more > maxSymbols) {
                break;
            }
            for (int i = 0; i < more; i++) {
                counts[symbols++] = 0;
            }
            if (more < 3) {
                return at;
            }
        }
        throw corrupt(where, "a code that goes on", "at most %d symbols".formatted(maxSymbols));
    }

    /// {@return the number of symbols described; the last one occurs}
    int symbols() {
        return symbols;
    }

    /// Makes the table (section 4.1.1, at its end).
    ///
    /// @param meanings what an entry holds beside the state, by symbol
    void tabulate(long[] meanings, long[] entries) {
        int size = 1 << log;
        spread(size);
        for (int i = 0; i < size; i++) {
            int symbol = spread[i] & 0xff;
            int state = next[symbol]++;
            int bits = log - Logarithm.floor(state);
            entries[i] = meanings[symbol] | (long) ((state << bits) - size) << STATE | bits;
        }
    }

    private void spread(int size) {
        int high = size - 1; // places from the end are for symbols of less than one
        for (int symbol = 0; symbol < symbols; symbol++) {
            if (counts[symbol] < 0) {
                spread[high--] = (byte) symbol;
                next[symbol] = 1;
            } else {
                next[symbol] = counts[symbol];
            }
        }
        int step = (size >> 1) + (size >> 3) + 3;
        int at = 0;
        for (int symbol = 0; symbol < symbols; symbol++) {
            for (int n = counts[symbol]; n > 0; n--) {
                spread[at] = (byte) symbol;
                do {
                    at = at + step & size - 1;
                } while (at > high);
            }
        }
    }

    private static CorruptImageException corrupt(Where where, String found, String expected) {
        return new CorruptImageException(where, found, expected);
    }
}
