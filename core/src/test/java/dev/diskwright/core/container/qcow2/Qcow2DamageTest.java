package dev.diskwright.core.container.qcow2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.MemoryTarget;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Damage that is meant: every kind is found. Damage that is not: nothing but an [ImageException] comes of it.
class Qcow2DamageTest {
    private static final int CLUSTER = 4096;

    /// {@return header, five clusters of data, L2 table, L1 table, refcount block, refcount table}
    private static byte[] image() throws IOException, InterruptedException {
        byte[] data = new byte[5 * CLUSTER];
        Arrays.fill(data, (byte) 0x5a);
        return Images.encode(BlockSource.of(data), CLUSTER);
    }

    private static final int L2 = 6 * CLUSTER;
    private static final int L1 = 7 * CLUSTER;
    private static final int BLOCK = 8 * CLUSTER;
    private static final int TABLE = 9 * CLUSTER;

    private static Arguments damage(String sentence, Consumer<MemorySegment> how) {
        return Arguments.of(sentence, how);
    }

    static Stream<Arguments> damage() {
        return Stream.of(
                damage("refcount of 0", it -> it.set(Entries.U16, BLOCK + 2, (short) 0)),
                damage("is leaked", it -> it.set(Entries.U16, BLOCK + 2, (short) 2)),
                damage("marked as copied, but", it -> it.set(Entries.U16, BLOCK + 2, (short) 2)),
                damage("not marked as copied", it -> clear(it, L2, Entries.COPIED)),
                damage("not marked as copied", it -> clear(it, L1, Entries.COPIED)),
                damage("is leaked: 0", it -> it.set(Entries.U64, L2, 0)),
                damage("2 references", it -> it.set(Entries.U64, L2, CLUSTER * 2 | Entries.COPIED)),
                damage("cannot share it", it -> it.set(Entries.U64, L2, L1 | Entries.COPIED)),
                damage("cannot share it", it -> it.set(Entries.U64, L1, TABLE | Entries.COPIED)),
                damage("a cluster's start", it -> it.set(Entries.U64, L2, 0x1200)),
                damage("not a cluster's start", it -> it.set(Entries.U64, L1, 0x1200)),
                damage("reserved bits", it -> set(it, L2, 1 << 3)),
                damage("reserved bits", it -> set(it, L1, 1 << 3)),
                damage("reserved bits", it -> set(it, TABLE, 1 << 3)),
                damage("not in the file", it -> it.set(Entries.U64, L2, 1L << 40)),
                damage("not in the file", it -> it.set(Entries.U64, L1, 1L << 40)),
                damage("a cluster of the file", it -> it.set(Entries.U64, TABLE, 1L << 40)),
                damage("compressed cluster", it -> set(it, L2, Entries.COMPRESSED)),
                damage("deflate|bytes", it -> it.set(Entries.U64, L2, 4096 | 1L << 62)),
                damage("marked as corrupt", it -> it.set(Entries.U64, 72, 2)),
                damage("not closed", it -> it.set(Entries.U64, 72, 1)),
                damage("expected 0x514649fb", it -> it.set(Entries.U32, 0, 0)),
                damage("snapshotsOffset", it -> it.set(Entries.U32, 60, 5000)));
    }

    private static void set(MemorySegment file, long at, long bits) {
        file.set(Entries.U64, at, file.get(Entries.U64, at) | bits);
    }

    private static void clear(MemorySegment file, long at, long bits) {
        file.set(Entries.U64, at, file.get(Entries.U64, at) & ~bits);
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("damage")
    void damageIsFound(String sentence, Consumer<MemorySegment> how) throws Exception {
        byte[] file = image();
        how.accept(MemorySegment.ofArray(file));
        List<Finding> findings = Images.check(BlockSource.of(file), Companions.NONE);
        assertTrue(
                findings.stream()
                        .anyMatch(it ->
                                Arrays.stream(sentence.split("\\|", -1))
                                        .anyMatch(part -> it.toString().contains(part))),
                sentence + ": " + findings);
    }

    @Test
    void unsupportedFeaturesGoByTheirNames() throws Exception {
        refused("AES encryption", it -> it.set(Entries.U32, 32, 1));
        refused("LUKS encryption", it -> it.set(Entries.U32, 32, 2));
        refused("version 4", it -> it.set(Entries.U32, 4, 4));
        refused("feature bit 33", it -> it.set(Entries.U64, 72, 1L << 33));
        refused(
                "feature bit 33 (time travel)",
                it -> {
                    it.set(Entries.U64, 72, 1L << 33);
                    it.set(Entries.U32, 112, HeaderExtensions.FEATURE_NAMES);
                    it.set(Entries.U32, 116, 48);
                    it.set(ValueLayout.JAVA_BYTE, 121, (byte) 33);
                    byte[] name = "time travel".getBytes(StandardCharsets.US_ASCII);
                    MemorySegment.copy(name, 0, it, ValueLayout.JAVA_BYTE, 122, name.length);
                });
    }

    private static void refused(String words, Consumer<MemorySegment> how) throws Exception {
        byte[] file = image();
        how.accept(MemorySegment.ofArray(file));
        var e = assertThrows(UnsupportedImageException.class, () -> Images.decode(file));
        assertTrue(e.problem().contains(words), e.problem());
    }

    /// An image with subclusters: header, data, L2 table.
    @ParameterizedTest
    @CsvSource({
        "0, 3, both zero and in the cluster",
        "8, 1, in a cluster that there is not",
    })
    void bitmapsThatContradictThemselvesAreFound(int entry, int bit, String words)
            throws Exception {
        byte[] data = new byte[16_384];
        Arrays.fill(data, (byte) 0x5a);
        var target = new MemoryTarget("disk.qcow2");
        Map<String, String> options = Map.of("extended_l2", "on", "cluster_size", "16K");
        Encoding.write(new Qcow2(), BlockSource.of(data), options, target, Progress.NONE);
        byte[] file = target.bytes();
        MemorySegment bytes = MemorySegment.ofArray(file);
        long at = 2 * 16_384 + 16L * entry + 8;
        set(bytes, at, 1L << bit | (entry == 0 ? 1L << 32 + bit : 0));
        List<Finding> findings = Images.check(BlockSource.of(file), Companions.NONE);
        assertTrue(
                findings.stream().anyMatch(it -> it.toString().contains(words)), words + findings);
        BlockSource disk = Images.decode(file);
        if (entry == 0) {
            assertThrows(CorruptImageException.class, () -> disk.bytes(0, 10));
        }
    }

    @Test
    void compressedClustersThatAreDamagedAreFound() throws Exception {
        for (String how : List.of("zlib", "zstd")) {
            var target = new MemoryTarget("disk.qcow2");
            byte[] data = new byte[300_000];
            Arrays.setAll(new int[data.length], i -> data[i] = (byte) (i * i >> 7));
            var options = Map.of("compress", how);
            Encoding.write(new Qcow2(), BlockSource.of(data), options, target, Progress.NONE);
            byte[] file = target.bytes();
            Arrays.fill(file, 65_536, 65_536 + 64, (byte) 0xff);
            List<Finding> findings = Images.check(BlockSource.of(file), Companions.NONE);
            assertEquals(1, findings.size(), findings.toString());
            assertTrue(findings.getFirst().toString().contains("compressed cluster"));
        }
    }

    @Test
    void backingFilesThatLeadInACircleAreRefused() throws Exception {
        byte[] file = image();
        MemorySegment bytes = MemorySegment.ofArray(file);
        bytes.set(Entries.U64, 8, 512);
        bytes.set(Entries.U32, 16, 4);
        MemorySegment.copy(
                new byte[] {'s', 'e', 'l', 'f'}, 0, bytes, ValueLayout.JAVA_BYTE, 512, 4);
        BlockSource self = BlockSource.of(file);
        assertThrows(
                UnsupportedImageException.class,
                () -> new Qcow2().decode(Images.FILE, self, (_, _) -> self).disk());
        assertThrows(UnsupportedImageException.class, () -> Images.decode(file));
    }

    @Test
    void fileThatWasCutIsCorrupt() throws Exception {
        byte[] file = image();
        // the data of an image whose tables come first
        byte[] moved = Arrays.copyOf(file, 16 * CLUSTER);
        MemorySegment.ofArray(moved).set(Entries.U64, L2, 15L * CLUSTER);
        byte[] cut = Arrays.copyOf(moved, 14 * CLUSTER);
        BlockSource disk = Images.decode(cut);
        assertThrows(CorruptImageException.class, () -> disk.bytes(0, 10));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedImageFailsCleanly(long seed) throws Exception {
        Random random = Cases.random(seed);
        int clusterSize = 512 << random.nextInt(4);
        byte[] file = Images.encode(Sources.random(random, 300_000), clusterSize);
        for (int flips = 1 + random.nextInt(16); flips > 0; flips--) {
            int at =
                    switch (random.nextInt(3)) {
                        case 0 -> random.nextInt(128);
                        case 1 -> file.length - 1 - random.nextInt(5 * clusterSize);
                        default -> random.nextInt(file.length);
                    };
            file[at] ^= (byte) (1 << random.nextInt(8));
        }
        byte[] cut = Arrays.copyOf(file, (int) Cases.size(random, file.length));
        for (byte[] it : List.of(file, cut)) {
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(it));
        }
    }

    private static void readOrRefuse(byte[] file) throws IOException {
        Images.check(BlockSource.of(file), Companions.NONE);
        try {
            BlockSource disk = Images.decode(file);
            long limit = Math.min(disk.size(), 1 << 20);
            for (long at = 0; at < limit; at += 4096) {
                disk.extentAt(at);
                disk.bytes(at, (int) Math.min(4096, disk.size() - at));
            }
        } catch (ImageException allowed) {
            // the one way out
        }
    }
}
