package dev.diskwright.core.container.vmdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.container.FolderCompanions;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.MemoryTarget;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What other tools say of our images, and what we read from theirs.
@Tag("peer")
class VmdkPeersTest {
    private static final List<String> SUBFORMATS =
            List.of("monolithicSparse", "monolithicFlat", "streamOptimized");

    @TempDir Path folder;
    private Path raw;
    private Path image;

    @BeforeEach
    void requirePeers() {
        Peers.require("qemu-img", "qemu-io");
        raw = folder.resolve("disk.img");
        image = folder.resolve(Images.NAME);
    }

    private BlockSource writeRaw(BlockSource disk) throws IOException {
        byte[] bytes = disk.bytes(0, (int) disk.size()).toArray(ValueLayout.JAVA_BYTE);
        Files.write(raw, bytes);
        return disk;
    }

    private static Stream<Long> fewSeeds() {
        return Cases.seeds().limit(9);
    }

    private void write(BlockSource disk, String subformat) throws Exception {
        MemoryTarget target = Images.encode(disk, subformat);
        Files.write(image, target.bytes());
        for (var it : target.companions().entrySet()) {
            Files.write(folder.resolve(it.getKey()), it.getValue().bytes());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void everyImagePasses(long seed) throws Exception {
        Random random = Cases.random(seed);
        int size = (int) Math.max(1, Cases.size(random, 6 << 20));
        BlockSource disk = writeRaw(Sources.random(random, size));
        write(disk, SUBFORMATS.get((int) (seed % 3)));
        if (seed % 3 != 1) {
            String verdict = Peers.run("qemu-img", "check", "-f", "vmdk", image).ok();
            assertTrue(verdict.contains("No errors were found"), verdict);
        }
        Peers.run("qemu-img", "compare", "-f", "raw", "-F", "vmdk", raw, image).ok();
    }

    @ParameterizedTest(name = "{0}, {1} bytes")
    @CsvSource({
        "subformat=monolithicSparse, 5242880",
        "subformat=monolithicSparse, 1000448",
        "'subformat=monolithicSparse,zeroed_grain=on', 5242880",
        "subformat=monolithicFlat, 5242880",
        "subformat=twoGbMaxExtentSparse, 5242880",
        "subformat=twoGbMaxExtentFlat, 1000448",
        "subformat=streamOptimized, 5242880",
        "subformat=streamOptimized, 1000448",
        "'subformat=streamOptimized,adapter_type=lsilogic', 512"
    })
    void imagesOfQemuAreReadAndPass(String options, int size) throws Exception {
        BlockSource disk = writeRaw(Sources.random(Cases.random(size), size));
        Peers.run("qemu-img", "convert", "-O", "vmdk", "-o", options, raw, image).ok();
        boolean stream = options.contains("streamOptimized");
        try (HostFile file = HostFile.open(image);
                var companions = new FolderCompanions(folder, List.of(), Map.of())) {
            Images.assertSame(disk, Images.decode(file, companions));
            List<Finding> findings = Images.faults(file, companions);
            assertTrue(
                    stream
                            ? findings.stream()
                                    .allMatch(it -> it.toString().contains("end-of-stream"))
                            : findings.isEmpty(),
                    findings.toString());
        }
    }

    /// 4.5 GiB, nearly all of it zeros: three extents.
    @ParameterizedTest
    @ValueSource(strings = {"twoGbMaxExtentSparse", "twoGbMaxExtentFlat"})
    void severalExtentsOfQemuAreReadAndPass(String subformat) throws Exception {
        long size = 9L << 29;
        Peers.run("qemu-img", "create", "-f", "vmdk", "-o", "subformat=" + subformat, image, size)
                .ok();
        var expected = Composition.ofSize(size);
        for (long at : new long[] {1000L << 10, (2L << 30) - 65_536, 9 * (1L << 29) - 131_072}) {
            Peers.run("qemu-io", "-f", "vmdk", "-c", "write -P 7 %d 128k".formatted(at), image)
                    .ok();
            byte[] sevens = new byte[131_072];
            Arrays.fill(sevens, (byte) 7);
            expected.place(at, BlockSource.of(sevens));
        }
        try (HostFile file = HostFile.open(image);
                var companions = new FolderCompanions(folder, List.of(), Map.of())) {
            BlockSource disk = Images.decode(file, companions);
            BlockSource wanted = expected.build();
            assertEquals(size, disk.size());
            for (long at = 0; at < size; at = disk.extentAt(at).end()) {
                var extent = disk.extentAt(at);
                int length = (int) Math.min(1 << 20, extent.length());
                assertEquals(
                        -1,
                        wanted.bytes(extent.offset(), length)
                                .mismatch(disk.bytes(extent.offset(), length)));
            }
            assertEquals(List.of(), Images.check(file, companions));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void chainsAreReadAndPass(long seed) throws Exception {
        Random random = Cases.random(seed);
        int size = 2 << 20;
        writeRaw(Sources.random(random, size));
        Path base = folder.resolve("base.vmdk");
        String options = "subformat=" + (seed % 2 == 0 ? "monolithicSparse" : "monolithicFlat");
        Peers.run("qemu-img", "convert", "-O", "vmdk", "-o", options, raw, base).ok();
        options = seed % 3 == 0 ? "zeroed_grain=on" : "subformat=monolithicSparse";
        Peers.run(
                        "qemu-img",
                        "create",
                        "-f",
                        "vmdk",
                        "-o",
                        options,
                        "-b",
                        "base.vmdk",
                        "-F",
                        "vmdk",
                        image)
                .ok();
        for (int i = 0; i < 3; i++) {
            int offset = random.nextInt(size / 512) * 512;
            int length = Math.min(size - offset, 512 * (1 + random.nextInt(500)));
            String how = List.of("write -P 9", "write -z").get(random.nextInt(2));
            Peers.run(
                            "qemu-io",
                            "-f",
                            "vmdk",
                            "-c",
                            "%s %d %d".formatted(how, offset, length),
                            image)
                    .ok();
        }
        Peers.run("qemu-img", "convert", "-f", "vmdk", "-O", "raw", image, raw).ok();
        try (HostFile file = HostFile.open(image);
                HostFile expected = HostFile.open(raw);
                var companions = new FolderCompanions(folder, List.of(), Map.of())) {
            Images.assertSame(expected, Images.decode(file, companions));
            assertEquals(List.of(), Images.faults(file, companions));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"monolithicSparse", "streamOptimized"})
    void otherToolsReadIt(String subformat) throws Exception {
        Peers.require("vmdkinfo", "7zz");
        write(writeRaw(Sources.random(Cases.random(3), 3 << 20)), subformat);
        String info = Peers.run("vmdkinfo", image).ok();
        assertTrue(info.contains("Media size:") && info.contains("3145728"), info);
        Peers.run("7zz", "x", "-o" + folder.resolve("out"), image).ok();
        try (var files = Files.list(folder.resolve("out"))) {
            assertEquals(-1, Files.mismatch(raw, files.findFirst().orElseThrow()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"monolithicSparse", "streamOptimized"})
    void hugeDiskPasses(String subformat) throws Exception {
        byte[] some = new byte[98_304];
        Arrays.fill(some, (byte) 7);
        BlockSource disk =
                Composition.ofSize(8L << 40)
                        .place(700L << 30, BlockSource.of(some))
                        .place((8L << 40) - 98_304, BlockSource.of(some))
                        .build();
        try (var target = new FileTarget(image)) {
            Encoding.write(new Vmdk(), disk, Map.of("subformat", subformat), target, Progress.NONE);
        }
        for (long at : new long[] {700L << 30, (8L << 40) - 98_304}) {
            String command = "read -P 7 %d 98304".formatted(at);
            String verdict = Peers.run("qemu-io", "-r", "-f", "vmdk", "-c", command, image).ok();
            assertTrue(verdict.contains("read 98304/98304"), verdict);
            assertFalse(verdict.contains("failed"), verdict);
        }
        try (HostFile file = HostFile.open(image)) {
            BlockSource read = Images.decode(file, Companions.NONE);
            assertEquals(8L << 40, read.size());
            int extents = 0;
            for (long at = 0; at < read.size(); at = read.extentAt(at).end()) {
                extents++;
            }
            assertTrue(extents <= 8, extents + " extents");
            long last = (8L << 40) - 98_304;
            assertEquals(-1, disk.bytes(last, 98_304).mismatch(read.bytes(last, 98_304)));
            assertEquals(List.of(), Images.check(file, Companions.NONE));
        }
    }
}
