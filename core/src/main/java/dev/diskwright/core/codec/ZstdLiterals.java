package dev.diskwright.core.codec;

import java.util.Arrays;

/// Writes the literals section of a zstd block (RFC 8878, section 3.1.1.3.1): as they are, as one byte repeated, or with
/// a Huffman code.
final class ZstdLiterals {
    private static final int RAW = 0;
    private static final int RUN = 1;
    private static final int COMPRESSED = 2;
    private static final int MAX_BITS = 11;
    private static final int MAX_WEIGHT_LOG = 6;
    private static final int FEW = 64; // literals that no code is made for
    private static final int ONE_STREAM = 256; // literals from which on there are four
    private static final int MOST_DIRECT = 128; // weights

    private final HuffmanCode code = new HuffmanCode(256, MAX_BITS);
    private final FseCode weightCode = new FseCode(MAX_BITS + 1, MAX_WEIGHT_LOG);
    private final int[] counts = new int[4 * 256];
    private final int[] weightCounts = new int[MAX_BITS + 1];
    private final int[] perLength = new int[MAX_BITS + 2];
    private final int[] entries = new int[256];
    private final byte[] weights = new byte[256];

    void write(BitWriter to, byte[] literals, int count) {
        int largest = count(literals, count);
        if (count > 1 && largest == count) {
            header(to, RUN, count);
            to.write(literals[0] & 0xff, 8);
            return;
        }
        int start = to.at;
        if (count < FEW || largest <= (count >> 7) + 4 || !compress(to, literals, count)) {
            to.at = start;
            header(to, RAW, count);
            to.bytes(literals, 0, count);
        }
    }

    private static void header(BitWriter to, int type, int count) {
        if (count < 32) {
            to.write(count << 3 | type, 8);
        } else if (count < 4096) {
            to.write(count << 4 | 1 << 2 | type, 16);
        } else {
            to.write(count << 4 | 3 << 2 | type, 24);
        }
    }

    /// {@return how often the most frequent one occurs}
    private int count(byte[] literals, int length) {
        Arrays.fill(counts, 0);
        int i = 0;
        for (; i + 4 <= length; i += 4) { // in four tables, as a run would wait for itself in one
            int word = Bytes.getInt(literals, i);
            counts[word & 0xff]++;
            counts[256 + (word >>> 8 & 0xff)]++;
            counts[512 + (word >>> 16 & 0xff)]++;
            counts[768 + (word >>> 24)]++;
        }
        for (; i < length; i++) {
            counts[literals[i] & 0xff]++;
        }
        int largest = 0;
        for (int symbol = 0; symbol < 256; symbol++) {
            counts[symbol] += counts[256 + symbol] + counts[512 + symbol] + counts[768 + symbol];
            largest = Math.max(largest, counts[symbol]);
        }
        return largest;
    }

    /// {@return whether it became smaller}
    private boolean compress(BitWriter to, byte[] literals, int count) {
        code.build(counts, 0);
        long bits = 0;
        for (int i = 0; i < 256; i++) {
            bits += (long) counts[i] * code.lengths[i];
        }
        if (bits / 8 + 32 >= count) {
            return false;
        }
        boolean single = count < ONE_STREAM;
        int headerBytes = single ? 3 : count < 1024 ? 3 : count < 1 << 14 ? 4 : 5;
        int start = to.at;
        to.at += headerBytes;
        if (!describe(to)) {
            return false;
        }
        makeEntries();
        if (single) {
            writeStream(to, literals, 0, count);
        } else {
            int sizes = to.at;
            to.at += 6;
            int part = count + 3 >> 2;
            for (int i = 0; i < 4; i++) {
                int begin = to.at;
                writeStream(to, literals, i * part, Math.min(count, (i + 1) * part));
                if (i < 3) {
                    to.out[sizes + 2 * i] = (byte) (to.at - begin);
                    to.out[sizes + 2 * i + 1] = (byte) (to.at - begin >>> 8);
                }
            }
        }
        int size = to.at - start - headerBytes;
        if (size + headerBytes >= count) {
            return false;
        }
        int format = single ? 0 : headerBytes - 2;
        int sizeBits = format <= 1 ? 10 : format == 2 ? 14 : 18;
        long header = COMPRESSED | format << 2 | (long) count << 4 | (long) size << 4 + sizeBits;
        for (int i = 0; i < headerBytes; i++) {
            to.out[start + i] = (byte) (header >>> 8 * i);
        }
        return true;
    }

    /// Writes the weights of the code (section 4.2.1).
    ///
    /// @return whether they can be
    private boolean describe(BitWriter to) {
        int last = 255;
        while (code.lengths[last] == 0) {
            last--;
        }
        int longest = 0;
        for (int i = 0; i <= last; i++) {
            longest = Math.max(longest, code.lengths[i]);
        }
        Arrays.fill(weightCounts, 0);
        int different = 0;
        for (int i = 0; i < last; i++) { // that of the last one follows from the others
            int length = code.lengths[i];
            weights[i] = (byte) (length == 0 ? 0 : longest + 1 - length);
            different += weightCounts[weights[i]]++ == 0 ? 1 : 0;
        }
        int start = to.at;
        if (different > 1 && last > 2) {
            to.at++;
            weightCode.build(weightCounts, last);
            weightCode.describe(to);
            encodeWeights(to, last);
            int size = to.at - start - 1;
            if (size < MOST_DIRECT && (last > MOST_DIRECT || size < last + 1 >> 1)) {
                to.out[start] = (byte) size;
                return true;
            }
            to.at = start;
        }
        if (last > MOST_DIRECT) {
            return false;
        }
        to.write(127 + last, 8);
        for (int i = 0; i < last; i += 2) {
            to.write(weights[i] << 4 | (i + 1 < last ? weights[i + 1] : 0), 8);
        }
        return true;
    }

    /// Two states take turns, the first one at even places.
    private void encodeWeights(BitWriter to, int count) {
        int[] states = {0, 0};
        for (int i = count - 1; i >= 0; i--) {
            int weight = weights[i];
            int state = states[i & 1];
            if (i >= count - 2) {
                states[i & 1] = weightCode.first(weight);
            } else {
                int bits = weightCode.bits(state, weight);
                to.write(state & (1 << bits) - 1, bits);
                states[i & 1] = weightCode.next(state, weight, bits);
            }
        }
        int mask = (1 << weightCode.log()) - 1;
        to.write(states[1] & mask, weightCode.log());
        to.write(states[0] & mask, weightCode.log());
        to.write(1, 1);
        to.align();
    }

    /// Codes are given out from the longest on, each length in the order of symbols (section 4.2.1.3).
    private void makeEntries() {
        Arrays.fill(perLength, 0);
        for (int length : code.lengths) {
            perLength[length]++;
        }
        int next = 0;
        for (int bits = MAX_BITS; bits > 0; bits--) {
            int first = next;
            next = next + perLength[bits] >> 1;
            perLength[bits] = first;
        }
        for (int i = 0; i < 256; i++) {
            int bits = code.lengths[i];
            entries[i] = bits == 0 ? 0 : bits << 16 | perLength[bits]++;
        }
    }

    /// Writes literals from the last to the first, as decoders read backwards.
    private void writeStream(BitWriter to, byte[] literals, int from, int end) {
        byte[] out = to.out;
        int at = to.at;
        long bits = 0;
        int count = 0;
        int next = end;
        while (next - from >= 4) { // 44 bits
            int word = Bytes.getInt(literals, next - 4);
            next -= 4;
            int d = entries[word >>> 24];
            int c = entries[word >>> 16 & 0xff];
            int b = entries[word >>> 8 & 0xff];
            int a = entries[word & 0xff];
            bits |= (d & 0xffffL) << count;
            count += d >>> 16;
            bits |= (c & 0xffffL) << count;
            count += c >>> 16;
            bits |= (b & 0xffffL) << count;
            count += b >>> 16;
            bits |= (a & 0xffffL) << count;
            count += a >>> 16;
            Bytes.putLong(out, at, bits);
            at += count >>> 3;
            bits >>>= count & ~7;
            count &= 7;
        }
        to.at = at;
        to.bits = bits;
        to.count = count;
        while (next > from) {
            int entry = entries[literals[--next] & 0xff];
            to.write(entry & 0xffff, entry >>> 16);
        }
        to.write(1, 1);
        to.align();
    }
}
