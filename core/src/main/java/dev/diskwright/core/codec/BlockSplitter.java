package dev.diskwright.core.codec;

import java.util.Arrays;

/// Decides where blocks begin: counts the symbols of small pieces, then joins neighbours as long as one code for both
/// is estimated to cost less than two.
final class BlockSplitter {
    static final int PIECE = 8192; // bytes
    static final int MAX_PIECES = 8;

    private static final int SCALE = Logarithm.SCALE;
    private static final int HEADER = 60 << SCALE; // bits of a block's fixed part, roughly
    private static final int SYMBOL =
            4 << SCALE; // bits to describe the code of one symbol, roughly

    private final int[][] counts = new int[MAX_PIECES][Symbols.COUNTED];
    private final int[] sum = new int[Symbols.COUNTED];
    private final long[] costs = new long[MAX_PIECES];
    private final long[] joined = new long[MAX_PIECES]; // cost of a piece with the next
    private final int[] ends = new int[MAX_PIECES]; // index of sequences
    private final int[] stops = new int[MAX_PIECES]; // behind the last byte
    private int start;
    private int pieces;

    /// Splits what `sequences` describe, and the literals behind them.
    ///
    /// @return the number of blocks
    int split(byte[] in, int from, int to, int[] sequences, int count) {
        start = from;
        pieces = 0;
        int at = from;
        int first = from;
        Arrays.fill(counts[0], 0);
        for (int i = 0; i < count; i++) {
            int sequence = sequences[i];
            int literals = MatchFinder.literals(sequence);
            int[] current = counts[pieces];
            int end = at + literals;
            do { // three without a branch: most often there are fewer, and no telling how many
                int left = end - at;
                current[in[at] & 0xff] -= -left >> 31;
                current[in[at + 1] & 0xff] -= 1 - left >> 31;
                current[in[at + 2] & 0xff] -= 2 - left >> 31;
                at += 3;
            } while (at < end);
            at = end;
            if (literals != MatchFinder.LONG_RUN) {
                int index = MatchFinder.lengthIndex(sequence);
                current[Symbols.LENGTH + Symbols.lengthCode(index)]++;
                current[
                        Symbols.DISTANCE
                                + Symbols.distanceCode(MatchFinder.distanceIndex(sequence))]++;
                at += index + MatchFinder.MIN_MATCH;
            }
            if (at - first >= PIECE && pieces < MAX_PIECES - 1) {
                endPiece(i + 1, at);
                first = at;
            }
        }
        int[] current = counts[pieces];
        for (; at < to; at++) {
            current[in[at] & 0xff]++;
        }
        if (to > first || pieces == 0) {
            endPiece(count, to);
        } else {
            ends[pieces - 1] = count;
        }
        join();
        return pieces;
    }

    /// {@return a block; valid until the next split}
    Block block(int i) {
        return new Block(
                i == 0 ? start : stops[i - 1],
                stops[i],
                i == 0 ? 0 : ends[i - 1],
                ends[i],
                counts[i]);
    }

    private void endPiece(int end, int stop) {
        counts[pieces][Symbols.END_OF_BLOCK] = 1;
        ends[pieces] = end;
        stops[pieces] = stop;
        pieces++;
        if (pieces < MAX_PIECES) {
            Arrays.fill(counts[pieces], 0);
        }
    }

    private void join() {
        for (int i = 0; i < pieces; i++) {
            costs[i] = cost(counts[i]);
        }
        for (int i = 0; i + 1 < pieces; i++) {
            joined[i] = together(i);
        }
        while (pieces > 1) {
            int best = 0;
            long most = Long.MIN_VALUE;
            for (int i = 0; i + 1 < pieces; i++) {
                long saved = costs[i] + costs[i + 1] - joined[i];
                if (saved > most) {
                    most = saved;
                    best = i;
                }
            }
            if (most < 0) {
                return;
            }
            joinWithNext(best);
        }
    }

    private void joinWithNext(int i) {
        int[] gone = counts[i + 1];
        for (int symbol = 0; symbol < Symbols.COUNTED; symbol++) {
            counts[i][symbol] += gone[symbol];
        }
        counts[i][Symbols.END_OF_BLOCK] = 1;
        costs[i] = joined[i];
        ends[i] = ends[i + 1];
        stops[i] = stops[i + 1];
        int behind = pieces - i - 2;
        System.arraycopy(counts, i + 2, counts, i + 1, behind);
        System.arraycopy(costs, i + 2, costs, i + 1, behind);
        System.arraycopy(ends, i + 2, ends, i + 1, behind);
        System.arraycopy(stops, i + 2, stops, i + 1, behind);
        System.arraycopy(joined, i + 2, joined, i + 1, behind);
        pieces--;
        counts[pieces] = gone;
        if (i + 1 < pieces) {
            joined[i] = together(i);
        }
        if (i > 0) {
            joined[i - 1] = together(i - 1);
        }
    }

    private long together(int i) {
        int[] a = counts[i];
        int[] b = counts[i + 1];
        for (int symbol = 0; symbol < Symbols.COUNTED; symbol++) {
            sum[symbol] = a[symbol] + b[symbol];
        }
        sum[Symbols.END_OF_BLOCK] = 1;
        return cost(sum);
    }

    private static long cost(int[] counts) {
        return HEADER
                + cost(counts, 0, Symbols.DISTANCE)
                + cost(counts, Symbols.DISTANCE, Symbols.COUNTED);
    }

    private static long cost(int[] counts, int from, int to) {
        int total = 0;
        long weighted = 0;
        int used = 0;
        for (int i = from; i < to; i++) {
            int count = counts[i];
            if (count != 0) {
                total += count;
                weighted += (long) count * Logarithm.of(count);
                used++;
            }
        }
        return (long) total * Logarithm.of(total) - weighted + (long) used * SYMBOL;
    }
}
