package dev.diskwright.core.codec;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.util.Arrays;

/// The Huffman code of the literals of a zstd block (RFC 8878, section 4.2), and what is written with it.
final class LiteralCode {
    private static final int MAX_BITS = 11;
    private static final int MAX_WEIGHT_LOG = 6;
    private static final int SYMBOLS = 256;
    private static final int WEIGHT = 32; // of an entry for weights: where the weight begins
    private static final int AT_ONCE = 5; // symbols that any eight bytes have

    private static final long[] WEIGHTS = new long[MAX_BITS + 2];

    static {
        Arrays.setAll(WEIGHTS, i -> (long) i << WEIGHT);
    }

    private final short[] table = new short[1 << MAX_BITS]; // symbol above, bits of its code
    private final byte[] weights = new byte[SYMBOLS];
    private final int[] starts = new int[MAX_BITS + 2]; // in the table, by weight
    private final long[] weightTable = new long[1 << MAX_WEIGHT_LOG];
    private int shift; // of 64 bits, to look up the first
    private boolean known;

    /// A new frame begins.
    void reset() {
        known = false;
    }

    boolean isKnown() {
        return known;
    }

    /// Reads the description of a code (section 4.2.1).
    ///
    /// @param to at least eight bytes of `in` follow it
    /// @return its end
    int read(FseReader reader, Where where, byte[] in, int from, int to)
            throws CorruptImageException {
        if (from >= to) {
            throw corrupt(where, "the end of the block", "the description of a code");
        }
        int first = in[from] & 0xff;
        int begin = from + 1;
        boolean direct = first >= 128;
        int end = begin + (direct ? first - 127 + 1 >> 1 : first);
        if (end > to) {
            throw corrupt(where, "the end of the block", "weights of a code");
        }
        int count;
        if (direct) {
            count = first - 127;
            for (int i = 0; i < count; i++) {
                int two = in[begin + (i >> 1)];
                weights[i] = (byte) ((i & 1) == 0 ? two >> 4 & 0xf : two & 0xf);
            }
        } else {
            count = readWeights(reader, where, in, begin, end);
        }
        build(where, count);
        known = true;
        return end;
    }

    /// {@return how many weights there are} Two states take turns, the first one at even places.
    private int readWeights(FseReader reader, Where where, byte[] in, int from, int to)
            throws CorruptImageException {
        int begin = reader.read(where, in, from, to, MAX_WEIGHT_LOG, WEIGHTS.length);
        reader.tabulate(WEIGHTS, weightTable);
        int log = reader.log();
        long low = 8L * begin;
        long at = endOfBits(where, in, begin, to) - 2L * log;
        if (at < low) {
            throw corrupt(where, "the end of the weights", "two states");
        }
        int mask = (1 << log) - 1;
        int state = (int) bits(in, at + log) & mask;
        int other = (int) bits(in, at) & mask;
        for (int count = 0; count < SYMBOLS - 1; count++) {
            long entry = weightTable[state];
            weights[count] = (byte) (entry >>> WEIGHT);
            int bits = (int) entry & 0xff;
            at -= bits;
            if (at < low) { // the other state is the last one
                if (count + 1 < SYMBOLS - 1) {
                    weights[count + 1] = (byte) (weightTable[other] >>> WEIGHT);
                    return count + 2;
                }
                break;
            }
            state = other;
            other =
                    (int) (entry >>> FseReader.STATE & 0xffff)
                            + ((int) bits(in, at) & (1 << bits) - 1);
        }
        throw corrupt(where, "too many weights", "at most %d".formatted(SYMBOLS - 1));
    }

    private static long bits(byte[] in, long at) {
        return Bytes.getLong(in, (int) (at >>> 3)) >>> (at & 7);
    }

    /// Gives the symbols their places in the table (section 4.2.1.3). The weight of the last one is what is missing.
    private void build(Where where, int count) throws CorruptImageException {
        Arrays.fill(starts, 0);
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int weight = weights[i];
            if (weight > MAX_BITS) {
                throw corrupt(where, "weight " + weight, "at most " + MAX_BITS);
            }
            starts[weight]++;
            sum += 1 << weight >> 1;
        }
        int log = sum == 0 ? 0 : Logarithm.floor(sum) + 1;
        int missing = (1 << log) - sum;
        if (log < 1 || log > MAX_BITS || Integer.bitCount(missing) != 1) {
            throw corrupt(where, "weights with a sum of " + sum, "those of a prefix code");
        }
        weights[count] = (byte) (Logarithm.floor(missing) + 1);
        starts[weights[count]]++;
        if (starts[1] < 2 || (starts[1] & 1) != 0) {
            throw corrupt(where, "%d longest codes".formatted(starts[1]), "an even number of them");
        }
        int next = 0;
        for (int weight = 1; weight <= log; weight++) {
            int start = next;
            next += starts[weight] << weight - 1;
            starts[weight] = start;
        }
        for (int symbol = 0; symbol <= count; symbol++) {
            int weight = weights[symbol];
            if (weight > 0) {
                int start = starts[weight];
                int end = start + (1 << weight - 1);
                Arrays.fill(table, start, end, (short) (symbol << 8 | log + 1 - weight));
                starts[weight] = end;
            }
        }
        shift = Long.SIZE - log;
    }

    /// Expands four streams, each of a quarter of the literals (section 3.1.1.3.1.6).
    ///
    /// @param from of their sizes; at least eight bytes of `in` precede it
    void expandFour(Where where, byte[] in, int from, int to, byte[] out, int count)
            throws CorruptImageException {
        int part = count + 3 >> 2;
        if (to - from < 10 || 3 * part > count) {
            throw corrupt(where, "four streams for %d literals".formatted(count), "fewer");
        }
        int a = from + 6;
        int b = a + size(in, from);
        int c = b + size(in, from + 2);
        int d = c + size(in, from + 4);
        if (d > to) {
            throw corrupt(where, "the end of the block", "the last of four streams");
        }
        int atA = endOfBits(where, in, a, b);
        int atB = endOfBits(where, in, b, c);
        int atC = endOfBits(where, in, c, d);
        int atD = endOfBits(where, in, d, to);
        int together = (count - 3 * part) / AT_ONCE * AT_ONCE;
        int i = 0;
        for (; i < together; i += AT_ONCE) {
            atA = expandSome(in, atA, out, i);
            atB = expandSome(in, atB, out, part + i);
            atC = expandSome(in, atC, out, 2 * part + i);
            atD = expandSome(in, atD, out, 3 * part + i);
            if ((atA - 8 * a | atB - 8 * b | atC - 8 * c | atD - 8 * d) < 0) {
                throw corrupt(where, "the end of a stream", "more literals");
            }
        }
        atA = expandRest(in, a, atA, out, i, part);
        atB = expandRest(in, b, atB, out, part + i, 2 * part);
        atC = expandRest(in, c, atC, out, 2 * part + i, 3 * part);
        atD = expandRest(in, d, atD, out, 3 * part + i, count);
        if ((atA - 8 * a | atB - 8 * b | atC - 8 * c | atD - 8 * d) != 0) {
            throw corrupt(where, "a stream", "one that ends with its literals");
        }
    }

    /// Expands one stream.
    ///
    /// @param from at least eight bytes of `in` precede it
    void expand(Where where, byte[] in, int from, int to, byte[] out, int count)
            throws CorruptImageException {
        int at = endOfBits(where, in, from, to);
        int i = 0;
        for (; i + AT_ONCE <= count && at >= 8 * from; i += AT_ONCE) {
            at = expandSome(in, at, out, i);
        }
        if (expandRest(in, from, at, out, i, count) != 8 * from) {
            throw corrupt(where, "a stream", "one that ends with its literals");
        }
    }

    private static int size(byte[] in, int at) {
        return in[at] & 0xff | (in[at + 1] & 0xff) << 8;
    }

    /// {@return where the bits end that are read backwards: at the highest one that is set, which is none of them}
    static int endOfBits(Where where, byte[] in, int from, int to) throws CorruptImageException {
        int last = to > from ? in[to - 1] & 0xff : 0;
        if (last == 0) {
            throw corrupt(where, "no end of a stream", "one");
        }
        return 8 * (to - 1) + Logarithm.floor(last);
    }

    /// {@return the bits in front of `at`, the last one highest, at least 57}
    private static long before(byte[] in, int at) {
        return Bytes.getLong(in, (at + 7 >>> 3) - Long.BYTES) << (-at & 7);
    }

    /// Reads [#AT_ONCE] literals, the same way for each: shifts by more than 63 bits are shifts by the lowest six of them.
    ///
    /// @return where the bits end that are left
    private int expandSome(byte[] in, int at, byte[] out, int to) {
        short[] codes = table;
        int right = shift;
        long bits = before(in, at);
        int a = codes[(int) (bits >>> right)];
        bits <<= a;
        int b = codes[(int) (bits >>> right)];
        bits <<= b;
        int c = codes[(int) (bits >>> right)];
        bits <<= c;
        int d = codes[(int) (bits >>> right)];
        bits <<= d;
        int e = codes[(int) (bits >>> right)];
        out[to] = (byte) (a >> 8);
        out[to + 1] = (byte) (b >> 8);
        out[to + 2] = (byte) (c >> 8);
        out[to + 3] = (byte) (d >> 8);
        out[to + 4] = (byte) (e >> 8);
        return at - (a + b + c + d + e & 0xff);
    }

    /// Reads the last literals.
    ///
    /// @return where the bits end that are left; -1 if there are not enough
    private int expandRest(byte[] in, int from, int start, byte[] out, int first, int end) {
        int at = start;
        for (int i = first; i < end; i++) {
            if (at <= 8 * from) {
                return -1;
            }
            int entry = table[(int) (before(in, at) >>> shift)];
            out[i] = (byte) (entry >> 8);
            at -= entry & 0xff;
        }
        return at;
    }

    private static CorruptImageException corrupt(Where where, String found, String expected) {
        return new CorruptImageException(where, found, expected);
    }
}
