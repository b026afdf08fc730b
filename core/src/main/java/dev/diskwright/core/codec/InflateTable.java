package dev.diskwright.core.codec;

import java.util.Arrays;

/// What the next bits mean: a table of the first ones, which leads to others for longer codes (RFC 1951, section 3.2.2).
final class InflateTable {
    static final int LITERAL = 0;
    static final int END = 32;

    private static final int BASE = 16; // and the number of extra bits: a length or a distance
    private static final int LINK = 64; // to another table
    private static final int INVALID = 128;
    private static final int LONGEST = 15; // bits
    private static final int INVALID_ENTRY = INVALID << 8;
    private static final int END_OF_BLOCK = 256;
    private static final int[] NOTHING = {};
    private static final int[] LENGTH_BASES = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115,
        131, 163, 195, 227, 258
    };
    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] DISTANCE_BASES = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
        2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577
    };
    private static final int[] DISTANCE_BITS = {
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12,
        13, 13
    };

    private final int root; // bits of the first table
    private final int firstBase; // symbol that is the first with a base
    private final int[] bases;
    private final int[] extraBits;
    private final int[] counts = new int[LONGEST + 1];
    private final int[] codes = new int[LONGEST + 1];
    private int[] entries; // symbol or base above, kind, bits of the code

    private InflateTable(int root, int firstBase, int[] bases, int[] extraBits) {
        this.root = root;
        this.firstBase = firstBase;
        this.bases = bases;
        this.extraBits = extraBits;
        entries = new int[2 << root];
    }

    static InflateTable literals() {
        return new InflateTable(10, END_OF_BLOCK + 1, LENGTH_BASES, LENGTH_BITS);
    }

    static InflateTable distances() {
        return new InflateTable(9, 0, DISTANCE_BASES, DISTANCE_BITS);
    }

    /// {@return a table for symbols that stand for themselves}
    static InflateTable plain() {
        return new InflateTable(7, Integer.MAX_VALUE, NOTHING, NOTHING);
    }

    /// {@return what the lowest of these bits mean}
    int entry(long bits) {
        int entry = entries[(int) bits & (1 << root) - 1];
        if ((entry & LINK << 8) != 0) {
            int size = entry & 0xff;
            return entries[(entry >>> 16) + ((int) (bits >>> root) & (1 << size) - 1)];
        }
        return entry;
    }

    /// {@return bits of the code}
    static int length(int entry) {
        return entry & 0xff;
    }

    static int kind(int entry) {
        return entry >>> 8 & 0xff;
    }

    /// {@return extra bits of a length or distance; negative if it is neither}
    static int extra(int entry) {
        int kind = kind(entry);
        return kind >= BASE && kind < END ? kind - BASE : -1;
    }

    /// Takes on the code that has these lengths.
    ///
    /// @return false if there is no such code
    boolean build(byte[] lengths, int from, int symbols) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < symbols; i++) {
            counts[lengths[from + i]]++;
        }
        int used = symbols - counts[0];
        counts[0] = 0;
        int code = 0;
        int left = 1; // codes that are free
        int longest = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code = code + counts[length - 1] << 1;
            codes[length] = code;
            left = (left << 1) - counts[length];
            if (left < 0) {
                return false;
            }
            longest = counts[length] > 0 ? length : longest;
        }
        if (left > 0 && (used > 1 || used == 1 && longest != 1 || used == 0 && !isDistances())) {
            return false; // none at all is allowed where there are literals only
        }
        Arrays.fill(entries, 0, 1 << root, INVALID_ENTRY);
        if (longest > root) {
            link(lengths, from, symbols);
        }
        for (int symbol = 0; symbol < symbols; symbol++) {
            int length = lengths[from + symbol];
            if (length > 0) {
                put(Integer.reverse(codes[length]++) >>> 32 - length, length, symbol);
            }
        }
        return true;
    }

    private boolean isDistances() {
        return firstBase == 0;
    }

    /// Lays out the tables of codes that are longer than the first table goes.
    private void link(byte[] lengths, int from, int symbols) {
        int[] next = codes.clone();
        int[] sizes = new int[1 << root];
        for (int symbol = 0; symbol < symbols; symbol++) {
            int length = lengths[from + symbol];
            if (length > 0) {
                int reversed = Integer.reverse(next[length]++) >>> 32 - length;
                if (length > root) {
                    int prefix = reversed & (1 << root) - 1;
                    sizes[prefix] = Math.max(sizes[prefix], length - root);
                }
            }
        }
        int end = 1 << root;
        for (int prefix = 0; prefix < sizes.length; prefix++) {
            if (sizes[prefix] > 0) {
                int size = 1 << sizes[prefix];
                if (end + size > entries.length) {
                    entries = Arrays.copyOf(entries, 2 * (end + size));
                }
                Arrays.fill(entries, end, end + size, INVALID_ENTRY);
                entries[prefix] = end << 16 | LINK << 8 | sizes[prefix];
                end += size;
            }
        }
    }

    private void put(int reversed, int length, int symbol) {
        int entry = meaning(symbol) | length;
        if (length <= root) {
            for (int i = reversed; i < 1 << root; i += 1 << length) {
                entries[i] = entry;
            }
            return;
        }
        int link = entries[reversed & (1 << root) - 1];
        int size = link & 0xff;
        int start = link >>> 16;
        for (int i = reversed >>> root; i < 1 << size; i += 1 << length - root) {
            entries[start + i] = entry;
        }
    }

    private int meaning(int symbol) {
        if (symbol < firstBase) {
            boolean ends = symbol == END_OF_BLOCK && firstBase == END_OF_BLOCK + 1;
            return symbol << 16 | (ends ? END : LITERAL) << 8;
        }
        int index = symbol - firstBase;
        return index < bases.length
                ? bases[index] << 16 | BASE + extraBits[index] << 8
                : INVALID_ENTRY;
    }
}
