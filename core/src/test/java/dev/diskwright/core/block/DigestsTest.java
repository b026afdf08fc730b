package dev.diskwright.core.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DigestsTest {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void digestsFollowFromTheBytesAlone(long seed) throws IOException, InterruptedException {
        Random random = Cases.random(seed);
        var disk = Composition.ofSize(random.nextInt(9 << 20));
        BlockSource piece = Sources.random(random, 1 + random.nextInt(100_000));
        long room = disk.build().size() - piece.size();
        if (room >= 0) {
            disk.place((long) (room * random.nextDouble()), piece);
        }
        BlockSource source = disk.build();
        byte[] bytes = source.bytes(0, (int) source.size()).toArray(ValueLayout.JAVA_BYTE);
        var read = new AtomicLong();
        assertEquals(sha256(bytes), Digests.sha256(source, Sources.counting(read)));
        assertEquals(source.size(), read.get());
        String expected = byDefinition(bytes);
        assertEquals(expected, Digests.fingerprint(source, Progress.NONE, 1));
        assertEquals(expected, Digests.fingerprint(source, Progress.NONE, 3));
        assertEquals(expected, Digests.fingerprint(BlockSource.of(bytes), Progress.NONE));
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.newSha256().digest(bytes));
    }

    /// The tree, built level by level.
    private static String byDefinition(byte[] bytes) {
        var level = new ArrayList<byte[]>();
        for (int at = 0; at == 0 || at < bytes.length; at += HashTree.LEAF) {
            byte[] leaf = new byte[1 + HashTree.LEAF];
            System.arraycopy(bytes, at, leaf, 1, Math.min(HashTree.LEAF, bytes.length - at));
            level.add(Digests.newSha256().digest(leaf));
        }
        while (Integer.bitCount(level.size()) != 1) {
            level.add(Digests.newSha256().digest(new byte[1 + HashTree.LEAF]));
        }
        while (level.size() > 1) {
            for (int i = 0; i < level.size(); i++) {
                byte[] node = Arrays.copyOf(new byte[] {1}, 65);
                System.arraycopy(level.get(i), 0, node, 1, 32);
                System.arraycopy(level.remove(i + 1), 0, node, 33, 32);
                level.set(i, Digests.newSha256().digest(node));
            }
        }
        byte[] root = Arrays.copyOf(new byte[] {2}, 41);
        for (int i = 0; i < 8; i++) {
            root[1 + i] = (byte) ((long) bytes.length >>> 8 * i);
        }
        System.arraycopy(level.get(0), 0, root, 9, 32);
        return sha256(root);
    }

    @Test
    void holesCostNothing() {
        assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    for (int i = 0; i < 1000; i++) {
                        Digests.fingerprint(BlockSource.zeros(2 * Units.TIB), Progress.NONE, 1);
                    }
                    Digests.fingerprint(BlockSource.zeros(Long.MAX_VALUE), Progress.NONE);
                });
    }

    @Test
    void theSizeIsPartOfTheFingerprint() throws IOException, InterruptedException {
        assertNotEquals(
                Digests.fingerprint(BlockSource.zeros(10), Progress.NONE),
                Digests.fingerprint(BlockSource.zeros(11), Progress.NONE));
    }

    @Test
    void aFailureArrives() {
        var failure = new IOException("broken");
        BlockSource broken = Sources.failingAt(8 << 20, 5 << 20, failure);
        assertSame(
                failure,
                assertThrows(IOException.class, () -> Digests.fingerprint(broken, Progress.NONE)));
    }

    @Test
    void anInterruptEndsIt() {
        BlockSource endless = Sources.failingAt(Units.TIB, Units.TIB, new IOException());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> Digests.fingerprint(endless, Progress.NONE));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> Digests.sha256(endless, Progress.NONE));
    }
}
