package dev.diskwright.core.codec;

/// A finite state entropy code (RFC 8878, section 4.1): counts brought to a power of two, and the table that an encoder
/// goes through with them.
final class FseCode {
    private static final int MIN_LOG = 5;

    private final int[] counts; // brought to the table's size; -1 for less than one
    private final short[] next; // states, by symbol and then by how far
    private final byte[] spread;
    private final int[] starts;
    private final int[] deltaBits;
    private final int[] deltaState;
    private final int maxLog;
    private int log;
    private int symbols;

    /// @param symbols that there may be
    /// @param maxLog size of the largest table, as a power of two
    FseCode(int symbols, int maxLog) {
        this.maxLog = maxLog;
        counts = new int[symbols];
        next = new short[1 << maxLog];
        spread = new byte[1 << maxLog];
        starts = new int[symbols + 1];
        deltaBits = new int[symbols];
        deltaState = new int[symbols];
    }

    /// {@return the code of a table that everybody has}
    static FseCode predefined(int log, int... counts) {
        var code = new FseCode(counts.length, log);
        System.arraycopy(counts, 0, code.counts, 0, counts.length);
        code.symbols = counts.length;
        code.log = log;
        code.tabulate();
        return code;
    }

    int log() {
        return log;
    }

    /// Makes the code for symbols that occur `occurrences[symbol]` times, of which two or more do.
    ///
    /// @param total of all of them
    void build(int[] occurrences, int total) {
        symbols = counts.length;
        while (occurrences[symbols - 1] == 0) {
            symbols--;
        }
        int useful = Math.max(MIN_LOG, Logarithm.floor(total - 1) - 2);
        int needed = Math.min(Logarithm.floor(total) + 1, Logarithm.floor(symbols - 1) + 2);
        log = Math.clamp(Math.max(useful, needed), MIN_LOG, maxLog);
        normalize(occurrences, total);
        tabulate();
    }

    private void normalize(int[] occurrences, int total) {
        int left = 1 << log;
        int largest = 0;
        for (int i = 0; i < symbols; i++) {
            int occurs = occurrences[i];
            counts[i] = 0;
            if (occurs > 0) {
                long scaled = ((long) occurs << log + 1) / total;
                counts[i] = (int) Math.max(1, scaled + 1 >> 1);
                left -= counts[i];
                largest = counts[i] > counts[largest] ? i : largest;
            }
        }
        for (; left < 0; left++) { // many that got one without deserving it
            for (int i = 0; i < symbols; i++) {
                largest = counts[i] > counts[largest] ? i : largest;
            }
            counts[largest]--;
        }
        counts[largest] += left;
    }

    private void tabulate() {
        int size = 1 << log;
        int high = size - 1; // places from the end for symbols of less than one
        starts[0] = 0;
        for (int i = 0; i < symbols; i++) {
            starts[i + 1] = starts[i] + Math.abs(counts[i]);
            if (counts[i] < 0) {
                spread[high--] = (byte) i;
            }
        }
        int step = (size >> 1) + (size >> 3) + 3;
        int at = 0;
        for (int i = 0; i < symbols; i++) {
            for (int n = counts[i]; n > 0; n--) {
                spread[at] = (byte) i;
                do {
                    at = at + step & size - 1;
                } while (at > high);
            }
        }
        for (int i = 0; i < symbols; i++) {
            int count = Math.abs(counts[i]);
            int bits = count <= 1 ? log : log - Logarithm.floor(count - 1);
            deltaBits[i] = count == 0 ? 0 : (bits << 16) - (count << bits);
            deltaState[i] = starts[i] - count;
        }
        for (int i = 0; i < size; i++) {
            next[starts[spread[i]]++] = (short) (size + i);
        }
    }

    /// {@return roughly the bits that the symbols take, with [Logarithm#SCALE]; a lot if one has no code}
    long cost(int[] occurrences) {
        long cost = 0;
        for (int i = 0; i < occurrences.length; i++) {
            if (occurrences[i] > 0) {
                if (i >= symbols || counts[i] == 0) {
                    return Long.MAX_VALUE;
                }
                int bits = (log << Logarithm.SCALE) - Logarithm.of(Math.abs(counts[i]));
                cost += (long) occurrences[i] * bits;
            }
        }
        return cost;
    }

    /// Writes the counts (section 4.1.1), in whole bytes.
    void describe(BitWriter to) {
        to.write(log - MIN_LOG, 4);
        int bits = log + 1;
        int remaining = (1 << log) + 1;
        int threshold = 1 << log;
        boolean afterZero = false;
        for (int i = 0; i < symbols && remaining > 1; ) {
            if (afterZero) {
                int first = i;
                while (counts[i] == 0) {
                    i++;
                }
                for (int zeros = i - first; ; zeros -= 3) {
                    to.write(Math.min(3, zeros), 2);
                    if (zeros < 3) {
                        break;
                    }
                }
            }
            int count = counts[i++];
            int max = 2 * threshold - 1 - remaining;
            remaining -= Math.abs(count);
            int value = count + 1;
            afterZero = count == 0;
            if (value >= threshold) {
                value += max;
            }
            to.write(value, value < max ? bits - 1 : bits);
            while (remaining < threshold) {
                bits--;
                threshold >>= 1;
            }
        }
        to.align();
    }

    /// {@return the state to begin with, at the last symbol}
    int first(int symbol) {
        int bits = deltaBits[symbol] + (1 << 15) >>> 16;
        int value = (bits << 16) - deltaBits[symbol];
        return next[(value >>> bits) + deltaState[symbol]];
    }

    /// {@return the number of low bits of `state` to be written in front of `symbol`}
    int bits(int state, int symbol) {
        return state + deltaBits[symbol] >>> 16;
    }

    /// {@return the state that follows when those bits are written}
    int next(int state, int symbol, int bits) {
        return next[(state >>> bits) + deltaState[symbol]];
    }
}
