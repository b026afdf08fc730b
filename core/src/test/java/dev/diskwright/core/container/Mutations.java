package dev.diskwright.core.container;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Sources;
import dev.diskwright.core.testing.SparseTarget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/// Damages images in all their parts, and reads them: every time there are bytes or an [ImageException], soon.
final class Mutations {
    private static final int MOST_READ = 4 << 20; // bytes of a disk that claims to be larger
    private static final long LIMIT = 2_000_000_000L; // nanoseconds
    private static final byte[][] EVIL = {
        {0, 0, 0, 0, 0, 0, 0, 0},
        {-1, -1, -1, -1, -1, -1, -1, -1},
        {127, -1, -1, -1, -1, -1, -1, -1},
        {-1, -1, -1, -1, -1, -1, -1, 127},
        {-128, 0, 0, 0, 0, 0, 0, 0},
        {0, 0, 0, 0, 0, 0, 0, -128},
        {0, 0, 0, 1},
        {1, 0, 0, 0}
    };

    private Mutations() {}

    /// Runs `count` mutations of an image of that variant.
    ///
    /// @return how many of them ended in bytes
    static int run(Variant variant, int count, long seed) throws IOException, InterruptedException {
        SparseTarget file = variant.write(Sources.random(Cases.random(seed), 200_000));
        byte[] whole =
                file.source()
                        .bytes(0, (int) Math.min(32 << 20, file.source().size()))
                        .toArray(ValueLayout.JAVA_BYTE);
        int[] metadata = notZero(whole);
        Random random = Cases.random(seed);
        int good = 0;
        for (int i = 0; i < count; i++) {
            byte[] damaged = whole.clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                damage(random, damaged, metadata);
            }
            good += consume(variant, BlockSource.of(damaged), file.asCompanions()) ? 1 : 0;
        }
        return good;
    }

    /// {@return offsets near which there is something to damage}
    private static int[] notZero(byte[] bytes) {
        return java.util.stream.IntStream.range(0, bytes.length)
                .filter(i -> bytes[i] != 0 && (i < 4096 || i % 7 == 0 || i > bytes.length - 4096))
                .toArray();
    }

    private static void damage(Random random, byte[] image, int[] places) {
        int at = places.length == 0 ? 0 : places[random.nextInt(places.length)];
        if (random.nextInt(3) == 0) {
            at = places.length == 0 ? 0 : places[random.nextInt(Math.min(400, places.length))];
        }
        if (random.nextBoolean()) {
            image[at] ^= (byte) (1 << random.nextInt(8));
        } else {
            byte[] evil = EVIL[random.nextInt(EVIL.length)];
            int start = Math.min(at & -4, Math.max(0, image.length - evil.length));
            System.arraycopy(evil, 0, image, start, Math.min(evil.length, image.length));
        }
    }

    /// Reads a disk and checks the file.
    ///
    /// @return whether it gave bytes to the end
    static boolean consume(Variant variant, BlockSource file, Companions companions)
            throws IOException {
        long began = System.nanoTime();
        boolean good = read(variant.format(), variant.where(), file, companions);
        variant.format().check(variant.where(), file, companions, _ -> {});
        long took = System.nanoTime() - began;
        assertTrue(took < LIMIT, () -> "took " + took / 1_000_000 + " ms");
        return good;
    }

    private static boolean read(
            ContainerFormat format, Where where, BlockSource file, Companions companions)
            throws IOException {
        try {
            Container container = format.decode(where, file, companions);
            for (Container.Disk it : container.disks()) {
                read(it.open());
            }
            for (Container.Disk it : container.snapshots()) {
                read(it.open());
            }
            return true;
        } catch (ImageException e) {
            return false;
        }
    }

    private static void read(BlockSource disk) throws IOException {
        long left = MOST_READ;
        for (long at = 0; at < disk.size() && left > 0; ) {
            Extent extent = disk.extentAt(at);
            assertTrue(extent.offset() <= at && at < extent.end(), () -> extent.toString());
            long length = Math.min(extent.end() - at, left);
            if (!extent.isZero()) {
                length = Math.min(length, 1 << 18);
                disk.read(at, MemorySegment.ofArray(new byte[(int) length]));
                at += length;
            } else {
                at = extent.end();
            }
            left -= Math.max(4096, length);
        }
    }
}
