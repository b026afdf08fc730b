package dev.diskwright.core.container.qcow2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What qemu-img says of our images, and what we read from its.
@Tag("peer")
class Qcow2PeersTest {
    @TempDir Path folder;
    private Path raw;
    private Path image;

    @BeforeEach
    void requirePeers() {
        Peers.require("qemu-img", "qemu-io");
        raw = folder.resolve("disk.img");
        image = folder.resolve("disk.qcow2");
    }

    private BlockSource writeRaw(Random random, int size) throws IOException {
        BlockSource disk = Sources.random(random, size);
        Files.write(raw, disk.bytes(0, size).toArray(ValueLayout.JAVA_BYTE));
        return disk;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void everyImagePasses(long seed) throws Exception {
        Random random = Cases.random(seed);
        BlockSource disk = writeRaw(random, (int) Cases.size(random, 6 << 20) / 512 * 512);
        Files.write(image, Images.encode(disk, 512 << random.nextInt(13)));
        String verdict = Peers.run("qemu-img", "check", image).ok();
        assertTrue(verdict.contains("No errors were found"), verdict);
        Peers.run("qemu-img", "compare", "-f", "raw", "-F", "qcow2", raw, image).ok();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', ''",
        "-c, ''",
        "'', compat=0.10",
        "-c, compat=0.10",
        "-c, compression_type=zstd",
        "'', cluster_size=512",
        "-c, 'cluster_size=512,refcount_bits=64'",
        "-c, 'cluster_size=4096,compression_type=zstd'",
        "'', 'cluster_size=2M,refcount_bits=1'",
        "-c, 'cluster_size=2M,refcount_bits=16'",
        "'', preallocation=metadata",
        "'', 'preallocation=falloc,lazy_refcounts=on'",
        "'', extended_l2=on",
        "-c, 'extended_l2=on,cluster_size=16384'",
        "'', 'preallocation=metadata,extended_l2=on'"
    })
    void imagesOfQemuAreReadAndPass(String compress, String options) throws Exception {
        BlockSource disk = writeRaw(Cases.random(options.length()), 5 << 20);
        var arguments = new ArrayList<Object>(List.of("convert", "-O", "qcow2"));
        if (!compress.isEmpty()) {
            arguments.add(compress);
        }
        if (!options.isEmpty()) {
            arguments.addAll(List.of("-o", options));
        }
        arguments.addAll(List.of(raw, image));
        Peers.run("qemu-img", arguments.toArray()).ok();
        try (HostFile file = HostFile.open(image)) {
            Images.assertSame(disk, new Qcow2().decode(Images.FILE, file, Companions.NONE).disk());
            assertEquals(List.of(), Images.check(file, Companions.NONE));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void imagesThatWereUsedAreReadAndPass(long seed) throws Exception {
        Random random = Cases.random(seed);
        int size = 4 << 20;
        writeRaw(random, random.nextBoolean() ? size : size / 2);
        Path base = folder.resolve("base.qcow2");
        Peers.run("qemu-img", "convert", "-O", "qcow2", "-c", raw, base).ok();
        String options = "cluster_size=" + (4096 << random.nextInt(6));
        Peers.run(
                        "qemu-img",
                        "create",
                        "-f",
                        "qcow2",
                        "-o",
                        options,
                        "-b",
                        "base.qcow2",
                        "-F",
                        "qcow2",
                        image,
                        size)
                .ok();
        for (int i = 0; i < 6; i++) {
            Peers.run("qemu-io", "-f", "qcow2", "-c", command(random, size), image).ok();
            if (random.nextInt(3) == 0) {
                Peers.run("qemu-img", "snapshot", "-c", "s" + i, image).ok();
            }
        }
        if (random.nextBoolean()) {
            Peers.run("qemu-img", "bitmap", "--add", image, "changes").ok();
            Peers.run("qemu-io", "-f", "qcow2", "-c", command(random, size), image).ok();
        }
        Peers.run("qemu-img", "convert", "-O", "raw", image, raw).ok();
        try (HostFile file = HostFile.open(image);
                HostFile below = HostFile.open(base);
                HostFile expected = HostFile.open(raw)) {
            Companions companions = (_, _) -> below;
            Images.assertSame(expected, new Qcow2().decode(Images.FILE, file, companions).disk());
            assertEquals(List.of(), Images.check(file, companions));
        }
    }

    private static String command(Random random, int size) {
        int offset = random.nextInt(size / 512) * 512;
        int length = Math.min(size - offset, 512 * (1 + random.nextInt(1000)));
        String how =
                List.of("write -P 7", "write -z", "write -z -u", "discard").get(random.nextInt(4));
        return "%s %d %d".formatted(how, offset, length);
    }

    /// Whatever qemu-img check finds in a damaged image, our checker finds as well.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void nothingThatQemuFindsIsMissed(long seed) throws Exception {
        Random random = Cases.random(seed);
        writeRaw(random, 1 << 20);
        String compress = random.nextBoolean() ? "-c" : "-q";
        Peers.run(
                        "qemu-img",
                        "convert",
                        "-O",
                        "qcow2",
                        compress,
                        "-o",
                        "cluster_size=4096",
                        raw,
                        image)
                .ok();
        if (random.nextBoolean()) {
            Peers.run("qemu-img", "snapshot", "-c", "one", image).ok();
        }
        byte[] file = Files.readAllBytes(image);
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            int at = random.nextInt(3) == 0 ? random.nextInt(file.length) : tables(random, file);
            file[at] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(image, file);
        Peers.Result verdict = Peers.run("qemu-img", "check", "-f", "qcow2", image);
        boolean clean = Images.check(BlockSource.of(file), Companions.NONE).isEmpty();
        assertTrue(!clean || verdict.status() == 0, verdict.toString());
    }

    /// {@return a place in the header or in the tables that it names}
    private static int tables(Random random, byte[] file) {
        var bytes = MemorySegment.ofArray(file);
        long[] places = {0, bytes.get(Entries.U64, 40), bytes.get(Entries.U64, 48), 0};
        places[3] = bytes.get(Entries.U64, places[1]) & Entries.HOST_OFFSET;
        int at = (int) places[random.nextInt(places.length)] + random.nextInt(128);
        return Math.clamp(at, 0, file.length - 1);
    }

    @Test
    void hugeDiskPasses() throws Exception {
        byte[] some = Cases.bytes(Cases.random(1), 100_000);
        BlockSource disk =
                Composition.ofSize(2L << 40).place(700L << 30, BlockSource.of(some)).build();
        Files.write(image, Images.encode(disk, 65_536));
        String verdict = Peers.run("qemu-img", "check", image).ok();
        assertTrue(verdict.contains("No errors were found"), verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void dataFilesOfQemuAreReadAndPass(String rawData) throws Exception {
        BlockSource disk = writeRaw(Cases.random(6), 3 << 20);
        Path data = folder.resolve("disk.data");
        String options = "data_file=%s,data_file_raw=%s".formatted(data, rawData);
        Peers.run("qemu-img", "create", "-f", "qcow2", "-o", options, image, 3 << 20).ok();
        Peers.run("qemu-img", "convert", "-n", "-f", "raw", "-O", "qcow2", raw, image).ok();
        try (HostFile file = HostFile.open(image);
                HostFile other = HostFile.open(data)) {
            Companions companions = (_, _) -> other;
            var container = new Qcow2().decode(Images.FILE, file, companions);
            Images.assertSame(disk, container.disk());
            assertTrue(container.facts().contains(new Container.Fact("data file", data + "")));
            assertEquals(List.of(), Images.check(file, companions));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "extended_l2=on", "cluster_size=4096"})
    void snapshotsAreDisksOfTheirOwn(String options) throws Exception {
        Random random = Cases.random(options.length());
        int size = 2 << 20;
        writeRaw(random, size);
        String more = options.isEmpty() ? "lazy_refcounts=off" : options;
        Peers.run("qemu-img", "convert", "-O", "qcow2", "-o", more, raw, image).ok();
        for (int i = 0; i < 3; i++) {
            Peers.run("qemu-img", "snapshot", "-c", "state " + i, image).ok();
            for (int j = 0; j < 3; j++) {
                Peers.run("qemu-io", "-f", "qcow2", "-c", command(random, size), image).ok();
            }
        }
        Peers.run("qemu-img", "resize", image, "3M").ok();
        try (HostFile file = HostFile.open(image)) {
            var container = new Qcow2().decode(Images.FILE, file, Companions.NONE);
            assertEquals(3, container.snapshots().size());
            for (Container.Disk it : container.snapshots()) {
                Peers.run("qemu-img", "convert", "-l", it.name(), "-O", "raw", image, raw).ok();
                try (HostFile expected = HostFile.open(raw)) {
                    BlockSource then = it.open();
                    assertEquals(size, then.size());
                    Images.assertSame(expected.slice(0, size), then);
                }
            }
            assertEquals(List.of(), Images.check(file, Companions.NONE));
        }
    }
}
