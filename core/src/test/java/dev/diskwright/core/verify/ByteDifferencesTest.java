package dev.diskwright.core.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ByteDifferencesTest {
    private static final int ALL = Integer.MAX_VALUE;

    private static ByteDifferences differences(BlockSource a, BlockSource b)
            throws IOException, InterruptedException {
        return ByteDifferences.of(a, b, ALL, Progress.NONE);
    }

    private static byte[] bytes(BlockSource disk) throws IOException {
        return disk.bytes(0, (int) disk.size()).toArray(ValueLayout.JAVA_BYTE);
    }

    /// {@return what a comparison byte by byte finds}
    private static List<ByteDifferences.Range> slowly(byte[] a, byte[] b) {
        int size = Math.max(a.length, b.length);
        byte[] one = Arrays.copyOf(a, size);
        byte[] other = Arrays.copyOf(b, size);
        var ranges = new ArrayList<ByteDifferences.Range>();
        for (int at = 0; at < size; at++) {
            if (one[at] == other[at]) {
                continue;
            }
            var last = ranges.isEmpty() ? null : ranges.getLast();
            if (last != null && at / 512 - (last.end() - 1) / 512 <= 1) {
                long length = at + 1 - last.offset();
                ranges.set(
                        ranges.size() - 1,
                        new ByteDifferences.Range(last.offset(), length, last.bytes() + 1));
            } else {
                ranges.add(new ByteDifferences.Range(at, 1, 1));
            }
        }
        return ranges;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void rangesAreThoseThatASlowComparisonFinds(long seed) throws Exception {
        Random random = Cases.random(seed);
        BlockSource a = Sources.random(random, (int) Cases.size(random, 3 << 20));
        byte[] bytes = bytes(a);
        byte[] changed = Arrays.copyOf(bytes, (int) Cases.size(random, 3 << 20));
        for (int i = random.nextInt(6); i > 0 && changed.length > 0; i--) {
            int at = random.nextInt(changed.length);
            int end = Math.min(changed.length, at + random.nextInt(600_000));
            for (int j = at; j < end; j += 1 + random.nextInt(2000)) {
                changed[j] = (byte) random.nextInt();
            }
        }
        BlockSource b = BlockSource.of(changed);
        List<ByteDifferences.Range> expected = slowly(bytes, changed);
        for (int threads : new int[] {1, 3}) {
            var progress = new AtomicLong();
            ByteDifferences found =
                    ByteDifferences.of(a, b, ALL, Sources.counting(progress), threads);
            assertEquals(expected, found.ranges());
            assertEquals(expected.size(), found.count());
            assertEquals(expected.stream().mapToLong(it -> it.bytes()).sum(), found.bytes());
            assertEquals(ByteDifferences.amount(a, b), progress.get());
            ByteDifferences.First first = found.first();
            if (first == null) {
                assertTrue(expected.isEmpty());
                continue;
            }
            int at = (int) first.offset();
            assertEquals(expected.getFirst().offset(), at);
            assertEquals(at < bytes.length ? bytes[at] & 0xff : -1, first.a());
            assertEquals(at < changed.length ? changed[at] & 0xff : -1, first.b());
        }
    }

    @Test
    void commonHolesCostNothing() throws Exception {
        byte[] data = Cases.bytes(Cases.random(1), 5000);
        long size = 8L << 40;
        var a = Composition.ofSize(size).place(5L << 40, BlockSource.of(data)).build();
        byte[] other = data.clone();
        other[1234] ^= 1;
        var b = Composition.ofSize(size + 7).place(5L << 40, BlockSource.of(other)).build();
        ByteDifferences found = differences(a, b);
        long at = (5L << 40) + 1234;
        assertEquals(List.of(new ByteDifferences.Range(at, 1, 1)), found.ranges());
        assertEquals(at + 1, found.end());
        assertTrue(differences(a, a).none());
        assertNull(differences(a, a).first());
    }

    @Test
    void listIsBoundedAndTheRestCounted() throws Exception {
        byte[] comb = new byte[1 << 20];
        for (int i = 0; i < comb.length; i += 2048) {
            comb[i] = 1;
        }
        BlockSource zeros = BlockSource.zeros(comb.length);
        var found = ByteDifferences.of(BlockSource.of(comb), zeros, 3, Progress.NONE);
        assertEquals(3, found.ranges().size());
        assertEquals(512, found.count());
        assertEquals(512, found.bytes());
        assertEquals(new ByteDifferences.First(0, 1, 0), found.first());
    }

    @Test
    void failureOfEitherDiskIsThrown() {
        var problem = new IOException("gone");
        BlockSource bad = Sources.failingAt(4 << 20, 3 << 20, problem);
        BlockSource good = BlockSource.of(new byte[4 << 20]);
        assertEquals(problem, assertThrows(IOException.class, () -> differences(bad, good)));
        assertEquals(problem, assertThrows(IOException.class, () -> differences(good, bad)));
    }

    @Test
    void interruptEndsIt() {
        Thread.currentThread().interrupt();
        BlockSource disk = BlockSource.of(new byte[4 << 20]);
        assertThrows(InterruptedException.class, () -> differences(disk, disk));
        Thread.interrupted();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void holesOfOneAloneAreFound(long seed) throws Exception {
        Random random = Cases.random(seed);
        int size = (int) Cases.size(random, 500_000);
        BlockSource a = Sources.random(random, size);
        BlockSource b = Sources.random(random, (int) Cases.size(random, 500_000));
        int common = (int) Math.min(a.size(), b.size());
        var expected = new ArrayList<HoleDifferences.Range>();
        for (int at = 0; at < common; at++) {
            boolean inA = a.extentAt(at).isZero();
            if (inA != b.extentAt(at).isZero()) {
                var last = expected.isEmpty() ? null : expected.getLast();
                if (last != null && last.offset() + last.length() == at && last.inA() == inA) {
                    expected.removeLast();
                    expected.add(new HoleDifferences.Range(last.offset(), last.length() + 1, inA));
                } else {
                    expected.add(new HoleDifferences.Range(at, 1, inA));
                }
            }
        }
        HoleDifferences found = HoleDifferences.of(a, b, ALL);
        assertEquals(expected, found.ranges());
        assertEquals(expected.size(), found.count());
        assertEquals(expected.stream().mapToLong(it -> it.length()).sum(), found.bytes());
        assertEquals(Math.min(2, expected.size()), HoleDifferences.of(a, b, 2).ranges().size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    @Tag("peer")
    void qemuImgFindsTheSameFirstDifference(long seed, @TempDir Path folder) throws Exception {
        Peers.require("qemu-img");
        Random random = Cases.random(seed);
        byte[] one = bytes(Sources.random(random, 512 * random.nextInt(1, 1000)));
        byte[] other = Arrays.copyOf(one, 512 * random.nextInt(1, 1000));
        for (int i = random.nextInt(3); i > 0; i--) {
            other[random.nextInt(other.length)] ^= 1;
        }
        Path a = Files.write(folder.resolve("a"), one);
        Path b = Files.write(folder.resolve("b"), other);
        var result = Peers.run("qemu-img", "compare", "-f", "raw", "-F", "raw", a, b);
        try (var left = DiskImage.open(a);
                var right = DiskImage.open(b)) {
            ByteDifferences found = differences(left.disk(), right.disk());
            assertEquals(found.none() ? 0 : 1, result.status(), result.output());
            if (!found.none()
                    && found.ranges().getFirst().offset() < Math.min(one.length, other.length)) {
                String told = result.output().replaceAll("(?s).*at offset (\\d+)!.*", "$1");
                long sector = found.ranges().getFirst().offset() / 512 * 512;
                assertTrue(Long.parseLong(told) <= found.ranges().getFirst().offset(), told);
                assertTrue(Long.parseLong(told) >= sector, told + " " + sector);
            }
        }
    }
}
