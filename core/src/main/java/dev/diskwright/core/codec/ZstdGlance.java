package dev.diskwright.core.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Finds the sequences of a zstd block quickly. Takes what the first glance offers: the distance of the copy before, then the place where the same eight bytes were last, then
/// five.
///
/// Places are kept modulo 64 KiB, as in [MatchFinder].
final class ZstdGlance extends ZstdSequences {
    private static final long GOLDEN = 0x9e37_79b1_85eb_ca87L; // odd, its bits well mixed
    private static final int LONG_BITS = 13;
    private static final int SHORT_BITS = 13;
    private static final int SHORT = 5; // bytes that are hashed
    private static final int PATIENCE =
            6; // bits of the number of literals after which places are skipped
    private static final int MAX_SKIPPED = 15;

    private final byte[] bytes = new byte[2 * STEP + Long.BYTES];
    private final char[] longTable = new char[1 << LONG_BITS];
    private final char[] shortTable = new char[1 << SHORT_BITS];

    private int start;
    private int filled;

    @Override
    void reset() {
        Arrays.fill(longTable, (char) (STEP / 2));
        Arrays.fill(shortTable, (char) (STEP / 2));
        start = 2 * STEP;
        filled = 2 * STEP;
    }

    @Override
    byte[] bytes() {
        return bytes;
    }

    @Override
    int begin() {
        return STEP;
    }

    @Override
    void find(MemorySegment next) {
        if (filled == 2 * STEP) {
            System.arraycopy(bytes, STEP, bytes, 0, STEP);
            start = Math.max(0, start - STEP);
        }
        int length = (int) next.byteSize();
        MemorySegment.copy(next, ValueLayout.JAVA_BYTE, 0, bytes, STEP, length);
        filled = STEP + length;
        clear();
        find(filled);
    }

    private void find(int to) {
        int searchEnd = to - Long.BYTES - 1;
        int at = STEP;
        int anchor = STEP;
        int last = 0; // distance of the copy before
        while (at <= searchEnd) {
            long word = Bytes.getLong(bytes, at);
            int longHash = longHash(word);
            int shortHash = shortHash(word);
            int far = at - longTable[longHash] & 0xffff;
            int near = at - shortTable[shortHash] & 0xffff;
            longTable[longHash] = (char) at;
            shortTable[shortHash] = (char) at;
            int match;
            int distance;
            if (last > 0 && Bytes.getInt(bytes, at + 1 - last) == (int) (word >>> 8)) {
                match = at + 1;
                distance = last;
            } else if (Bytes.getLong(bytes, at - far) == word && reaches(at, far)) {
                match = at;
                distance = far;
            } else if (Bytes.getInt(bytes, at - near) == (int) word && reaches(at, near)) {
                match = at;
                distance = near;
                long following = Bytes.getLong(bytes, at + 1);
                int hash = longHash(following);
                int better = at + 1 - longTable[hash] & 0xffff;
                longTable[hash] = (char) (at + 1);
                if (Bytes.getLong(bytes, at + 1 - better) == following && reaches(at + 1, better)) {
                    match = at + 1;
                    distance = better;
                }
            } else {
                at += 1 + Math.min(MAX_SKIPPED, at - anchor >> PATIENCE);
                continue;
            }
            int end = match + Bytes.common(bytes, match - distance, match, to);
            while (match > anchor
                    && match - distance > start
                    && bytes[match - 1] == bytes[match - 1 - distance]) {
                match--;
            }
            add(anchor, match, end, distance);
            anchor = end;
            last = distance;
            if (end <= searchEnd) {
                insert(at + 2);
                insert(end - 2);
            }
            at = end;
        }
        copyLiterals(anchor, to - anchor);
    }

    private static int longHash(long word) {
        return (int) (word * GOLDEN >>> Long.SIZE - LONG_BITS);
    }

    private static int shortHash(long word) {
        return (int) ((word << Long.SIZE - 8 * SHORT) * GOLDEN >>> Long.SIZE - SHORT_BITS);
    }

    private void insert(int at) {
        long word = Bytes.getLong(bytes, at);
        longTable[longHash(word)] = (char) at;
        shortTable[shortHash(word)] = (char) at;
    }

    private boolean reaches(int at, int distance) {
        return distance > 0 && distance <= at - start;
    }
}
