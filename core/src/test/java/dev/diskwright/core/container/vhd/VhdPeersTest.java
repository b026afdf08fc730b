package dev.diskwright.core.container.vhd;

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

/// What QEMU, libvhdi and 7-Zip say of our images, and what we read from QEMU's.
@Tag("peer")
class VhdPeersTest {
    private static final DiskFiles FILES = new DiskFiles(new Vhd());

    @TempDir Path folder;
    private Path raw;
    private Path image;

    @BeforeEach
    void requirePeers() {
        Peers.require("qemu-img", "qemu-io", "vhdiinfo", "7zz");
        raw = folder.resolve("disk.img");
        image = folder.resolve("disk.vhd");
    }

    private void writeRaw(BlockSource disk) throws Exception {
        Files.write(raw, disk.bytes(0, (int) disk.size()).toArray(ValueLayout.JAVA_BYTE));
    }

    /// {@return the size of the disk in the image, as QEMU sees it}
    private long sizeInQemu() {
        String json = Peers.run("qemu-img", "info", "-f", "vpc", "--output=json", image).ok();
        return Long.parseLong(json.replaceAll("(?s).*\"virtual-size\": ([0-9]+).*", "$1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 512, 513, 2 << 20, 5_000_001, 10 << 20})
    void everyImagePasses(int size) throws Exception {
        BlockSource disk = DiskFiles.padded(Sources.random(Cases.random(size), size), 512);
        writeRaw(disk);
        // a fixed disk of 0 bytes begins with its footer, which QEMU takes for that of a dynamic
        // one
        for (String subformat : size == 0 ? List.of("dynamic") : List.of("dynamic", "fixed")) {
            FILES.encode(disk, Map.of("subformat", subformat), image);
            assertEquals(disk.size(), sizeInQemu());
            Peers.run("qemu-img", "compare", "-f", "raw", "-F", "vpc", raw, image).ok();
            if (size > 0) {
                String info = Peers.run("vhdiinfo", image).ok();
                assertTrue(
                        info.contains("(" + disk.size() + " bytes)")
                                || info.contains(": " + disk.size() + " bytes"),
                        info);
            }
        }
    }

    @Test
    void sevenZipExtractsOurImages() throws Exception {
        BlockSource disk = Sources.random(Cases.random(1), 5 << 20);
        for (String subformat : List.of("dynamic", "fixed")) {
            FILES.encode(disk, Map.of("subformat", subformat), image);
            Peers.run("7zz", "x", "-y", "-tvhd", "-o" + folder.resolve(subformat), image).ok();
            try (var files = Files.list(folder.resolve(subformat))) {
                byte[] extracted = Files.readAllBytes(files.findFirst().orElseThrow());
                DiskFiles.assertSame(disk, BlockSource.of(extracted));
            }
        }
    }

    @Test
    void libvhdiReadsWhatWeWrite() throws Exception {
        LibVhdi.require();
        BlockSource disk = Sources.random(Cases.random(2), 5 << 20);
        for (String subformat : List.of("dynamic", "fixed")) {
            FILES.encode(disk, Map.of("subformat", subformat), image);
            DiskFiles.assertSame(disk, LibVhdi.read(folder, List.of(image)));
        }
    }

    /// Both read a chain that neither has written. Its bitmaps consist of bytes of one kind, as libvhdi 20210425 takes sectors
    /// for zero that are not present when one before them in the same byte is.
    @Test
    void libvhdiReadsChainsAsWeDo() throws Exception {
        LibVhdi.require();
        Random random = Cases.random(3);
        int size = 3 << 20;
        var chain = new ArrayList<Path>();
        for (int level = 0; level < 3; level++) {
            var builder = new VhdBuilder(size, 1 << 20).id(new UUID(level, 1));
            if (level > 0) {
                String name = "level" + (level - 1) + ".vhd";
                builder.parent(new UUID(level - 1, 1), 0, name).locator("W2ru", ".\\" + name);
            }
            for (int i = 0; i < 100; i++) {
                int first = random.nextInt(size / VhdBuilder.SECTOR / 8) * 8;
                for (int j = 0; j < 8; j++) {
                    builder.sector(first + j, Cases.bytes(random, VhdBuilder.SECTOR));
                }
            }
            chain.add(Files.write(folder.resolve("level" + level + ".vhd"), builder.build()));
        }
        try (HostFile last = HostFile.open(chain.getLast());
                var companions = new FolderCompanions(folder, List.of(), Map.of())) {
            BlockSource ours = FILES.decode(last, companions);
            DiskFiles.assertSame(LibVhdi.read(folder, chain), ours);
        }
    }

    @ParameterizedTest(name = "{0} bytes, {1}")
    @CsvSource({
        "0,force_size",
        "512,force_size",
        "1048576,subformat=fixed",
        "3000001,subformat=dynamic",
        "3000001,'subformat=dynamic,force_size'",
        "3000001,'subformat=fixed,force_size'"
    })
    void imagesOfQemuAreReadAndPass(int size, String options) throws Exception {
        BlockSource disk = Sources.random(Cases.random(size), size);
        writeRaw(disk);
        Peers.run("qemu-img", "convert", "-f", "raw", "-O", "vpc", "-o", options, raw, image).ok();
        long seen = sizeInQemu();
        FILES.assertHolds(DiskFiles.padded(disk, (int) Math.max(512, seen)), image);
    }

    @ParameterizedTest
    @ValueSource(longs = {1 << 20, 10 << 20, 64 << 20, 1L << 30, 127L << 30, 200L << 30})
    void sizesThatFollowTheGeometryAreThoseOfQemu(long size) throws Exception {
        Peers.run("qemu-img", "create", "-q", "-f", "vpc", image, size).ok();
        long expected = sizeInQemu();
        try (HostFile file = HostFile.open(image)) {
            assertEquals(expected, FILES.decode(file).size());
        }
        FILES.encode(BlockSource.zeros(size), Map.of("force_size", "off"), image);
        assertEquals(expected, sizeInQemu());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void whatQemuRefusesIsFound(long seed) throws Exception {
        Random random = Cases.random(seed);
        byte[] file = FILES.encode(Sources.random(random, 4 << 20), Map.of());
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            file[random.nextInt(1536 + 16)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(image, file);
        Peers.Result verdict = Peers.run("qemu-img", "info", "-f", "vpc", image);
        assertTrue(verdict.status() == 0 || !FILES.check(file).isEmpty(), verdict.toString());
    }

    @Test
    void largestDiskPasses() throws Exception {
        byte[] some = Cases.bytes(Cases.random(1), 100_000);
        long size = 2040L << 30;
        BlockSource disk =
                Composition.ofSize(size).place(2039L << 30, BlockSource.of(some)).build();
        FILES.encode(disk, Map.of(), image);
        assertEquals(size, sizeInQemu());
        FILES.assertHolds(disk, image);
        Peers.run("qemu-io", "-f", "vpc", "-r", "-c", "read -P 0 2190433320448 512", image).ok();
    }
}
