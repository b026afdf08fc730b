package dev.diskwright.core.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Finds the sequences of a zstd block thoroughly: of all ways to write the bytes the one that is estimated to cost the
/// fewest bits. What a frame begins with is looked at twice, as the first look gives what the second estimates with.
///
/// For every place the copies that begin there are found first, each longer than those nearer. Then the cheapest way to
/// each place is computed from those to the places before: a literal more, or a copy of any length. With the way to a
/// place goes which distances are remembered there, as these are cheap.
final class ZstdSearch extends ZstdSequences {
    private static final int HISTORY = 1 << 17; // bytes that copies reach back at most
    private static final int DEPTH = 16; // places looked at
    private static final int HASH_BITS = 16;
    private static final int SHORT_BITS = 14;
    private static final int HASHED = 4; // bytes
    private static final int GOLDEN = 0x9e37_79b1; // 2^32 divided by the golden ratio, to hash with
    private static final int NICE = 32; // bytes; a copy as long as that is taken
    private static final int MOST_COPIES = 8 * STEP;
    private static final int UNREACHED = Integer.MAX_VALUE;

    private final byte[] bytes = new byte[HISTORY + STEP + 4 * Long.BYTES];
    private final int[] latest = new int[1 << HASH_BITS]; // places in the frame, and HISTORY
    private final int[] latestShort = new int[1 << SHORT_BITS];
    private final int[] before = new int[HISTORY];

    // copies that begin at a place: those of `firstCopies[i]` to `firstCopies[i + 1]`
    private final int[] firstCopies = new int[STEP + 2];
    private final int[] copyLengths = new int[MOST_COPIES];
    private final int[] copyDistances = new int[MOST_COPIES];

    // the cheapest way to a place
    private final int[] prices = new int[STEP + 1];
    private final int[] steps =
            new int[STEP + 1]; // length of the copy it ends with, 1 for a literal
    private final int[] stepDistances = new int[STEP + 1];
    private final int[] runsBefore = new int[STEP + 1]; // literals that it ends with
    private final int[] repeated = new int[3 * (STEP + 1)];
    private final int[] ends = new int[STEP + 1]; // of steps, for going back

    private final ZstdPrices estimates = new ZstdPrices();
    private final int[] remembered = new int[ZstdCodes.REPEATED];
    private int base; // place in the frame of `bytes[0]`, and HISTORY
    private int filled;
    private boolean first;

    @Override
    void reset() {
        Arrays.fill(latest, 0);
        Arrays.fill(latestShort, 0);
        base = 0;
        filled = HISTORY;
        remembered[0] = 1;
        remembered[1] = 4;
        remembered[2] = 8;
        first = true;
    }

    @Override
    byte[] bytes() {
        return bytes;
    }

    @Override
    int begin() {
        return HISTORY;
    }

    @Override
    void find(MemorySegment next) {
        int more = filled - HISTORY;
        if (more > 0) {
            System.arraycopy(bytes, more, bytes, 0, HISTORY);
            base += more;
        }
        int length = (int) next.byteSize();
        MemorySegment.copy(next, ValueLayout.JAVA_BYTE, 0, bytes, HISTORY, length);
        filled = HISTORY + length;
        clear();
        if (first) {
            estimates.reset(bytes, HISTORY, filled);
        }
        findCopies(length);
        for (int pass = 0; pass < (first ? 2 : 1); pass++) {
            cheapest(length);
            estimates.fade();
            count(length);
            estimates.update();
        }
        first = false;
        take(length);
    }

    private static int hash(int word) {
        return word * GOLDEN >>> Integer.SIZE - HASH_BITS;
    }

    private static int shortHash(int word) {
        return (word << 8) * GOLDEN >>> Integer.SIZE - SHORT_BITS;
    }

    /// Finds the copies that begin at each place.
    private void findCopies(int length) {
        int found = 0;
        int quiet = 0; // places left in a long copy, where none is looked for
        for (int i = 0; i < length; i++) {
            firstCopies[i] = found;
            int at = HISTORY + i;
            if (at + HASHED > filled) {
                continue;
            }
            int word = Bytes.getInt(bytes, at);
            int hash = hash(word);
            int shortHash = shortHash(word);
            int place = base + at; // at least HISTORY, so that 0 is none
            int other = latest[hash];
            int nearest = latestShort[shortHash];
            before[place & HISTORY - 1] = other;
            latest[hash] = place;
            latestShort[shortHash] = place;
            if (quiet > 0) {
                quiet--;
                continue;
            }
            int farthest = Math.min(HISTORY - 1, place - HISTORY);
            int best = ZstdCodes.MIN_MATCH - 1;
            int short3 = place - nearest;
            if (short3 <= farthest
                    && (Bytes.getInt(bytes, at - short3) ^ word) << 8 == 0
                    && found < MOST_COPIES) {
                best = Bytes.common(bytes, at - short3, at, filled);
                copyLengths[found] = best;
                copyDistances[found++] = short3;
            }
            for (int depth = DEPTH; depth > 0 && found < MOST_COPIES; depth--) {
                int back = place - other;
                if (back > farthest || best >= NICE || at + best >= filled) {
                    break;
                }
                if (bytes[at + best - back] == bytes[at + best]
                        && Bytes.getInt(bytes, at - back) == word) {
                    int common = Bytes.common(bytes, at - back, at, filled);
                    if (common > best) {
                        best = common;
                        copyLengths[found] = common;
                        copyDistances[found++] = back;
                    }
                }
                other = before[other & HISTORY - 1];
            }
            if (best >= NICE) {
                quiet = best - 1;
            }
        }
        firstCopies[length] = found;
    }

    /// Computes the cheapest way to each place.
    private void cheapest(int length) {
        Arrays.fill(prices, 0, length + 1, UNREACHED);
        prices[0] = 0;
        runsBefore[0] = 0;
        System.arraycopy(remembered, 0, repeated, 0, ZstdCodes.REPEATED);
        int[] literals = estimates.literals;
        for (int i = 0; i < length; i++) {
            int price = prices[i];
            if (price == UNREACHED) {
                continue; // within a long copy
            }
            int at = HISTORY + i;
            if (i > 0) {
                arrive(i);
            }
            int run = runsBefore[i];
            int more =
                    price
                            + literals[bytes[at] & 0xff]
                            + estimates.run(run + 1)
                            - estimates.run(run);
            if (more < prices[i + 1]) {
                prices[i + 1] = more;
                steps[i + 1] = 1;
            }
            int start = price + estimates.run(0);
            if (i + ZstdCodes.MIN_MATCH > length) {
                continue;
            }
            int longest = repeats(i, at, run, start);
            int from = firstCopies[i];
            int to = firstCopies[i + 1];
            if (to > from && copyLengths[to - 1] >= NICE && copyLengths[to - 1] > longest) {
                int distance = copyDistances[to - 1];
                copy(i, copyLengths[to - 1], distance, start, distance + 3);
                i = jump(i, copyLengths[to - 1]);
                continue;
            }
            if (longest >= NICE) {
                i = jump(i, longest);
                continue;
            }
            int least = ZstdCodes.MIN_MATCH;
            for (int copy = from; copy < to; copy++) {
                int distance = copyDistances[copy];
                int cost = start + estimates.distance(distance + 3);
                int most = copyLengths[copy];
                spread(i, least, most, distance, cost);
                least = most + 1;
            }
        }
        if (length > 0) {
            arrive(length);
        }
    }

    /// {@return the place to go on from behind a copy that is taken without a look at others}
    private int jump(int at, int length) {
        return at + length - 1;
    }

    /// Tries the distances that are remembered at place `i`.
    ///
    /// @return the longest copy that one of them gives
    private int repeats(int i, int at, int run, int start) {
        int longest = 0;
        int shift = run == 0 ? 1 : 0;
        int word = Bytes.getInt(bytes, at) << 8;
        for (int value = 1; value <= ZstdCodes.REPEATED; value++) {
            int which = value - 1 + shift;
            int distance =
                    which < ZstdCodes.REPEATED ? repeated[3 * i + which] : repeated[3 * i] - 1;
            if (distance <= 0
                    || distance > Math.min(HISTORY - 1, base + at - HISTORY)
                    || Bytes.getInt(bytes, at - distance) << 8 != word) {
                continue;
            }
            int common = Bytes.common(bytes, at - distance, at, filled);
            if (common < ZstdCodes.MIN_MATCH) {
                continue;
            }
            if (common >= NICE) {
                if (common > longest) {
                    copy(i, common, distance, start, value);
                    longest = common;
                }
                continue;
            }
            int cost = start + estimates.distance(value);
            spread(i, ZstdCodes.MIN_MATCH, common, distance, cost);
            longest = Math.max(longest, common);
        }
        return longest;
    }

    private void copy(int i, int length, int distance, int start, int value) {
        int sum = start + estimates.distance(value) + estimates.length(length);
        if (sum < prices[i + length]) {
            set(i + length, length, distance, sum);
        }
    }

    /// Tries copies of one distance from place `i` on, of all lengths from `least` to `most`, which is less than [#NICE].
    private void spread(int i, int least, int most, int distance, int cost) {
        int[] known = prices;
        int[] perLength = estimates.lengthPrices;
        for (int size = least; size <= most; size++) {
            int sum = cost + perLength[size];
            int to = i + size;
            if (sum < known[to]) {
                known[to] = sum;
                steps[to] = size;
                stepDistances[to] = distance;
            }
        }
    }

    /// Notes a cheaper way to place `to`, by a copy.
    private void set(int to, int length, int distance, int price) {
        prices[to] = price;
        steps[to] = length;
        stepDistances[to] = distance;
    }

    /// Computes what is known at place `i`, to which no cheaper way will be found any more.
    private void arrive(int i) {
        int step = steps[i];
        int from = 3 * (i - step);
        int to = 3 * i;
        int a = repeated[from];
        int b = repeated[from + 1];
        int c = repeated[from + 2];
        if (step == 1) {
            runsBefore[i] = runsBefore[i - 1] + 1;
            repeated[to] = a;
            repeated[to + 1] = b;
            repeated[to + 2] = c;
            return;
        }
        int distance = stepDistances[i];
        boolean shifted = runsBefore[i - step] == 0;
        boolean isFirst = distance == a && !shifted;
        boolean isSecond = distance == b;
        runsBefore[i] = 0;
        repeated[to] = distance;
        repeated[to + 1] = isFirst ? b : a;
        repeated[to + 2] = isFirst || isSecond ? c : b;
    }

    /// Goes back the cheapest way, and notes where its steps end.
    ///
    /// @return where they begin in [#ends]
    private int goBack(int length) {
        int next = STEP;
        for (int at = length; at > 0; at -= steps[at]) {
            ends[next--] = at;
        }
        return next + 1;
    }

    private void count(int length) {
        int run = 0;
        for (int i = goBack(length); i <= STEP; i++) {
            int end = ends[i];
            int step = steps[end];
            if (step == 1) {
                estimates.countLiteral(bytes[HISTORY + end - 1] & 0xff);
                run++;
            } else {
                int at = end - step;
                estimates.countSequence(run, step, value(at, stepDistances[end], run == 0));
                run = 0;
            }
        }
    }

    private int value(int at, int distance, boolean shifted) {
        int shift = shifted ? 1 : 0;
        for (int value = 1; value <= ZstdCodes.REPEATED; value++) {
            int which = value - 1 + shift;
            int known =
                    which < ZstdCodes.REPEATED ? repeated[3 * at + which] : repeated[3 * at] - 1;
            if (known == distance) {
                return value;
            }
        }
        return distance + ZstdCodes.REPEATED;
    }

    /// Makes sequences of the cheapest way.
    private void take(int length) {
        int anchor = HISTORY;
        for (int i = goBack(length); i <= STEP; i++) {
            int end = ends[i];
            if (steps[end] > 1) {
                add(anchor, HISTORY + end - steps[end], HISTORY + end, stepDistances[end]);
                anchor = HISTORY + end;
            }
        }
        copyLiterals(anchor, HISTORY + length - anchor);
        System.arraycopy(repeated, 3 * length, remembered, 0, ZstdCodes.REPEATED);
    }
}
