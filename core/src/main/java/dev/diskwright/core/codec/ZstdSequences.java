package dev.diskwright.core.codec;

import java.lang.foreign.MemorySegment;

/// The sequences of a zstd block (RFC 8878, section 3.1.1.3.2): literals, then a copy. How they are found differs.
abstract class ZstdSequences {
    /// Bytes that are looked at together.
    static final int STEP = 1 << Short.SIZE;

    private static final int MOST = STEP / ZstdCodes.MIN_MATCH + 1;

    /// Bytes that are in no copy, one run behind the other.
    final byte[] literals = new byte[STEP + 4 * Long.BYTES];

    final int[] runs = new int[MOST]; // of literals
    final int[] lengths = new int[MOST];
    final int[] distances = new int[MOST];
    private int count;
    private int literalCount;

    /// Forgets everything.
    abstract void reset();

    /// Finds the sequences of the next bytes. What follows the last one is literals.
    ///
    /// @param next up to [#STEP] bytes; what was given before must have been that long
    abstract void find(MemorySegment next);

    /// {@return what [#find] looked at last, from [#begin] on}
    abstract byte[] bytes();

    /// {@return where in [#bytes] that begins}
    abstract int begin();

    int count() {
        return count;
    }

    int literalCount() {
        return literalCount;
    }

    /// Forgets the sequences of the step before.
    void clear() {
        count = 0;
        literalCount = 0;
    }

    void add(int anchor, int match, int end, int distance) {
        copyLiterals(anchor, match - anchor);
        runs[count] = match - anchor;
        lengths[count] = end - match;
        distances[count] = distance;
        count++;
    }

    void copyLiterals(int from, int length) {
        byte[] bytes = bytes();
        if (length <= 2 * Long.BYTES && from + 2 * Long.BYTES <= bytes.length) {
            Bytes.putLong(literals, literalCount, Bytes.getLong(bytes, from));
            Bytes.putLong(
                    literals, literalCount + Long.BYTES, Bytes.getLong(bytes, from + Long.BYTES));
        } else {
            System.arraycopy(bytes, from, literals, literalCount, length);
        }
        literalCount += length;
    }
}
