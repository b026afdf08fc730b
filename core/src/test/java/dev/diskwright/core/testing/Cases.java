package dev.diskwright.core.testing;

import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Seeds and the values that break things. `-Ddiskwright.cases=N` runs N seeds where a property test asks for some.
public final class Cases {
    private static final long[] EDGES = {
        0,
        1,
        2,
        3,
        511,
        512,
        513,
        4095,
        4096,
        4097,
        65535,
        65536,
        65537,
        (1L << 31) - 1,
        1L << 31,
        (1L << 32) - 1,
        1L << 32
    };

    private Cases() {}

    /// {@return the seeds of a property test: 20, or as many as the system property says}
    public static Stream<Long> seeds() {
        return LongStream.range(0, Long.getLong("diskwright.cases", 20)).boxed();
    }

    /// {@return a generator for one case; every bit of it follows from the seed}
    public static Random random(long seed) {
        return new Random(seed * 0x9e3779b97f4a7c15L + 1);
    }

    /// {@return a size from 0 to `limit`, often an edge}
    public static long size(Random random, long limit) {
        long size =
                random.nextInt(3) == 0
                        ? EDGES[random.nextInt(EDGES.length)]
                        : (long) (Math.pow(random.nextDouble(), 4) * limit);
        return Math.min(size, limit);
    }

    /// {@return random bytes}
    public static byte[] bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Flips up to 16 bits of `image`, so that it is damaged in an unforeseen way.
    public static void damage(Random random, byte[] image) {
        for (int flips = 1 + random.nextInt(16); flips > 0; flips--) {
            image[random.nextInt(image.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }
}
