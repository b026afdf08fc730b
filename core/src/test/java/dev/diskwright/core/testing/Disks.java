package dev.diskwright.core.testing;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import java.util.Arrays;
import java.util.Random;

/// Disks whose bytes are more like those of real ones than random ones are.
public final class Disks {
    private Disks() {}

    /// {@return a disk with holes, zeros that count as data, patterns, text-like and random bytes}
    public static BlockSource compressible(Random random, int size) {
        var disk = Composition.ofSize(size);
        int at = random.nextInt(4) == 0 ? random.nextInt(300_000) : 0;
        while (at < size) {
            int length = Math.min(1 + random.nextInt(150_000), size - at);
            disk.place(at, BlockSource.of(piece(random, length)));
            at += length + (random.nextInt(3) == 0 ? random.nextInt(400_000) : 0);
        }
        return disk.build();
    }

    private static byte[] piece(Random random, int length) {
        byte[] bytes = new byte[length];
        switch (random.nextInt(5)) {
            case 0 -> random.nextBytes(bytes);
            case 1 -> Arrays.fill(bytes, (byte) random.nextInt());
            case 2 -> {} // zeros
            case 3 -> {
                byte[] words = Cases.bytes(random, 400);
                for (int at = 0; at < length; ) {
                    int from = random.nextInt(words.length - 12);
                    int count = Math.min(3 + random.nextInt(9), length - at);
                    System.arraycopy(words, from, bytes, at, count);
                    at += count;
                }
            }
            default -> {
                for (int i = 0; i < length; i++) {
                    bytes[i] = (byte) (random.nextInt(8) * random.nextInt(8));
                }
            }
        }
        return bytes;
    }

    /// {@return a disk that is `base` here, something else there, and zero in other places}
    public static BlockSource changed(Random random, BlockSource base, int size) {
        var disk = Composition.ofSize(size);
        int at = 0;
        while (at < size) {
            int length = Math.min(1 + random.nextInt(100_000), size - at);
            int kind = random.nextInt(3);
            if (kind == 0) {
                disk.place(at, BlockSource.of(piece(random, length)));
            } else if (kind == 1 && at + length <= base.size()) {
                disk.place(at, base.slice(at, length));
            }
            at += length;
        }
        return disk.build();
    }
}
