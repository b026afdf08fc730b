package dev.diskwright.core.codec;

import java.util.Arrays;

/// A canonical prefix code of bounded length (RFC 1951, section 3.2.2), built from counts: the shortest one by Moffat
/// and Katajainen's in-place method, then, where codes are too long, the cheapest way to give each its room.
final class HuffmanCode {
    private static final int SYMBOL_BITS = 9;
    private static final int LONGEST = 15;

    private final int maxBits;
    private final int[] order;
    private final int[] weights;
    private final int[] perLength = new int[Integer.SIZE];
    private final int[] next = new int[LONGEST + 1];

    /// Bits of the code of each symbol; 0 if it has none.
    final int[] lengths;

    /// The code of each symbol, ready for a writer that fills from the low bit.
    final int[] codes;

    HuffmanCode(int symbols, int maxBits) {
        this.maxBits = maxBits;
        order = new int[symbols];
        weights = new int[symbols];
        lengths = new int[symbols];
        codes = new int[symbols];
    }

    /// Makes the code for symbols that occur `counts[from + symbol]` times. It always has two symbols or more, as some
    /// decoders refuse an incomplete code.
    void build(int[] counts, int from) {
        Arrays.fill(lengths, 0);
        int used = 0;
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int count = counts[from + symbol];
            if (count > 0) {
                order[used++] = count << SYMBOL_BITS | symbol;
            }
        }
        if (used < 2) {
            int only = used == 0 ? 0 : order[0] & (1 << SYMBOL_BITS) - 1;
            lengths[only] = 1;
            lengths[only == 0 ? 1 : 0] = 1;
            assign();
            return;
        }
        Arrays.sort(order, 0, used);
        for (int i = 0; i < used; i++) {
            weights[i] = order[i] >>> SYMBOL_BITS;
        }
        depths(weights, used);
        Arrays.fill(perLength, 0);
        for (int i = 0; i < used; i++) {
            perLength[Math.min(weights[i], maxBits)]++;
        }
        makeRoom();
        int at = 0;
        for (int bits = maxBits; bits > 0; bits--) {
            for (int i = 0; i < perLength[bits]; i++) {
                lengths[order[at++] & (1 << SYMBOL_BITS) - 1] = bits;
            }
        }
        assign();
    }

    /// Takes the lengths of a code that is given.
    void use(int[] given) {
        System.arraycopy(given, 0, lengths, 0, lengths.length);
        assign();
    }

    /// Turns ascending weights into descending code lengths.
    private static void depths(int[] a, int n) {
        int leaf = 0;
        int root = 0;
        for (int node = 0; node < n - 1; node++) { // parents
            int sum = 0;
            for (int child = 0; child < 2; child++) {
                if (leaf >= n || root < node && a[root] < a[leaf]) {
                    sum += a[root];
                    a[root++] = node;
                } else {
                    sum += a[leaf++];
                }
            }
            a[node] = sum;
        }
        a[n - 2] = 0;
        for (int node = n - 3; node >= 0; node--) { // depths of inner nodes
            a[node] = a[a[node]] + 1;
        }
        int inner = n - 2;
        int available = 1;
        int depth = 0;
        int at = n - 1;
        while (available > 0) { // depths of leaves
            int used = 0;
            while (inner >= 0 && a[inner] == depth) {
                used++;
                inner--;
            }
            for (int i = available - used; i > 0; i--) {
                a[at--] = depth;
            }
            available = 2 * used;
            depth++;
        }
    }

    /// Lengthens short codes until the ones that were cut to `maxBits` fit.
    private void makeRoom() {
        long taken = 0;
        for (int bits = 1; bits <= maxBits; bits++) {
            taken += (long) perLength[bits] << maxBits - bits;
        }
        for (long over = taken - (1L << maxBits); over > 0; over--) {
            int bits = maxBits - 1;
            while (perLength[bits] == 0) {
                bits--;
            }
            perLength[bits]--;
            perLength[bits + 1] += 2;
            perLength[maxBits]--;
        }
    }

    private void assign() {
        Arrays.fill(perLength, 0);
        for (int length : lengths) {
            perLength[length]++;
        }
        perLength[0] = 0; // symbols without a code
        int code = 0;
        for (int bits = 1; bits <= maxBits; bits++) {
            code = code + perLength[bits - 1] << 1;
            next[bits] = code;
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int bits = lengths[symbol];
            if (bits > 0) {
                codes[symbol] = Integer.reverse(next[bits]++) >>> Integer.SIZE - bits;
            }
        }
    }
}
