package dev.diskwright.core.codec;

import static dev.diskwright.core.codec.MatchFinder.LONG_RUN;
import static dev.diskwright.core.codec.MatchFinder.MAX_MATCH;
import static dev.diskwright.core.codec.MatchFinder.MIN_MATCH;
import static dev.diskwright.core.codec.MatchFinder.STEP;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Looks longer for copies than [MatchFinder] does: at many earlier places where the same bytes began, and at the next
/// two bytes before a copy is taken. Of two copies the one is better that saves more bits, so far ones have to be longer.
///
/// Places with the same hash form a chain, from the latest on. They are kept modulo 64 KiB, which is what the bytes are
/// moved by; a place that is out of date is found out as its distance does not grow, or its bytes differ.
final class ChainFinder implements Copies {
    private static final int DEPTH = 32; // places looked at
    private static final int ENOUGH =
            32; // bytes of a copy, beyond which only a quarter is looked at
    private static final int NICE = 130; // bytes; no longer copy is looked for
    private static final int HASH_BITS = 15;
    private static final int SHORT_BITS = 13;
    private static final int SHORT_DISTANCE =
            4096; // a copy of three bytes from farther does not pay
    private static final int HASHED = 4; // bytes
    private static final int GOLDEN = 0x9e37_79b1; // 2^32 divided by the golden ratio, to hash with
    private static final int PER_BYTE = 4; // what a byte saves, in units of a bit of distance

    private final byte[] bytes = new byte[2 * STEP + MAX_MATCH];
    private final char[] latest = new char[1 << HASH_BITS];
    private final char[] before = new char[STEP];
    private final char[] latestShort = new char[1 << SHORT_BITS];
    private final int[] sequences = new int[STEP / MIN_MATCH + STEP / LONG_RUN + 2];
    private final int window;
    private int start; // of what copies may refer to
    private int filled; // end of what was looked at before
    private int count;
    private int inserted; // places before this are in their chains
    private int distance; // of the copy found last

    /// @param windowBits 9 to 15
    ChainFinder(int windowBits) {
        window = 1 << windowBits;
    }

    @Override
    public void reset() {
        char far = (char) (STEP / 2); // what no place near the start of the bytes means
        Arrays.fill(latest, far);
        Arrays.fill(latestShort, far);
        Arrays.fill(before, far);
        start = 2 * STEP;
        filled = 2 * STEP;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int[] sequences() {
        return sequences;
    }

    @Override
    public int find(MemorySegment next) {
        if (filled == 2 * STEP) {
            System.arraycopy(bytes, STEP, bytes, 0, STEP);
            start = Math.max(0, start - STEP);
        }
        int length = (int) next.byteSize();
        MemorySegment.copy(next, ValueLayout.JAVA_BYTE, 0, bytes, STEP, length);
        filled = STEP + length;
        count = 0;
        inserted = STEP;
        find();
        return count;
    }

    private void find() {
        int to = filled;
        int end = to - HASHED; // the last place with a hash
        int at = STEP;
        int anchor = at; // of the literals
        while (at <= end) {
            int length = longest(at, MIN_MATCH - 1);
            if (length < MIN_MATCH) {
                at++;
                continue;
            }
            int from = distance;
            while (length < NICE && at < end) {
                int ahead = longest(at + 1, length - 1);
                if (ahead >= MIN_MATCH && gain(ahead, distance) > gain(length, from) + PER_BYTE) {
                    at++;
                    length = ahead;
                    from = distance;
                    continue;
                }
                if (at + 1 >= end) {
                    break;
                }
                ahead = longest(at + 2, length - 1);
                if (ahead >= MIN_MATCH
                        && gain(ahead, distance) > gain(length, from) + 2 * PER_BYTE - 1) {
                    at += 2;
                    length = ahead;
                    from = distance;
                    continue;
                }
                break;
            }
            add(at - anchor, length, from);
            at += length;
            anchor = at;
        }
        insert(Math.min(to - HASHED + 1, to));
    }

    /// {@return how much a copy saves}
    private static int gain(int length, int distance) {
        return length * PER_BYTE - (Integer.SIZE - Integer.numberOfLeadingZeros(distance));
    }

    private void add(int literals, int length, int from) {
        int left = literals;
        while (left >= LONG_RUN) {
            sequences[count++] = LONG_RUN << 23;
            left -= LONG_RUN;
        }
        sequences[count++] = left << 23 | length - MIN_MATCH << 15 | from - 1;
    }

    private static int hash(int word) {
        return word * GOLDEN >>> Integer.SIZE - HASH_BITS;
    }

    private static int shortHash(int word) {
        return (word << 8) * GOLDEN >>> Integer.SIZE - SHORT_BITS;
    }

    /// Puts all places before `end` into their chains.
    private void insert(int end) {
        for (int at = inserted; at < end; at++) {
            int word = Bytes.getInt(bytes, at);
            int hash = hash(word);
            before[at & 0xffff] = latest[hash];
            latest[hash] = (char) at;
            latestShort[shortHash(word)] = (char) at;
        }
        inserted = Math.max(inserted, end);
    }

    /// Looks for the longest copy to `at` that is longer than `least`, and sets [#distance].
    ///
    /// @return its length; `least` or less if there is none
    private int longest(int at, int least) {
        insert(at);
        int end = Math.min(filled, at + MAX_MATCH);
        int farthest = Math.min(window, at - start);
        int word = Bytes.getInt(bytes, at);
        int best = Math.max(least, MIN_MATCH);
        int found = 0;
        if (at + best < end) {
            int place = latest[hash(word)];
            int last = 0;
            int depth = best >= ENOUGH ? DEPTH / 4 : DEPTH;
            int tail = Bytes.getInt(bytes, at + best - 3);
            for (int i = depth; i > 0; i--) {
                int back = at - place & 0xffff;
                if (back <= last || back > farthest) {
                    break;
                }
                if (Bytes.getInt(bytes, at + best - 3 - back) == tail) {
                    int length = Bytes.common(bytes, at - back, at, end);
                    if (length > best) {
                        best = length;
                        found = back;
                        if (length >= NICE || at + length >= end) {
                            break;
                        }
                        tail = Bytes.getInt(bytes, at + best - 3);
                    }
                }
                last = back;
                place = before[place];
            }
        }
        if (found != 0) {
            distance = found;
            return best;
        }
        if (least < MIN_MATCH) {
            int back = at - latestShort[shortHash(word)] & 0xffff;
            if (back > 0
                    && back <= Math.min(farthest, SHORT_DISTANCE)
                    && (Bytes.getInt(bytes, at - back) ^ word) << 8 == 0) {
                distance = back;
                return MIN_MATCH;
            }
        }
        return 0;
    }
}
