package dev.diskwright.core.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Bytes to compress: each piece of another kind, long and short ones mixed.
final class Samples {
    private Samples() {}

    static byte[] random(Random random, int size) {
        byte[] bytes = new byte[size];
        for (int at = 0; at < size; ) {
            int length = Math.min(size - at, 1 + random.nextInt(1 << random.nextInt(4, 17)));
            fill(random, bytes, at, at + length);
            at += length;
        }
        return bytes;
    }

    private static void fill(Random random, byte[] bytes, int from, int to) {
        switch (random.nextInt(7)) {
            case 0 -> {} // zeros
            case 1 -> {
                byte[] noise = new byte[to - from];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, bytes, from, noise.length);
            }
            case 2 -> Arrays.fill(bytes, from, to, (byte) random.nextInt());
            case 3 -> { // few values
                int values = 1 + random.nextInt(20);
                for (int i = from; i < to; i++) {
                    bytes[i] = (byte) (random.nextInt(values) * 7);
                }
            }
            case 4 -> text(random, bytes, from, to);
            case 5 -> { // records with a counter
                for (int i = from; i < to; i++) {
                    bytes[i] = (byte) (i % 24 == 0 ? i / 24 : i % 24 * 31);
                }
            }
            default -> { // what was before, with faults
                int distance = 1 + random.nextInt(Math.max(1, from));
                for (int i = from; i < to; i++) {
                    boolean fault = i < distance || random.nextInt(40) == 0;
                    bytes[i] = fault ? (byte) random.nextInt() : bytes[i - distance];
                }
            }
        }
    }

    private static void text(Random random, byte[] bytes, int from, int to) {
        String[] words =
                "the quick brown fox jumps over a lazy dog, return value; 0x00 = {}\n".split(" ");
        for (int at = from; at < to; ) {
            byte[] word =
                    (words[random.nextInt(words.length)] + " ").getBytes(StandardCharsets.US_ASCII);
            int length = Math.min(word.length, to - at);
            System.arraycopy(word, 0, bytes, at, length);
            at += length;
        }
    }
}
