package dev.diskwright.core.container.vdi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Sources;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What QEMU and 7-Zip say of our images, and what we read from QEMU's.
@Tag("peer")
class VdiPeersTest {
    private static final DiskFiles FILES = new DiskFiles(new Vdi());

    @TempDir Path folder;
    private Path raw;
    private Path image;

    @BeforeEach
    void requirePeers() {
        Peers.require("qemu-img", "qemu-io", "7zz");
        raw = folder.resolve("disk.img");
        image = folder.resolve("disk.vdi");
    }

    private void writeRaw(BlockSource disk) throws Exception {
        Files.write(raw, disk.bytes(0, (int) disk.size()).toArray(ValueLayout.JAVA_BYTE));
    }

    private void assertPasses() {
        String verdict = Peers.run("qemu-img", "check", "-f", "vdi", image).ok();
        assertTrue(verdict.contains("No errors were found"), verdict);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 512, 513, 1 << 20, 3_000_001})
    void everyImagePasses(int size) throws Exception {
        BlockSource disk = Sources.random(Cases.random(size), size);
        writeRaw(disk);
        for (String fixed : List.of("on", "off")) {
            FILES.encode(disk, Map.of("static", fixed), image);
            assertPasses();
            Peers.run("qemu-img", "compare", "-f", "raw", "-F", "vdi", raw, image).ok();
        }
    }

    @Test
    void sevenZipExtractsOurImages() throws Exception {
        BlockSource disk = Sources.random(Cases.random(1), 5 << 20);
        for (String fixed : List.of("on", "off")) {
            FILES.encode(disk, Map.of("static", fixed), image);
            Peers.run("7zz", "x", "-y", "-tvdi", "-o" + folder.resolve(fixed), image).ok();
            try (var files = Files.list(folder.resolve(fixed))) {
                byte[] extracted = Files.readAllBytes(files.findFirst().orElseThrow());
                DiskFiles.assertSame(disk, BlockSource.of(extracted));
            }
        }
    }

    @ParameterizedTest(name = "{0} bytes, static={1}")
    @CsvSource({"0,off", "512,off", "1,on", "1048576,off", "3000001,off", "3000001,on"})
    void imagesOfQemuAreReadAndPass(int size, String fixed) throws Exception {
        BlockSource disk = Sources.random(Cases.random(size), size);
        writeRaw(disk);
        Peers.run(
                        "qemu-img",
                        "convert",
                        "-f",
                        "raw",
                        "-O",
                        "vdi",
                        "-o",
                        "static=" + fixed,
                        raw,
                        image)
                .ok();
        FILES.assertHolds(DiskFiles.padded(disk, 512), image);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void whatQemuFindsIsFound(long seed) throws Exception {
        Random random = Cases.random(seed);
        byte[] file = FILES.encode(Sources.random(random, 4 << 20), Map.of());
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            int at =
                    random.nextBoolean()
                            ? 0x140 + random.nextInt(0x88)
                            : 0x200 + random.nextInt(16);
            file[at] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(image, file);
        Peers.Result verdict = Peers.run("qemu-img", "check", "-f", "vdi", image);
        assertTrue(verdict.status() == 0 || !FILES.check(file).isEmpty(), verdict.toString());
    }

    @Test
    void largestDiskPasses() throws Exception {
        byte[] some = Cases.bytes(Cases.random(1), 100_000);
        BlockSource disk =
                Composition.ofSize(8L << 40).place(7L << 40, BlockSource.of(some)).build();
        FILES.encode(disk, Map.of(), image);
        assertPasses();
        FILES.assertHolds(disk, image);
        Peers.run("qemu-io", "-f", "vdi", "-r", "-c", "read -P 0 8796093021696 512", image).ok();
    }
}
