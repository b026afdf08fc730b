package dev.diskwright.core.codec;

import java.util.Arrays;

/// Reads DEFLATE with a window of a given size, and nothing that the specification leaves open: codes must be complete,
/// copies must stay in the window, and the stream must end where its bytes do.
final class StrictInflater {
    private final byte[] in;
    private final int window;
    private byte[] out = new byte[1 << 16];
    private int size;
    private long position; // in bits

    private StrictInflater(byte[] in, int window) {
        this.in = in;
        this.window = window;
    }

    static byte[] inflate(byte[] stream, int windowBits) {
        var inflater = new StrictInflater(stream, 1 << windowBits);
        while (!inflater.block()) {
            // one more
        }
        check(inflater.position + 7 >> 3 == stream.length, "bytes behind the end");
        return Arrays.copyOf(inflater.out, inflater.size);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, position++) {
            check(position >> 3 < in.length, "the stream is cut");
            value |= (in[(int) (position >> 3)] >> (position & 7) & 1) << i;
        }
        return value;
    }

    private boolean block() {
        boolean last = bits(1) == 1;
        switch (bits(2)) {
            case 0 -> stored();
            case 1 -> {
                int[] lengths = new int[288];
                Arrays.fill(lengths, 0, 144, 8);
                Arrays.fill(lengths, 144, 256, 9);
                Arrays.fill(lengths, 256, 280, 7);
                Arrays.fill(lengths, 280, 288, 8);
                int[] distances = new int[32];
                Arrays.fill(distances, 5);
                symbols(new Code(lengths), new Code(distances));
            }
            case 2 -> dynamic();
            default -> throw new AssertionError("block type 3");
        }
        return last;
    }

    private void stored() {
        position = position + 7 & ~7L;
        int length = bits(16);
        check((length ^ bits(16)) == 0xffff, "length of a stored block");
        for (int i = 0; i < length; i++) {
            put((byte) bits(8));
        }
    }

    private void dynamic() {
        int literals = bits(5) + 257;
        int distances = bits(5) + 1;
        check(literals <= 286 && distances <= 30, "too many symbols");
        int[] order = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
        int[] lengths = new int[19];
        for (int i = bits(4) + 4, j = 0; i > 0; i--, j++) {
            lengths[order[j]] = bits(3);
        }
        var code = new Code(lengths);
        int[] all = new int[literals + distances];
        for (int i = 0; i < all.length; ) {
            int symbol = code.next();
            int value = symbol == 16 ? all[i - 1] : symbol < 16 ? symbol : 0;
            int run =
                    switch (symbol) {
                        case 16 -> 3 + bits(2);
                        case 17 -> 3 + bits(3);
                        case 18 -> 11 + bits(7);
                        default -> 1;
                    };
            check(i + run <= all.length, "a run over the end");
            Arrays.fill(all, i, i + run, value);
            i += run;
        }
        check(all[256] > 0, "no end of block");
        symbols(
                new Code(Arrays.copyOf(all, literals)),
                new Code(Arrays.copyOfRange(all, literals, all.length)));
    }

    private void symbols(Code literals, Code distances) {
        while (true) {
            int symbol = literals.next();
            if (symbol < 256) {
                put((byte) symbol);
            } else if (symbol == 256) {
                return;
            } else {
                check(symbol < 286, "length symbol");
                int code = symbol - 257;
                int length =
                        code == 28
                                ? 258
                                : code < 8
                                        ? code + 3
                                        : (4 + code % 4 << code / 4 - 1) + 3 + bits(code / 4 - 1);
                int symbol2 = distances.next();
                check(symbol2 < 30, "distance symbol");
                int distance =
                        symbol2 < 2
                                ? symbol2 + 1
                                : (2 + symbol2 % 2 << symbol2 / 2 - 1) + 1 + bits(symbol2 / 2 - 1);
                check(distance <= window && distance <= size, "distance " + distance);
                for (int i = 0; i < length; i++) {
                    put(out[size - distance]);
                }
            }
        }
    }

    private void put(byte value) {
        if (size == out.length) {
            out = Arrays.copyOf(out, 2 * size);
        }
        out[size++] = value;
    }

    private final class Code {
        private final int[] counts = new int[16];
        private final int[] symbols;

        Code(int[] lengths) {
            int room = 1 << 15;
            for (int length : lengths) {
                counts[length]++;
                room -= length > 0 ? 1 << 15 - length : 0;
            }
            check(room == 0, "an incomplete or impossible code");
            counts[0] = 0;
            symbols = new int[lengths.length];
            int at = 0;
            for (int bits = 1; bits < 16; bits++) {
                for (int i = 0; i < lengths.length; i++) {
                    if (lengths[i] == bits) {
                        symbols[at++] = i;
                    }
                }
            }
        }

        int next() {
            int code = 0;
            int first = 0;
            int index = 0;
            for (int length = 1; length < 16; length++) {
                code = code << 1 | bits(1);
                if (code - first < counts[length]) {
                    return symbols[index + code - first];
                }
                index += counts[length];
                first = first + counts[length] << 1;
            }
            throw new AssertionError("no such code");
        }
    }
}
