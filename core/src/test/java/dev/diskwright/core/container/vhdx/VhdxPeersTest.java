package dev.diskwright.core.container.vhdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.container.FolderCompanions;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import dev.diskwright.core.testing.LibVhdi;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Sources;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What QEMU and 7-Zip say of our files, and what we read from QEMU's.
@Tag("peer")
class VhdxPeersTest {
    private static final DiskFiles FILES = new DiskFiles(new Vhdx());

    @TempDir Path folder;
    private Path raw;
    private Path image;

    @BeforeEach
    void requirePeers() {
        Peers.require("qemu-img", "qemu-io", "7zz");
        raw = folder.resolve("disk.img");
        image = folder.resolve("disk.vhdx");
    }

    private void writeRaw(BlockSource disk) throws Exception {
        Files.write(raw, disk.bytes(0, (int) disk.size()).toArray(ValueLayout.JAVA_BYTE));
    }

    private void assertPasses(long size) {
        String verdict = Peers.run("qemu-img", "check", "-f", "vhdx", image).ok();
        assertTrue(verdict.contains("No errors were found"), verdict);
        String json = Peers.run("qemu-img", "info", "-f", "vhdx", "--output=json", image).ok();
        assertEquals(
                size, Long.parseLong(json.replaceAll("(?s).*\"virtual-size\": ([0-9]+).*", "$1")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 512, 513, 1 << 20, 5_000_001})
    void everyImagePasses(int size) throws Exception {
        BlockSource disk = DiskFiles.padded(Sources.random(Cases.random(size), size), 512);
        writeRaw(disk);
        for (String subformat : List.of("dynamic", "fixed")) {
            for (String block : List.of("auto", "8M")) {
                FILES.encode(disk, Map.of("subformat", subformat, "block_size", block), image);
                assertPasses(disk.size());
                Peers.run("qemu-img", "compare", "-f", "raw", "-F", "vhdx", raw, image).ok();
            }
        }
    }

    @Test
    void sevenZipExtractsOurImages() throws Exception {
        BlockSource disk = Sources.random(Cases.random(1), 5 << 20);
        for (String sector : List.of("512", "4096")) {
            FILES.encode(disk, Map.of("logical_sector_size", sector), image);
            Peers.run("7zz", "x", "-y", "-tvhdx", "-o" + folder.resolve(sector), image).ok();
            try (var files = Files.list(folder.resolve(sector))) {
                byte[] extracted = Files.readAllBytes(files.findFirst().orElseThrow());
                DiskFiles.assertSame(disk, BlockSource.of(extracted));
            }
        }
    }

    @Test
    void libvhdiReadsWhatWeWrite() throws Exception {
        LibVhdi.require();
        BlockSource disk = Sources.random(Cases.random(2), 5 << 20);
        for (String sector : List.of("512", "4096")) {
            FILES.encode(disk, Map.of("logical_sector_size", sector), image);
            DiskFiles.assertSame(disk, LibVhdi.read(folder, List.of(image)));
        }
    }

    /// Both read a chain that neither has written.
    @Test
    void libvhdiReadsChainsAsWeDo() throws Exception {
        LibVhdi.require();
        Random random = Cases.random(3);
        int size = 3 << 20;
        var chain = new ArrayList<Path>();
        for (int level = 0; level < 3; level++) {
            var builder = new VhdxBuilder(size, 512).id(new UUID(level, 1));
            if (level > 0) {
                builder.parent(new UUID(level - 1, 1), ".\\level" + (level - 1) + ".vhdx");
            }
            for (int i = 0; i < 100; i++) {
                byte[] sector = Cases.bytes(random, 512);
                builder.sector(random.nextInt(size / 512), sector);
            }
            chain.add(Files.write(folder.resolve("level" + level + ".vhdx"), builder.build()));
        }
        try (HostFile last = HostFile.open(chain.getLast());
                var companions = new FolderCompanions(folder, List.of(), Map.of())) {
            BlockSource ours = FILES.decode(last, companions);
            DiskFiles.assertSame(LibVhdi.read(folder, chain), ours);
        }
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @CsvSource({
        "0,subformat=dynamic",
        "512,subformat=dynamic",
        "1048576,subformat=fixed",
        "3000001,'subformat=dynamic,block_size=1M'",
        "3000001,'subformat=dynamic,log_size=2M'",
        "3000001,'subformat=fixed,block_size=2M'",
        "8388608,'subformat=fixed,block_state_zero=off'"
    })
    void imagesOfQemuAreReadAndPass(int size, String options) throws Exception {
        BlockSource disk = Sources.random(Cases.random(size), size);
        writeRaw(disk);
        Peers.run("qemu-img", "convert", "-f", "raw", "-O", "vhdx", "-o", options, raw, image).ok();
        FILES.assertHolds(DiskFiles.padded(disk, 512), image);
    }

    @Test
    void blockThatQemuCutsIsTold() throws Exception {
        BlockSource disk = Sources.random(Cases.random(9), 3_000_001);
        writeRaw(disk);
        String options = "subformat=fixed,block_state_zero=off";
        Peers.run("qemu-img", "convert", "-f", "raw", "-O", "vhdx", "-o", options, raw, image).ok();
        byte[] file = Files.readAllBytes(image);
        DiskFiles.assertSame(DiskFiles.padded(disk, 512), FILES.decode(file));
        String findings = FILES.check(file).toString();
        assertTrue(findings.contains("the file ends inside the block"), findings);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void whatQemuRefusesIsFound(long seed) throws Exception {
        Random random = Cases.random(seed);
        byte[] file = FILES.encode(Sources.random(random, 3 << 20), Map.of());
        int[] places = {64 << 10, 192 << 10, 2 << 20, (2 << 20) + (64 << 10), 3 << 20};
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            int at = places[random.nextInt(places.length)] + random.nextInt(80);
            file[at] ^= (byte) (1 << random.nextInt(8));
        }
        if (random.nextBoolean()) {
            VhdxBuilder.sealAll(file);
        }
        Files.write(image, file);
        Peers.Result verdict = Peers.run("qemu-img", "check", "-f", "vhdx", image);
        assertTrue(verdict.status() == 0 || !FILES.check(file).isEmpty(), verdict.toString());
    }

    @Test
    void largestDiskPasses() throws Exception {
        byte[] some = Cases.bytes(Cases.random(1), 100_000);
        for (long size : new long[] {8L << 40, 64L << 40}) {
            BlockSource disk =
                    Composition.ofSize(size).place(size - (1L << 40), BlockSource.of(some)).build();
            FILES.encode(disk, Map.of(), image);
            assertPasses(size);
            FILES.assertHolds(disk, image);
            String read = "read -P 0 %d 512".formatted(size - 512);
            Peers.run("qemu-io", "-f", "vhdx", "-r", "-c", read, image).ok();
        }
    }
}
