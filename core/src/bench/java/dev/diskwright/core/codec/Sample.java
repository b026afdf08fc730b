package dev.diskwright.core.codec;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Bytes to compress that are the same everywhere: half of them text of a thousand words, a quarter numbers that count up
/// in records, as tables and programs have them, the rest random.
final class Sample {
    private static final int WORDS = 1000;

    private Sample() {}

    static byte[] of(int size) {
        byte[] all = new byte[size];
        var random = new Random(1);
        int at = text(all, size / 2, random);
        at = records(all, at, size / 4 * 3);
        byte[] rest = new byte[size - at];
        random.nextBytes(rest);
        System.arraycopy(rest, 0, all, at, rest.length);
        return all;
    }

    private static int text(byte[] all, int end, Random random) {
        byte[][] words = new byte[WORDS][];
        for (int i = 0; i < WORDS; i++) {
            var word = new StringBuilder();
            for (int letters = 2 + random.nextInt(9); letters > 0; letters--) {
                word.append((char) ('a' + random.nextInt(26)));
            }
            words[i] = word.append(' ').toString().getBytes(StandardCharsets.US_ASCII);
        }
        int at = 0;
        while (at < end) {
            double rank = random.nextDouble();
            byte[] word = words[(int) (rank * rank * rank * WORDS)]; // few are frequent
            int length = Math.min(word.length, end - at);
            System.arraycopy(word, 0, all, at, length);
            at += length;
        }
        return at;
    }

    private static int records(byte[] all, int from, int end) {
        int at = from;
        for (int record = 0; at + 16 <= end; record++, at += 16) {
            for (int i = 0; i < 4; i++) {
                all[at + i] = (byte) (record >>> 8 * i);
                all[at + 4 + i] = (byte) (record * 24 >>> 8 * i);
            }
        }
        return end;
    }
}
