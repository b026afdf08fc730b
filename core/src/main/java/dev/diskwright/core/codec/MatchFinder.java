package dev.diskwright.core.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Turns bytes into sequences: some literals, then a copy of earlier bytes (RFC 1951, section 4, leaves the choice to
/// the encoder).
///
/// A bucket of the hash table is an int that holds the two places where four bytes of that hash began last, 16 bits
/// each, the latest in the lowest: one load gives both candidates, a shift and a store insert another. A third one
/// comes from a hash of three bytes. Of all three, eight bytes are compared without a branch, as nothing foretells which
/// one fits, and that is done for the next byte before it is known whether it matters, as most often it does. Places are
/// kept modulo 64 KiB; one that is out of date is found out as its bytes differ or it is too far, and there are always
/// 64 KiB in front of what is compressed to look at.
///
/// A match is an int: its length above, and what its distance lacks of 64 KiB below, so that of two the greater one is
/// longer, or as long and nearer.
final class MatchFinder {
    /// Bytes that are looked at together.
    static final int STEP = 1 << Short.SIZE;

    static final int MIN_MATCH = 3;
    static final int MAX_MATCH = 258;

    /// The number of literals of a sequence that has no copy because more literals follow.
    static final int LONG_RUN = 511;

    private static final int SLOTS = 2; // of a bucket
    private static final int LENGTH = 16; // where a match's length begins
    private static final int NEAREST = 0xffff; // below it, of a distance of 1
    private static final int AT_ONCE = Long.BYTES; // bytes compared without a branch
    private static final int LAZY =
            16; // a longer copy is taken without looking for one at the next byte
    private static final int NICE = 64; // no longer one is looked for
    private static final int REMEMBERED = 32; // places of a longer copy, its last ones
    private static final int HASHED = 4; // bytes
    private static final int GOLDEN = 0x9e37_79b1; // 2^32 divided by the golden ratio, to hash with
    private static final int SHORT_BITS = 12; // of the hash of three bytes
    private static final int PATIENCE =
            8; // bits of the number of literals after which some places are skipped
    private static final int MAX_SKIPPED = 3;
    private static final int SAMPLE = 4096; // bytes
    private static final int FEW_VALUES =
            100; // different bytes: text, where a copy of three does not pay

    private final byte[] bytes = new byte[2 * STEP + MAX_MATCH];
    private final int[] table;
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
        int hashBits = Math.min(windowBits + 1, 14);
        shift = Integer.SIZE - hashBits;
        table = new int[1 << hashBits];
    }

    /// Forgets everything.
    void reset() {
        char far = (char) (STEP / 2); // what no place near the start of the bytes means
        Arrays.fill(table, far * 0x0001_0001);
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
        int end = to - AT_ONCE; // of where matches are looked for
        int least = (takeShort ? MIN_MATCH : HASHED) << LENGTH;
        int at = STEP;
        int anchor = at; // of the literals
        int bucket = at < end ? exchange(at) : 0;
        int match = at < end ? nearby(at, bucket) : 0;
        while (at < end) {
            int skipped = Math.min(MAX_SKIPPED, at - anchor >> PATIENCE);
            if (skipped > 0 && match < least) {
                at += 1 + skipped;
                if (at < end) {
                    bucket = exchange(at);
                    match = nearby(at, bucket);
                }
                continue;
            }
            int nextBucket = exchange(at + 1);
            int next = nearby(at + 1, nextBucket);
            if (match < least) {
                at++;
                bucket = nextBucket;
                match = next;
                continue;
            }
            match = whole(at, to, bucket, match);
            while (match < LAZY << LENGTH) {
                next = whole(at + 1, to, nextBucket, next);
                if (next >>> LENGTH <= match >>> LENGTH) {
                    break;
                }
                at++;
                match = next;
                if (at == end) {
                    break;
                }
                nextBucket = exchange(at + 1);
                next = nearby(at + 1, nextBucket);
            }
            int inserted = at + 2;
            int length = match >>> LENGTH;
            add(at - anchor, length, NEAREST - match & 0xffff);
            at += length;
            anchor = at;
            if (at < end) {
                insert(Math.max(inserted, at - REMEMBERED), at);
                bucket = exchange(at);
                match = nearby(at, bucket);
            }
        }
    }

    private void add(int literals, int length, int distanceIndex) {
        int left = literals;
        while (left >= LONG_RUN) {
            sequences[count++] = LONG_RUN << 23;
            left -= LONG_RUN;
        }
        sequences[count++] = left << 23 | length - MIN_MATCH << 15 | distanceIndex;
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

    private int exchange(int at) {
        int hash = hash(Bytes.getInt(bytes, at));
        int bucket = table[hash];
        table[hash] = bucket << 16 | at & 0xffff;
        return bucket;
    }

    private void insert(int from, int to) {
        for (int at = from; at < to; at++) {
            exchange(at);
        }
    }

    /// {@return the best match as far as the first bytes tell, [#AT_ONCE] of them; 0 if there is none}
    private int nearby(int at, int bucket) {
        byte[] in = bytes;
        int farthest = Math.min(window, at - start);
        long word = Bytes.getLong(in, at);
        int shortHash = ((int) word << 8) * GOLDEN >>> Integer.SIZE - SHORT_BITS;
        int place = shortTable[shortHash];
        shortTable[shortHash] = (char) at;
        int a = match(in, at, word, bucket, farthest);
        int b = match(in, at, word, bucket >>> 16, farthest);
        int c = match(in, at, word, place, farthest);
        return Math.max(c, Math.max(a, b));
    }

    private static int match(byte[] in, int at, long word, int place, int farthest) {
        int index = at - 1 - place & 0xffff; // distance less one
        long difference = Bytes.getLong(in, at - 1 - index) ^ word;
        int same = Long.numberOfTrailingZeros(difference) & -Byte.SIZE; // bits
        int isNear = index - farthest >> Integer.SIZE - 1;
        return (same << LENGTH - 3 | NEAREST - index) & isNear;
    }

    /// {@return the match as long as it is, or a longer one}
    private int whole(int at, int to, int bucket, int match) {
        return match < AT_ONCE << LENGTH ? match : extend(at, to, bucket, match);
    }

    private int extend(int at, int to, int bucket, int match) {
        byte[] in = bytes;
        int end = Math.min(to, at + MAX_MATCH);
        int farthest = Math.min(window, at - start);
        int index = NEAREST - match & 0xffff;
        int length = Bytes.common(in, at - 1 - index, at, end);
        for (int slot = 0; slot < SLOTS && length < NICE && at + length < end; slot++) {
            int other = at - 1 - (bucket >>> 16 * slot) & 0xffff;
            int probe = at + length + 1 - AT_ONCE;
            if (other < farthest
                    && Bytes.getLong(in, probe) == Bytes.getLong(in, probe - 1 - other)) {
                int common = Bytes.common(in, at - 1 - other, at, end);
                if (common > length) {
                    length = common;
                    index = other;
                }
            }
        }
        return length << LENGTH | NEAREST - index;
    }
}
