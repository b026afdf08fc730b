package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.Guids;
import java.lang.foreign.MemorySegment;
import java.util.UUID;

/// The hash of a name that a directory's index is ordered by (kernel documentation, "Hash Tree Directories").
///
/// @param version [#LEGACY], [#HALF_MD4] or [#TEA]
/// @param unsigned whether characters count as unsigned, as the superblock's flags say
/// @param seed the superblock's `s_hash_seed`; all zero for the built-in one
record DirectoryHash(int version, boolean unsigned, UUID seed) {
    static final int LEGACY = 0;
    static final int HALF_MD4 = 1;
    static final int TEA = 2;

    private static final int[] BUILT_IN = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    private static final int ROUND_2 = 0x5a827999; // 2^30 times the square root of 2
    private static final int ROUND_3 = 0x6ed9eba1; // 2^30 times the square root of 3
    private static final int GOLDEN = 0x9e3779b9;
    private static final int END_OF_DIRECTORY = 0xfffffffe; // a hash that is kept free

    /// {@return the hash of a superblock's directories}
    ///
    /// @param version as the directory's index says
    static DirectoryHash of(Superblock superblock, int version) {
        boolean unsigned = (superblock.flags() & Superblock.FLAG_UNSIGNED_HASH) != 0;
        return new DirectoryHash(version, unsigned, superblock.hashSeed());
    }

    /// {@return hash in the upper and minor hash in the lower 32 bits} The lowest bit of the hash is always 0; compare
    /// hashes as unsigned.
    long of(byte[] name) {
        int hash;
        int minor = 0;
        int[] state = start();
        switch (version) {
            case HALF_MD4 -> {
                for (int at = 0; at < name.length; at += 32) {
                    halfMd4(state, words(name, at, 8));
                }
                hash = state[1];
                minor = state[2];
            }
            case TEA -> {
                for (int at = 0; at < name.length; at += 16) {
                    tea(state, words(name, at, 4));
                }
                hash = state[0];
                minor = state[1];
            }
            default -> hash = legacy(name);
        }
        hash &= ~1;
        if (hash == END_OF_DIRECTORY) {
            hash -= 2;
        }
        return (long) hash << 32 | minor & 0xffff_ffffL;
    }

    private int[] start() {
        if (seed.equals(Guids.NIL)) {
            return BUILT_IN.clone();
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[16]);
        Guids.putPlain(bytes, 0, seed);
        var state = new int[4];
        for (int i = 0; i < 4; i++) {
            state[i] = (int) LittleEndian.u32(bytes, 4L * i);
        }
        return state;
    }

    private int character(byte value) {
        return unsigned ? value & 0xff : value;
    }

    /// {@return the next `count` words of a name, its first characters uppermost, filled up with its length}
    private int[] words(byte[] name, int from, int count) {
        int rest = name.length - from;
        int padding = rest | rest << 8;
        padding |= padding << 16;
        var words = new int[count];
        for (int i = 0; i < count; i++) {
            int word = padding;
            for (int at = 4 * i; at < Math.min(4 * i + 4, rest); at++) {
                word = (word << 8) + character(name[from + at]);
            }
            words[i] = word;
        }
        return words;
    }

    private int legacy(byte[] name) {
        int before = 0x37abe8f9;
        int last = 0x12a3fe2d;
        for (byte value : name) {
            int next = before + (last ^ character(value) * 7152373);
            if (next < 0) {
                next -= 0x7fffffff;
            }
            before = last;
            last = next;
        }
        return last << 1;
    }

    private static void tea(int[] state, int[] in) {
        int x = state[0];
        int y = state[1];
        int sum = 0;
        for (int round = 0; round < 16; round++) {
            sum += GOLDEN;
            x += (y << 4) + in[0] ^ y + sum ^ (y >>> 5) + in[1];
            y += (x << 4) + in[2] ^ x + sum ^ (x >>> 5) + in[3];
        }
        state[0] += x;
        state[1] += y;
    }

    private static final int[][] MD4_ORDER = {
        {0, 1, 2, 3, 4, 5, 6, 7}, {1, 3, 5, 7, 0, 2, 4, 6}, {3, 7, 2, 6, 1, 5, 0, 4}
    };
    private static final int[][] MD4_SHIFTS = {{3, 7, 11, 19}, {3, 5, 9, 13}, {3, 9, 11, 15}};
    private static final int[] MD4_CONSTANTS = {0, ROUND_2, ROUND_3};

    /// MD4's compression with half the words.
    private static void halfMd4(int[] state, int[] in) {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 8; i++) {
                int mixed =
                        switch (round) {
                            case 0 -> d ^ b & (c ^ d);
                            case 1 -> (b & c) + ((b ^ c) & d);
                            default -> b ^ c ^ d;
                        };
                int sum = a + mixed + in[MD4_ORDER[round][i]] + MD4_CONSTANTS[round];
                a = d;
                d = c;
                c = b;
                b = Integer.rotateLeft(sum, MD4_SHIFTS[round][i & 3]);
            }
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
