package dev.diskwright.core.fs.fat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `fsck.fat` and mtools judge what the writer makes.
@Tag("peer")
class FatPeerTest {
    private static final FatParameters PARAMETERS =
            FatParameters.of("ESP", 0x1234_abcdL, FatTrees.TIME);

    private static final String UTF8 = "LC_ALL=C.UTF-8";

    @TempDir private Path directory;

    /// `fsck.fat -n` has one line of summary and nothing else to say.
    static void assertClean(Path image) {
        Peers.Result result = Peers.run("fsck.fat", "-n", image);
        List<String> lines = result.output().lines().toList();
        assertEquals(0, result.status(), result.output());
        assertEquals(2, lines.size(), result.output());
        assertTrue(lines.getFirst().startsWith("fsck.fat 4"), result.output());
        assertTrue(lines.getLast().matches(".*: \\d+ files, \\d+/\\d+ clusters"), result.output());
    }

    @ParameterizedTest(name = "sectors of {0} bytes")
    @ValueSource(ints = {512, 4096})
    void everySizeFrom1To80MibIsClean(int sectorSize) throws IOException {
        Peers.require("fsck.fat");
        Path image = directory.resolve("esp.img");
        for (int mib = 1; mib <= 80; mib++) {
            BlockSource volume =
                    Fat.writer(PARAMETERS.withSectors(sectorSize, 2048))
                            .write(FatTrees.esp(), mib * Units.MIB);
            assertClean(Volumes.save(volume, image));
            assertEquals(List.of(), Volumes.check(volume), mib + " MiB");
        }
    }

    @ParameterizedTest(name = "{1} MiB, sectors of {0} bytes")
    @CsvSource({
        "512, 100",
        "512, 236",
        "512, 260",
        "512, 512",
        "512, 2048",
        "512, 8192",
        "512, 8193",
        "4096, 100",
        "4096, 255",
        "4096, 257",
        "4096, 300",
        "4096, 512",
        "4096, 8193"
    })
    void largeSizesAreClean(int sectorSize, long mib) throws IOException {
        Peers.require("fsck.fat");
        BlockSource volume =
                Fat.writer(PARAMETERS.withSectors(sectorSize, 2048))
                        .write(FatTrees.esp(), mib * Units.MIB);
        assertClean(Volumes.save(volume, directory.resolve("esp.img")));
        assertEquals(List.of(), Volumes.check(volume));
    }

    static Stream<Long> trees() {
        return Cases.seeds();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("trees")
    void mtoolsReadsWhatWasWritten(long seed) throws IOException {
        Peers.require("fsck.fat", "mcopy", "minfo", "mdir");
        Random random = Cases.random(seed);
        FileTree tree =
                "UTF-8".equals(System.getProperty("sun.jnu.encoding"))
                        ? FatTrees.random(random)
                        : FatTrees.randomAscii(random); // of other names the host cannot tell
        int sectorSize = random.nextInt(3) == 0 ? 4096 : 512;
        FatParameters parameters = PARAMETERS.withSectors(sectorSize, 2048);
        long size = Fat.writer(parameters).minimumSize(tree);
        if (random.nextBoolean()) {
            size += random.nextLong(50 * Units.MIB);
        }
        BlockSource volume = Fat.writer(parameters).write(tree, size);
        Path image = Volumes.save(volume, directory.resolve("tree.img"));
        assertClean(image);
        assertEquals(List.of(), Volumes.check(volume));
        Peers.run("minfo", "-i", image, "::").ok();
        Path out = Files.createDirectory(directory.resolve("out"));
        if (tree.root().count() > 0) {
            Peers.run("env", UTF8, "mdir", "-/", "-i", image, "::").ok();
            Peers.run("env", UTF8, "mcopy", "-s", "-m", "-n", "-i", image, "::*", out).ok();
        }
        tree.walk((path, node) -> {
            Path copy = out.resolve(path.substring(1));
            if (node instanceof RegularFile file) {
                assertArrayEquals(Volumes.bytes(file.content()), Files.readAllBytes(copy), path);
                assertEquals(
                        file.attributes().seconds() & ~1L,
                        Files.getLastModifiedTime(copy).toMillis() / 1000,
                        path);
            } else {
                assertTrue(Files.isDirectory(copy), path);
            }
        });
        try (Stream<Path> copies = Files.walk(out)) {
            assertEquals(FatTrees.listing(tree).size(), copies.count() - 1);
        }
    }

    @Test
    void labelAndVolumeIdAreWhereMtoolsLooks() throws IOException {
        Peers.require("mlabel", "minfo");
        BlockSource volume = Fat.writer(PARAMETERS).write(FatTrees.esp(), 4 * Units.MIB);
        Path image = Volumes.save(volume, directory.resolve("label.img"));
        assertTrue(Peers.run("mlabel", "-s", "-i", image, "::").ok().contains("ESP"));
        String info = Peers.run("minfo", "-i", image, "::").ok();
        assertTrue(info.contains("serial number: 1234ABCD"), info);
        assertTrue(info.contains("disk label=\"ESP        \""), info);
    }
}
