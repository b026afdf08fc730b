package dev.diskwright.core.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What literals, lengths and distances are estimated to cost, in bits with [Logarithm#SCALE] fractional ones, from how
/// often they came before.
final class ZstdPrices {
    private static final int LITERALS = 256;
    private static final int MOST_LENGTH = 128; // lengths and runs whose code is looked up

    private final int[] literalCounts = new int[LITERALS];
    private final int[] runCounts = new int[ZstdCodes.RUNS];
    private final int[] lengthCounts = new int[ZstdCodes.LENGTHS];
    private final int[] distanceCounts = new int[ZstdCodes.DISTANCES];

    /// Of each literal.
    final int[] literals = new int[LITERALS];

    private final int[] runs = new int[ZstdCodes.RUNS];
    private final int[] lengthCodes = new int[ZstdCodes.LENGTHS];
    private final int[] distances = new int[ZstdCodes.DISTANCES];

    /// Of the shortest runs.
    final int[] runPrices = new int[MOST_LENGTH];

    /// Of the shortest lengths.
    final int[] lengthPrices = new int[MOST_LENGTH + ZstdCodes.MIN_MATCH];

    /// Begins a frame: frequencies that everybody knows, and literals as often as bytes are.
    void reset(byte[] bytes, int from, int to) {
        usual(runCounts, ZstdCodes.USUAL_RUNS);
        usual(lengthCounts, ZstdCodes.USUAL_LENGTHS);
        usual(distanceCounts, ZstdCodes.USUAL_DISTANCES);
        Arrays.fill(literalCounts, 1);
        for (int i = from; i < to; i++) {
            literalCounts[bytes[i] & 0xff] += 2;
        }
        update();
    }

    private static void usual(int[] counts, int[] known) {
        Arrays.fill(counts, 1);
        for (int i = 0; i < known.length; i++) {
            counts[i] += 8 * Math.max(1, known[i]);
        }
    }

    /// Begins to count anew; what was counted before still weighs a little.
    void fade() {
        fade(literalCounts, 4);
        fade(runCounts, 4);
        fade(lengthCounts, 4);
        fade(distanceCounts, 4);
    }

    private static void fade(int[] counts, int shift) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 1 + (counts[i] >>> shift);
        }
    }

    void countLiteral(int literal) {
        literalCounts[literal]++;
    }

    /// @param distanceValue what stands for the distance, 1 to 3 for one that is remembered
    void countSequence(int run, int length, int distanceValue) {
        runCounts[runCode(run)]++;
        lengthCounts[lengthCode(length)]++;
        distanceCounts[Logarithm.floor(distanceValue)]++;
    }

    /// Makes prices of what was counted.
    void update() {
        price(literalCounts, literals, null);
        price(runCounts, runs, ZstdCodes.RUN_EXTRA);
        price(lengthCounts, lengthCodes, ZstdCodes.LENGTH_EXTRA);
        price(distanceCounts, distances, null);
        for (int code = 0; code < distances.length; code++) {
            distances[code] += code << Logarithm.SCALE;
        }
        for (int i = 0; i < runPrices.length; i++) {
            runPrices[i] = runs[runCode(i)];
        }
        for (int i = ZstdCodes.MIN_MATCH; i < lengthPrices.length; i++) {
            lengthPrices[i] = lengthCodes[lengthCode(i)];
        }
    }

    private static void price(int[] counts, int[] prices, byte @Nullable [] extra) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        int all = Logarithm.of(sum);
        for (int i = 0; i < counts.length; i++) {
            int bits = Math.max(1 << Logarithm.SCALE - 1, all - Logarithm.of(counts[i]));
            prices[i] = bits + (extra == null ? 0 : extra[i] << Logarithm.SCALE);
        }
    }

    private static int runCode(int run) {
        return run < 64 ? ZstdBlock.runCode(run) : Logarithm.floor(run) + 19;
    }

    private static int lengthCode(int length) {
        int value = length - ZstdCodes.MIN_MATCH;
        return value < 128 ? ZstdBlock.lengthCode(value) : Logarithm.floor(value) + 36;
    }

    int run(int run) {
        return run < MOST_LENGTH ? runPrices[run] : runs[runCode(run)];
    }

    int length(int length) {
        return length < lengthPrices.length
                ? lengthPrices[length]
                : lengthCodes[lengthCode(length)];
    }

    /// @param distanceValue what stands for the distance, 1 to 3 for one that is remembered
    int distance(int distanceValue) {
        return distances[Logarithm.floor(distanceValue)];
    }
}
