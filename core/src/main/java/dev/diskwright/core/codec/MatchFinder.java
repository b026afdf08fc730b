package dev.diskwright.core.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Turns bytes into sequences: some literals, then a copy of earlier bytes (RFC 1951, section 4, leaves the choice to
/// the encoder).
///
/// A bucket of the hash table is a long that holds the four places where bytes of that hash began last, 16 bits each,
/// the latest in the lowest: one load gives all candidates, a shift and a store insert another. All four are compared
/// without a branch, as most often none fits. Places are kept modulo 64 KiB; one that is out of date is found out as
/// its bytes differ or it is too far, and there are always 64 KiB in front of what is compressed to look at.
final class MatchFinder {
    /// Bytes that are looked at together.
    static final int STEP = 1 << Short.SIZE;

    static final int MIN_MATCH = 3;
    static final int MAX_MATCH = 258;

    /// The number of literals of a sequence that has no copy because more literals follow.
    static final int LONG_RUN = 511;

    private static final int SLOTS = 4; // of a bucket
    private static final int LAZY =
            32; // a longer copy is taken without looking for one at the next byte
    private static final int NICE = 64; // no longer one is looked for
    private static final int HASHED = 4; // bytes
    private static final int GOLDEN = 0x9e37_79b1; // 2^32 divided by the golden ratio, to hash with
    private static final int SHORT_BITS = 11; // of the hash of three bytes
    private static final int PATIENCE =
            8; // bits of the number of literals after which some places are skipped
    private static final int MAX_SKIPPED = 3;
    private static final int SAMPLE = 4096; // bytes
    private static final int FEW_VALUES =
            100; // different bytes: text, where a copy of three does not pay

    private final byte[] bytes = new byte[2 * STEP + MAX_MATCH];
    private final long[] table;
    private final char[] shortTable = new char[1 << SHORT_BITS];
    private final int[] sequences = new int[STEP / MIN_MATCH + STEP / LONG_RUN + 2];
    private final int window;
    private final int shift;
    private int start; // of what copies may refer to
    private int filled; // end of what was looked at before
    private int count;

    /// @param windowBits 9 to 15
    MatchFinder(int windowBits) {
        window = 1 << windowBits;
        int hashBits = Math.min(windowBits, 14);
        shift = Integer.SIZE - hashBits;
        table = new long[1 << hashBits];
    }

    /// Forgets everything.
    void reset() {
        char far = (char) (STEP / 2); // what no place near the start of the bytes means
        Arrays.fill(table, far * 0x0001_0001_0001_0001L);
        Arrays.fill(shortTable, far);
        start = 2 * STEP;
        filled = 2 * STEP;
    }

    /// {@return what [#find] looked at last, from [#STEP] on}
    byte[] bytes() {
        return bytes;
    }

    /// {@return the sequences found last} Packed: bits 0 to 14 distance less one, 15 to 22 length less three, 23 to 31
    /// literals before the copy.
    int[] sequences() {
        return sequences;
    }

    static int literals(int sequence) {
        return sequence >>> 23;
    }

    static int lengthIndex(int sequence) {
        return sequence >>> 15 & 0xff;
    }

    static int distanceIndex(int sequence) {
        return sequence & 0x7fff;
    }

    /// Finds the sequences of the next bytes. What follows the last one is literals.
    ///
    /// @param next up to [#STEP] bytes; what was given before must have been that long
    /// @return their number
    int find(MemorySegment next) {
        if (filled == 2 * STEP) {
            System.arraycopy(bytes, STEP, bytes, 0, STEP);
            start = Math.max(0, start - STEP);
            filled = STEP;
        }
        int length = (int) next.byteSize();
        MemorySegment.copy(next, ValueLayout.JAVA_BYTE, 0, bytes, STEP, length);
        filled = STEP + length;
        count = 0;
        find(filled, differentBytes(Math.min(length, SAMPLE)) > FEW_VALUES);
        return count;
    }

    private void find(int to, boolean takeShort) {
        int searchEnd = to - HASHED; // the hash depends on nothing behind the end
        int at = STEP;
        int anchor = at; // of the literals
        while (at <= searchEnd) {
            int match = matchAt(at, to);
            if (match == 0 && takeShort) {
                match = shortMatchAt(at);
            }
            if (match == 0) {
                at += 1 + Math.min(MAX_SKIPPED, at - anchor >> PATIENCE);
                continue;
            }
            int inserted = at + 1;
            while (length(match) < LAZY && at < searchEnd) {
                int next = longerMatchAt(at + 1, to, length(match));
                inserted = at + 2;
                if (next == 0) {
                    break;
                }
                match = next;
                at++;
            }
            add(at - anchor, match);
            at += length(match);
            anchor = at;
            insert(inserted, Math.min(at, searchEnd + 1));
        }
    }

    private static int match(int length, int distance) {
        return length << 16 | distance;
    }

    private static int length(int match) {
        return match >>> 16;
    }

    private static int distance(int match) {
        return match & 0xffff;
    }

    private void add(int literals, int match) {
        int left = literals;
        while (left >= LONG_RUN) {
            sequences[count++] = LONG_RUN << 23;
            left -= LONG_RUN;
        }
        sequences[count++] = left << 23 | length(match) - MIN_MATCH << 15 | distance(match) - 1;
    }

    private int differentBytes(int length) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        for (int i = STEP; i < STEP + length; i++) {
            int value = bytes[i];
            long bit = 1L << value; // of the low six bits
            switch (value >> 6) {
                case 0 -> a |= bit;
                case 1 -> b |= bit;
                case -1 -> c |= bit;
                default -> d |= bit;
            }
        }
        return Long.bitCount(a) + Long.bitCount(b) + Long.bitCount(c) + Long.bitCount(d);
    }

    private int hash(int word) {
        return word * GOLDEN >>> shift;
    }

    private long exchange(int at) {
        int hash = hash(Bytes.getInt(bytes, at));
        long bucket = table[hash];
        table[hash] = bucket << 16 | at & 0xffff;
        return bucket;
    }

    private void insert(int from, int to) {
        for (int at = from; at < to; at++) {
            exchange(at);
        }
    }

    /// {@return the longest match of four bytes or more; 0 if there is none}
    private int matchAt(int at, int to) {
        long bucket = exchange(at);
        return anySame(at, 0, bucket) ? longest(at, to, bucket, MIN_MATCH) : 0;
    }

    /// {@return the longest match that is longer than `least`, 3 or more; 0 if there is none}
    private int longerMatchAt(int at, int to, int least) {
        long bucket = exchange(at);
        boolean promising =
                least < Math.min(MAX_MATCH, to - at)
                        && anySame(at, least - MIN_MATCH, bucket); // what a longer one ends with
        return promising ? longest(at, to, bucket, least) : 0;
    }

    /// {@return whether four bytes, `ahead` bytes from here, are the same at any of the places}
    private boolean anySame(int at, int ahead, long bucket) {
        int probe = at + ahead;
        int word = Bytes.getInt(bytes, probe);
        int a = Bytes.getInt(bytes, probe - distance(at, bucket)) ^ word;
        int b = Bytes.getInt(bytes, probe - distance(at, bucket >>> 16)) ^ word;
        int c = Bytes.getInt(bytes, probe - distance(at, bucket >>> 32)) ^ word;
        int d = Bytes.getInt(bytes, probe - distance(at, bucket >>> 48)) ^ word;
        // one less than 0 is the only one to gain the sign
        return (a - 1 & ~a | b - 1 & ~b | c - 1 & ~c | d - 1 & ~d) < 0;
    }

    private static int distance(int at, long bucket) {
        return at - (int) bucket & 0xffff;
    }

    private int longest(int at, int to, long bucket, int least) {
        int end = Math.min(to, at + MAX_MATCH);
        int farthest = Math.min(window, at - start);
        int best = least;
        int bestDistance = 0;
        for (int slot = 0; slot < SLOTS && best < NICE && at + best < end; slot++) {
            int distance = distance(at, bucket >>> slot * 16);
            int probe = at + best - MIN_MATCH;
            if (distance > 0
                    && distance <= farthest
                    && Bytes.getInt(bytes, probe) == Bytes.getInt(bytes, probe - distance)) {
                int length = Bytes.common(bytes, at - distance, at, end);
                if (length > best) {
                    best = length;
                    bestDistance = distance;
                }
            }
        }
        return bestDistance == 0 ? 0 : match(best, bestDistance);
    }

    private int shortMatchAt(int at) {
        int word = Bytes.getInt(bytes, at) << 8;
        int hash = word * GOLDEN >>> Integer.SIZE - SHORT_BITS;
        int distance = at - shortTable[hash] & 0xffff;
        shortTable[hash] = (char) at;
        boolean same = Bytes.getInt(bytes, at - distance) << 8 == word;
        return same && distance > 0 && distance <= Math.min(window, at - start)
                ? match(MIN_MATCH, distance)
                : 0;
    }
}
