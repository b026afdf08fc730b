package dev.diskwright.core.container.vma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Archives in every order, and damaged ones.
class VmaReaderTest {
    private static byte[] bytes(Random random, int size) throws IOException {
        return Sources.random(random, size).bytes(0, size).toArray(ValueLayout.JAVA_BYTE);
    }

    private static List<Archives.Listed> ascending(Map<String, byte[]> devices) {
        var listed = new ArrayList<Archives.Listed>();
        int id = 0;
        for (byte[] it : devices.values()) {
            id++;
            for (long cluster = 0; cluster < Fields.clusters(it.length); cluster++) {
                listed.add(new Archives.Listed(id, cluster));
            }
        }
        return listed;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void clustersMayComeInAnyOrder(long seed) throws Exception {
        Random random = Cases.random(seed);
        var devices = new LinkedHashMap<String, byte[]>();
        devices.put("drive-scsi0", bytes(random, (int) Cases.size(random, 5 << 20) / 512 * 512));
        devices.put("drive-scsi1", bytes(random, (int) Cases.size(random, 3 << 20) / 512 * 512));
        List<Archives.Listed> order = ascending(devices);
        if (seed % 2 == 0) {
            Collections.shuffle(order, random);
        } else {
            Collections.rotate(order, random.nextInt(50));
        }
        byte[] file = Archives.inOrder(random, devices, order);
        Container container = Archives.decode(file);
        for (var it : devices.entrySet()) {
            DiskFiles.assertSame(
                    BlockSource.of(it.getValue()),
                    container.disk(it.getKey()).orElseThrow().open());
        }
        List<Finding> findings = Archives.check(file);
        assertTrue(
                findings.stream().allMatch(it -> it.toString().contains("does not map")),
                findings.toString());
    }

    @Test
    void memoryOfTheMachineIsNoDisk() throws Exception {
        var devices = new LinkedHashMap<String, byte[]>();
        devices.put("vmstate", new byte[100_000]);
        devices.put("drive-scsi0", new byte[65_536]);
        List<Archives.Listed> order = ascending(devices);
        byte[] file = Archives.inOrder(Cases.random(1), devices, order);
        Container container = Archives.decode(file);
        assertEquals(1, container.disks().size());
        assertTrue(container.facts().contains(new Container.Fact("vmstate", "100000 bytes")));
        assertEquals(List.of(), Archives.check(file));
        Collections.swap(order, 0, 1);
        byte[] wrong = Archives.inOrder(Cases.random(1), devices, order);
        assertEquals(65_536, Archives.decode(wrong).disk().size());
        assertTrue(Archives.check(wrong).toString().contains("cluster 1 of vmstate follows"));
    }

    @Test
    void missingAndRepeatedClustersAreFound() throws Exception {
        Map<String, byte[]> devices = Map.of("drive-scsi0", Cases.bytes(Cases.random(1), 5 << 20));
        List<Archives.Listed> order = ascending(devices);
        Archives.Listed gone = order.remove(40);
        byte[] missing = Archives.inOrder(Cases.random(1), devices, order);
        Container container = Archives.decode(missing); // tells of what it holds all the same
        var e = assertThrows(CorruptImageException.class, container::disk);
        assertTrue(e.problem().contains("no clusters 40 to 40"), e.problem());
        assertTrue(Archives.check(missing).toString().contains("cluster 40 is missing"));
        order.add(gone);
        order.add(gone);
        byte[] twice = Archives.inOrder(Cases.random(1), devices, order);
        var again = assertThrows(CorruptImageException.class, Archives.decode(twice)::disk);
        assertTrue(again.problem().contains("cluster 40 of drive-scsi0 again"), again.problem());
        assertTrue(Archives.check(twice).toString().contains("is there again"));
    }

    /// {@return an archive of one device with five clusters of data in its only extent}
    private static byte[] small() throws IOException, InterruptedException {
        byte[] data = new byte[4 * Fields.CLUSTER + 5 * 512];
        Arrays.fill(data, (byte) 0x5a);
        return Archives.encode(BlockSource.of(data), Map.of());
    }

    private static final int EXTENT = 12_800;
    private static final int SLOT = EXTENT + ExtentHeader.INFO_AT;

    private static Arguments damage(String sentence, boolean sums, Consumer<MemorySegment> how) {
        return Arguments.of(sentence, sums, how);
    }

    static Stream<Arguments> damage() {
        long mask = 1L << 48;
        return Stream.of(
                damage("header magic at 0x0: found 0x1", true, it -> it.set(Fields.U32, 0, 1)),
                damage("version 2", true, it -> it.set(Fields.U32, 4, 2)),
                damage("the sum of the header", false, it -> it.set(Fields.U64, 24, 7)),
                damage("uuid", true, it -> it.set(Fields.U64, 8, 7)),
                damage("headerSize", false, it -> it.set(Fields.U32, 56, 0x7fffffff)),
                damage("headerSize", false, it -> it.set(Fields.U32, 56, 12288)),
                damage("blobBufferOffset", true, it -> it.set(Fields.U32, 48, 12801)),
                damage(
                        "blobBufferOffset at 0x30: is not 12288",
                        true,
                        it -> it.set(Fields.U32, 48, 12289)),
                damage("blobBufferSize", true, it -> it.set(Fields.U32, 52, 513)),
                damage("reserved at 0x3c: is not zero", true, it -> it.set(Fields.U32, 60, 1)),
                damage("reserved at 0xffc: is not zero", true, it -> it.set(Fields.U32, 4092, 1)),
                damage("device 1 reserved", true, it -> it.set(Fields.U32, 4096 + 36, 1)),
                damage("device 9 reserved", true, it -> it.set(Fields.U32, 4096 + 9 * 32 + 12, 1)),
                damage("rest behind the blobs", true, it -> it.set(Fields.U32, EXTENT - 4, 1)),
                damage(
                        "first byte of blobs",
                        true,
                        it -> it.set(ValueLayout.JAVA_BYTE, 12288, (byte) 1)),
                damage("config name 0", true, it -> it.set(Fields.U32, 2044, 2)),
                damage("config data 0", true, it -> it.set(Fields.U32, 3068, 2)),
                damage(
                        "is missing, without which",
                        true,
                        it -> it.asSlice(2044, 2048).fill((byte) 0)),
                damage("after a free slot", true, it -> it.set(Fields.U32, 2052, 1)),
                damage("device 1", true, it -> it.set(Fields.U32, 4096 + 32, 2)),
                damage("size of", true, it -> it.set(Fields.U64, 4096 + 40, -1)),
                damage(
                        "5 to 16383 are missing",
                        true,
                        it -> it.set(Fields.U64, 4096 + 40, 1L << 30)),
                damage(
                        "whole number of sectors",
                        true,
                        it -> it.set(Fields.U64, 4096 + 40, 264_703)),
                damage("expected 0x564d4145", false, it -> it.set(Fields.U32, EXTENT, 1)),
                damage("reserved", true, it -> it.set(ValueLayout.JAVA_BYTE, EXTENT + 4, (byte) 1)),
                damage(
                        "blockCount",
                        true,
                        it -> it.set(ValueLayout.JAVA_BYTE, EXTENT + 7, (byte) 64)),
                damage("as in the header", true, it -> it.set(Fields.U64, EXTENT + 8, 7)),
                damage("extent's header", false, it -> it.set(Fields.U64, EXTENT + 24, 7)),
                damage("device 7", true, it -> it.set(Fields.U32, SLOT, 0xffff0007)),
                damage("reserved bits", true, it -> it.set(Fields.U32, SLOT, 0xffff0101)),
                damage("cluster 77 of", true, it -> it.set(Fields.U32, SLOT + 4, 77)),
                damage(
                        "cluster 1 of drive-scsi0 is there again",
                        true,
                        it -> it.set(Fields.U32, SLOT + 4, 1)),
                damage(
                        "clusters 1 to 2 are missing",
                        true,
                        it -> it.asSlice(SLOT + 8, 16).fill((byte) 0)),
                damage(
                        "behind the end",
                        true,
                        it -> it.set(Fields.U64, SLOT + 32, 0x2_0001_0000_0004L)),
                damage("though not used", true, it -> it.set(Fields.U64, SLOT + 8 * 20, mask)),
                damage(
                        "last block of drive-scsi0",
                        true,
                        it -> it.set(ValueLayout.JAVA_BYTE, it.byteSize() - 1, (byte) 1)),
                damage(
                        "an end within the file",
                        true,
                        it -> it.set(Fields.U64, SLOT + 8 * 5, 0xffff_0001_0000_0005L)));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("damage")
    void damageIsFound(String sentence, boolean sums, Consumer<MemorySegment> how)
            throws Exception {
        byte[] file = small();
        assertEquals(List.of(), Archives.check(file));
        var bytes = MemorySegment.ofArray(file);
        how.accept(bytes);
        if (sums) {
            Fields.setMd5(Fields.newMd5(), bytes.asSlice(0, EXTENT), Header.MD5_AT);
            Fields.setMd5(
                    Fields.newMd5(), bytes.asSlice(EXTENT, ExtentHeader.SIZE), ExtentHeader.MD5_AT);
        }
        List<Finding> findings = Archives.check(file);
        assertTrue(findings.toString().contains(sentence), sentence + ": " + findings);
    }

    @Test
    void cutFilesAreFound() throws Exception {
        byte[] file = small();
        for (int size : List.of(0, 5, 12_287, 12_288, 12_799, 12_800, 12_900, 13_312, 100_000)) {
            byte[] cut = Arrays.copyOf(file, size);
            assertFalse(Archives.check(cut).isEmpty(), "cut at " + size);
            assertThrows(CorruptImageException.class, () -> Archives.decode(cut).disk());
        }
        byte[] longer = Arrays.copyOf(file, file.length + 100);
        assertTrue(Archives.check(longer).toString().contains("a header of 512"));
    }

    @Test
    void namesCannotLeaveTheirFolder() throws Exception {
        for (String name : List.of("../evil", "a/b", "a\\b", "..", "a\nb")) {
            var config = new HeaderWriter.Config(name, MemorySegment.ofArray(new byte[1]));
            MemorySegment header =
                    new HeaderWriter(Archives.FILE, List.of(config), List.of())
                            .complete(Archives.IDENTITY);
            var e =
                    assertThrows(
                            CorruptImageException.class,
                            () -> Archives.decode(header.toArray(ValueLayout.JAVA_BYTE)));
            assertTrue(e.problem().contains("without folders"), e.problem());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedArchiveFailsCleanly(long seed) throws Exception {
        Random random = Cases.random(seed);
        byte[] file =
                Archives.encode(Sources.random(random, 1 + random.nextInt(500_000)), Map.of());
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
            int[] places = {64, 4160, 12_400, EXTENT + random.nextInt(512), file.length};
            int at = random.nextInt(places[random.nextInt(places.length)]);
            file[at] ^= (byte) (1 << random.nextInt(8));
        }
        if (random.nextBoolean()) { // sums that hide it
            var bytes = MemorySegment.ofArray(file);
            Fields.setMd5(Fields.newMd5(), bytes.asSlice(0, EXTENT), Header.MD5_AT);
            Fields.setMd5(
                    Fields.newMd5(), bytes.asSlice(EXTENT, ExtentHeader.SIZE), ExtentHeader.MD5_AT);
        }
        byte[] cut = Arrays.copyOf(file, (int) Cases.size(random, file.length));
        for (byte[] it : List.of(file, cut)) {
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(it));
        }
    }

    private static void readOrRefuse(byte[] file) throws IOException {
        Archives.check(file);
        try {
            BlockSource disk = Archives.decode(file).disk();
            for (long at = 0; at < Math.min(disk.size(), 1 << 20); at += 4096) {
                disk.extentAt(at);
                disk.bytes(at, (int) Math.min(4096, disk.size() - at));
            }
        } catch (ImageException allowed) {
            // the one way out
        }
    }
}
