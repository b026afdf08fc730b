package dev.diskwright.core.codec;

import java.util.Arrays;

/// Writes the sequences section of a zstd block (RFC 8878, section 3.1.1.3.2): the codes of literal runs, lengths and
/// distances, each with a finite state code of its own, and their extra bits.
final class ZstdBlock {
    private static final int PREDEFINED = 0;
    private static final int RUN = 1;
    private static final int COMPRESSED = 2;
    private static final int DESCRIPTION =
            24 << Logarithm.SCALE; // bits of a code's fixed part, roughly
    private static final int SYMBOL = 5 << Logarithm.SCALE; // bits to describe one symbol, roughly

    private static final byte[] RUN_CODE = codes(ZstdCodes.RUN_BASE, 64);
    private static final byte[] LENGTH_CODE = codes(ZstdCodes.LENGTH_BASE, 128);

    /// {@return the code of each of the smallest values}
    private static byte[] codes(int[] bases, int count) {
        byte[] codes = new byte[count];
        int code = 0;
        for (int value = 0; value < count; value++) {
            while (code + 1 < bases.length && bases[code + 1] <= value) {
                code++;
            }
            codes[value] = (byte) code;
        }
        return codes;
    }

    /// {@return the code of a run of literals, 0 to 63}
    static int runCode(int run) {
        return RUN_CODE[run];
    }

    /// {@return the code of a copy's length less the shortest, 0 to 127}
    static int lengthCode(int length) {
        return LENGTH_CODE[length];
    }

    private final Field runs =
            new Field(
                    ZstdCodes.RUNS,
                    ZstdCodes.RUN_LOG,
                    FseCode.predefined(ZstdCodes.USUAL_RUN_LOG, ZstdCodes.USUAL_RUNS));
    private final Field distances =
            new Field(
                    ZstdCodes.DISTANCES,
                    ZstdCodes.DISTANCE_LOG,
                    FseCode.predefined(ZstdCodes.USUAL_DISTANCE_LOG, ZstdCodes.USUAL_DISTANCES));
    private final Field lengths =
            new Field(
                    ZstdCodes.LENGTHS,
                    ZstdCodes.LENGTH_LOG,
                    FseCode.predefined(ZstdCodes.USUAL_LENGTH_LOG, ZstdCodes.USUAL_LENGTHS));
    private byte[] runCodes = new byte[1 << 10];
    private byte[] lengthCodes = new byte[1 << 10];
    private byte[] distanceCodes = new byte[1 << 10];
    private int[] distanceValues = new int[1 << 10];

    // the last distances, as decoders remember them from block to block
    private final int[] repeated = new int[ZstdCodes.REPEATED];
    private final int[] kept = new int[ZstdCodes.REPEATED];

    /// One of the three things that sequences consist of.
    private static final class Field {
        final FseCode predefined;
        final FseCode own;
        final int[] counts;
        FseCode chosen;
        int mode;
        int only; // the symbol of a run

        Field(int codes, int maxLog, FseCode predefined) {
            this.predefined = predefined;
            own = new FseCode(codes, maxLog);
            counts = new int[codes];
            chosen = predefined;
        }

        void choose(byte[] codes, int count) {
            Arrays.fill(counts, 0);
            for (int i = 0; i < count; i++) {
                counts[codes[i]]++;
            }
            int used = 0;
            for (int it : counts) {
                used += it > 0 ? 1 : 0;
            }
            only = codes[0];
            if (used == 1) {
                boolean cheap = count <= 2 && predefined.cost(counts) != Long.MAX_VALUE;
                mode = cheap ? PREDEFINED : RUN;
                chosen = predefined;
                return;
            }
            own.build(counts, count);
            long description = DESCRIPTION + (long) used * SYMBOL;
            boolean isOwn = own.cost(counts) + description < predefined.cost(counts);
            mode = isOwn ? COMPRESSED : PREDEFINED;
            chosen = isOwn ? own : predefined;
        }

        void describe(BitWriter to) {
            if (mode == RUN) {
                to.write(only, 8);
            } else if (mode == COMPRESSED) {
                own.describe(to);
            }
        }
    }

    /// Forgets the distances of the frame before.
    void reset() {
        repeated[0] = 1;
        repeated[1] = 4;
        repeated[2] = 8;
    }

    /// Keeps the distances as they are now, for [#forget].
    void remember() {
        System.arraycopy(repeated, 0, kept, 0, kept.length);
    }

    /// Takes back what the block that was written last did to the distances.
    void forget() {
        System.arraycopy(kept, 0, repeated, 0, kept.length);
    }

    void write(BitWriter to, ZstdSequences it) {
        int count = it.count();
        if (count < 128) {
            to.write(count, 8);
        } else if (count < 0x7f00) {
            to.write(count >> 8 | 0x80 | (count & 0xff) << 8, 16);
        } else {
            to.write(0xff | (long) count - 0x7f00 << 8, 24);
        }
        if (count == 0) {
            return;
        }
        makeCodes(it);
        runs.choose(runCodes, count);
        distances.choose(distanceCodes, count);
        lengths.choose(lengthCodes, count);
        to.write(runs.mode << 6 | distances.mode << 4 | lengths.mode << 2, 8);
        runs.describe(to);
        distances.describe(to);
        lengths.describe(to);
        writeSequences(to, it, count);
    }

    private void makeCodes(ZstdSequences it) {
        int count = it.count();
        if (runCodes.length < count) {
            runCodes = new byte[2 * count];
            lengthCodes = new byte[2 * count];
            distanceCodes = new byte[2 * count];
            distanceValues = new int[2 * count];
        }
        for (int i = 0; i < count; i++) {
            int run = it.runs[i];
            runCodes[i] = run < 64 ? RUN_CODE[run] : (byte) (Logarithm.floor(run) + 19);
            int length = it.lengths[i] - ZstdCodes.MIN_MATCH;
            lengthCodes[i] =
                    length < 128 ? LENGTH_CODE[length] : (byte) (Logarithm.floor(length) + 36);
            int value = distanceValue(it.distances[i], run == 0);
            distanceValues[i] = value;
            distanceCodes[i] = (byte) Logarithm.floor(value);
        }
    }

    /// {@return what stands for a distance: 1 to 3 for one of those remembered (section 3.1.1.5)}
    ///
    /// @param shifted whether no literals come before, so that the first one cannot be meant
    private int distanceValue(int distance, boolean shifted) {
        int first = repeated[0];
        int second = repeated[1];
        int third = repeated[2];
        if (shifted) {
            if (distance == second) {
                remember(second, first, third);
                return 1;
            }
            if (distance == third) {
                remember(third, first, second);
                return 2;
            }
            if (distance == first - 1) {
                remember(distance, first, second);
                return 3;
            }
        } else {
            if (distance == first) {
                return 1;
            }
            if (distance == second) {
                remember(second, first, third);
                return 2;
            }
            if (distance == third) {
                remember(third, first, second);
                return 3;
            }
        }
        remember(distance, first, second);
        return distance + ZstdCodes.REPEATED;
    }

    private void remember(int latest, int before, int earliest) {
        repeated[0] = latest;
        repeated[1] = before;
        repeated[2] = earliest;
    }

    /// From the last sequence to the first, as decoders read backwards (section 3.1.1.3.2.1.2).
    private void writeSequences(BitWriter to, ZstdSequences it, int count) {
        FseCode runCode = runs.chosen;
        FseCode distanceCode = distances.chosen;
        FseCode lengthCode = lengths.chosen;
        boolean coded = runs.mode != RUN;
        boolean distanceCoded = distances.mode != RUN;
        boolean lengthCoded = lengths.mode != RUN;
        int last = count - 1;
        int runState = coded ? runCode.first(runCodes[last]) : 0;
        int distanceState = distanceCoded ? distanceCode.first(distanceCodes[last]) : 0;
        int lengthState = lengthCoded ? lengthCode.first(lengthCodes[last]) : 0;
        byte[] out = to.out;
        int at = to.at;
        long bits = to.bits;
        int filled = to.count;
        for (int i = last; i >= 0; i--) {
            int run = runCodes[i];
            int length = lengthCodes[i];
            int distance = distanceCodes[i];
            if (i < last) { // up to 8, 9 and 9 bits
                if (distanceCoded) {
                    int number = distanceCode.bits(distanceState, distance);
                    bits |= (distanceState & (1L << number) - 1) << filled;
                    filled += number;
                    distanceState = distanceCode.next(distanceState, distance, number);
                }
                if (lengthCoded) {
                    int number = lengthCode.bits(lengthState, length);
                    bits |= (lengthState & (1L << number) - 1) << filled;
                    filled += number;
                    lengthState = lengthCode.next(lengthState, length, number);
                }
                if (coded) {
                    int number = runCode.bits(runState, run);
                    bits |= (runState & (1L << number) - 1) << filled;
                    filled += number;
                    runState = runCode.next(runState, run, number);
                }
                Bytes.putLong(out, at, bits);
                at += filled >>> 3;
                bits >>>= filled & ~7;
                filled &= 7;
            }
            bits |=
                    (long) (it.runs[i] - ZstdCodes.RUN_BASE[run])
                            << filled; // up to 16, 16 and 17 bits
            filled += ZstdCodes.RUN_EXTRA[run];
            bits |=
                    (long) (it.lengths[i] - ZstdCodes.MIN_MATCH - ZstdCodes.LENGTH_BASE[length])
                            << filled;
            filled += ZstdCodes.LENGTH_EXTRA[length];
            bits |= (long) (distanceValues[i] - (1 << distance)) << filled;
            filled += distance;
            Bytes.putLong(out, at, bits);
            at += filled >>> 3;
            bits >>>= filled & ~7;
            filled &= 7;
        }
        to.at = at;
        to.bits = bits;
        to.count = filled;
        end(to, lengthCoded, lengthCode, lengthState);
        end(to, distanceCoded, distanceCode, distanceState);
        end(to, coded, runCode, runState);
        to.write(1, 1);
        to.align();
    }

    private static void end(BitWriter to, boolean coded, FseCode code, int state) {
        if (coded) {
            to.write(state & (1 << code.log()) - 1, code.log());
        }
    }
}
