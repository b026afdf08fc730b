package dev.diskwright.core.codec;

import java.util.Arrays;

/// Writes one block (RFC 1951, section 3.2.3) in whichever of the three ways is shortest.
final class BlockWriter {
    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;
    private static final int MAX_STORED = 65_535; // bytes of a stored block
    private static final int LENGTH_CODES = 19; // symbols that describe code lengths
    private static final int MAX_LENGTH_CODE = 7; // bits
    private static final byte[] LENGTH_CODE_ORDER = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
    };
    private static final int COPY = 16;
    private static final int ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int COUNT = 24; // entries: where the number of bits begins
    private static final long BITS = (1L << COUNT) - 1;
    private static final int LITERALS_ONLY = MatchFinder.LONG_RUN << 23;

    private final HuffmanCode literals = new HuffmanCode(Symbols.LITERALS, 15);
    private final HuffmanCode distances = new HuffmanCode(Symbols.DISTANCES, 15);
    private final HuffmanCode lengthCode = new HuffmanCode(LENGTH_CODES, MAX_LENGTH_CODE);
    private final int[] lengthCounts = new int[LENGTH_CODES];
    private final int[] runs =
            new int[Symbols.LITERALS + Symbols.DISTANCES]; // code, extra bits above
    private int runCount;
    private int literalsUsed;
    private int distancesUsed;
    private int lengthCodesUsed;

    // what the inner loop looks up: bits of the code, and above them their number
    private final int[] literalEntries = new int[Symbols.LITERALS];
    private final int[] lengthEntries = new int[256]; // extra bits included, by length less three
    private final int[] distanceEntries = new int[Symbols.DISTANCES];

    /// Writes the block, or nothing if it would not end at or before `limit`.
    ///
    /// @param last whether the stream ends with it
    /// @return whether it was written
    boolean write(BitWriter to, boolean last, byte[] in, int[] sequences, Block block, int limit) {
        int[] counts = block.counts();
        literals.build(counts, 0);
        distances.build(counts, Symbols.DISTANCE);
        long extra = extraBits(counts);
        long dynamic = 3 + describe() + extra + payload(counts);
        long fixed = 3 + extra + fixedPayload(counts);
        long stored = storedBits(to, block.to() - block.from());
        long smallest = Math.min(stored, Math.min(dynamic, fixed));
        if (8L * (to.at - (long) limit) + to.count + smallest > 0) {
            return false;
        }
        if (stored == smallest) {
            writeStored(to, last, in, block.from(), block.to());
            return true;
        }
        to.write((dynamic == smallest ? DYNAMIC : FIXED) << 1 | (last ? 1 : 0), 3);
        if (dynamic == smallest) {
            writeDescription(to);
        } else {
            useFixed();
        }
        fillEntries();
        writeSymbols(to, in, sequences, block);
        return true;
    }

    private static long extraBits(int[] counts) {
        long bits = 0;
        for (int i = 8; i < 28; i++) {
            bits += (long) counts[Symbols.LENGTH + i] * Symbols.lengthExtra(i);
        }
        for (int i = 4; i < Symbols.DISTANCES; i++) {
            bits += (long) counts[Symbols.DISTANCE + i] * Symbols.distanceExtra(i);
        }
        return bits;
    }

    private long payload(int[] counts) {
        long bits = 0;
        for (int i = 0; i < Symbols.LITERALS; i++) {
            bits += (long) counts[i] * literals.lengths[i];
        }
        for (int i = 0; i < Symbols.DISTANCES; i++) {
            bits += (long) counts[Symbols.DISTANCE + i] * distances.lengths[i];
        }
        return bits;
    }

    private static long fixedPayload(int[] counts) {
        long bits = 0;
        for (int i = 0; i < Symbols.LITERALS; i++) {
            bits += (long) counts[i] * fixedLength(i);
        }
        for (int i = 0; i < Symbols.DISTANCES; i++) {
            bits += 5L * counts[Symbols.DISTANCE + i];
        }
        return bits;
    }

    private static int fixedLength(int symbol) {
        return symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
    }

    private static long storedBits(BitWriter to, int length) {
        int padding = -(to.count + 3) & 7;
        long blocks = Math.max(1, Math.ceilDiv(length, MAX_STORED));
        return 3 + padding + 32 + (blocks - 1) * 40 + 8L * length;
    }

    private static void writeStored(BitWriter to, boolean last, byte[] in, int from, int end) {
        int at = from;
        do {
            int size = Math.min(end - at, MAX_STORED);
            to.write(STORED << 1 | (last && at + size == end ? 1 : 0), 3);
            to.align();
            to.write(size | (~size & 0xffffL) << 16, 32);
            to.bytes(in, at, size);
            at += size;
        } while (at < end);
    }

    /// Writes an empty stored block, which ends on a byte.
    void writeEmpty(BitWriter to) {
        writeStored(to, false, to.out, 0, 0);
    }

    /// Makes the code that the two codes' lengths are written with (section 3.2.7).
    ///
    /// @return the bits that the description takes
    private long describe() {
        literalsUsed = used(literals.lengths, Symbols.LENGTH);
        distancesUsed = used(distances.lengths, 1);
        Arrays.fill(lengthCounts, 0);
        runCount = 0;
        int previous = -1;
        int total = literalsUsed + distancesUsed;
        for (int i = 0; i < total; ) {
            int value = codeLength(i);
            int run = 1;
            while (i + run < total && codeLength(i + run) == value) {
                run++;
            }
            i += run;
            addRuns(value, run, previous);
            previous = value;
        }
        lengthCode.build(lengthCounts, 0);
        lengthCodesUsed = LENGTH_CODES;
        while (lengthCodesUsed > 4
                && lengthCode.lengths[LENGTH_CODE_ORDER[lengthCodesUsed - 1]] == 0) {
            lengthCodesUsed--;
        }
        long bits = 14 + 3L * lengthCodesUsed;
        for (int i = 0; i < LENGTH_CODES; i++) {
            bits += (long) lengthCounts[i] * (lengthCode.lengths[i] + runExtra(i));
        }
        return bits;
    }

    private int codeLength(int i) {
        return i < literalsUsed ? literals.lengths[i] : distances.lengths[i - literalsUsed];
    }

    private static int used(int[] lengths, int least) {
        int used = lengths.length;
        while (used > least && lengths[used - 1] == 0) {
            used--;
        }
        return used;
    }

    private static int runExtra(int code) {
        return switch (code) {
            case COPY -> 2;
            case ZEROS -> 3;
            case MANY_ZEROS -> 7;
            default -> 0;
        };
    }

    private void addRuns(int value, int run, int previous) {
        int left = run;
        if (value == 0) {
            while (left >= 11) {
                int zeros = Math.min(left, 138);
                addRun(MANY_ZEROS, zeros - 11);
                left -= zeros;
            }
            if (left >= 3) {
                addRun(ZEROS, left - 3);
                left = 0;
            }
        } else {
            if (value != previous) {
                addRun(value, 0);
                left--;
            }
            while (left >= 3) {
                int copies = Math.min(left, 6);
                addRun(COPY, copies - 3);
                left -= copies;
            }
        }
        for (; left > 0; left--) {
            addRun(value, 0);
        }
    }

    private void addRun(int code, int extra) {
        runs[runCount++] = extra << 8 | code;
        lengthCounts[code]++;
    }

    private void writeDescription(BitWriter to) {
        to.write(literalsUsed - 257, 5);
        to.write(distancesUsed - 1, 5);
        to.write(lengthCodesUsed - 4, 4);
        for (int i = 0; i < lengthCodesUsed; i++) {
            to.write(lengthCode.lengths[LENGTH_CODE_ORDER[i]], 3);
        }
        for (int i = 0; i < runCount; i++) {
            int code = runs[i] & 0xff;
            int length = lengthCode.lengths[code];
            to.write(
                    lengthCode.codes[code] | (long) (runs[i] >>> 8) << length,
                    length + runExtra(code));
        }
    }

    private void useFixed() {
        int[] lengths = new int[Symbols.LITERALS];
        Arrays.setAll(lengths, BlockWriter::fixedLength);
        literals.use(lengths);
        Arrays.fill(lengths, 0, Symbols.DISTANCES, 5);
        distances.use(lengths);
    }

    private void fillEntries() {
        for (int i = 0; i < Symbols.LITERALS; i++) {
            literalEntries[i] = literals.lengths[i] << COUNT | literals.codes[i];
        }
        for (int i = 0; i < 256; i++) {
            int code = Symbols.lengthCode(i);
            int entry = literalEntries[Symbols.LENGTH + code];
            int length = entry >>> COUNT;
            int extra = i - Symbols.lengthBase(code);
            lengthEntries[i] = entry + (Symbols.lengthExtra(code) << COUNT) | extra << length;
        }
        for (int i = 0; i < Symbols.DISTANCES; i++) {
            distanceEntries[i] = distances.lengths[i] << COUNT | distances.codes[i];
        }
    }

    private void writeSymbols(BitWriter to, byte[] in, int[] sequences, Block block) {
        byte[] out = to.out;
        int at = to.at;
        long bits = to.bits;
        int count = to.count;
        int next = block.from();
        for (int i = block.first(); i <= block.end(); i++) {
            boolean tail = i == block.end();
            int sequence = tail ? LITERALS_ONLY : sequences[i];
            int stop = tail ? block.to() : next + MatchFinder.literals(sequence);
            do { // three without a branch, 45 bits: most often there are fewer, and no telling how
                // many
                int left = stop - next;
                int a = literalEntries[in[next] & 0xff] & -left >> 31;
                int b = literalEntries[in[next + 1] & 0xff] & 1 - left >> 31;
                int c = literalEntries[in[next + 2] & 0xff] & 2 - left >> 31;
                next += 3;
                bits |= (a & BITS) << count;
                count += a >>> COUNT;
                bits |= (b & BITS) << count;
                count += b >>> COUNT;
                bits |= (c & BITS) << count;
                count += c >>> COUNT;
                Bytes.putLong(out, at, bits);
                at += count >>> 3;
                bits >>>= count & ~7;
                count &= 7;
            } while (next < stop);
            next = stop;
            if (MatchFinder.literals(sequence) == MatchFinder.LONG_RUN) {
                continue;
            }
            int length =
                    MatchFinder.lengthIndex(
                            sequence); // 20 bits with the extra ones, 28 for the distance
            int distance = MatchFinder.distanceIndex(sequence);
            int code = Symbols.distanceCode(distance);
            int a = lengthEntries[length];
            bits |= (a & BITS) << count;
            count += a >>> COUNT;
            int b = distanceEntries[code];
            bits |= (b & BITS) << count;
            count += b >>> COUNT;
            bits |= (long) (distance - Symbols.distanceBase(code)) << count;
            count += Symbols.distanceExtra(code);
            Bytes.putLong(out, at, bits);
            at += count >>> 3;
            bits >>>= count & ~7;
            count &= 7;
            next += length + MatchFinder.MIN_MATCH;
        }
        to.at = at;
        to.bits = bits;
        to.count = count;
        int end = literalEntries[Symbols.END_OF_BLOCK];
        to.write(end & BITS, end >>> COUNT);
    }
}
