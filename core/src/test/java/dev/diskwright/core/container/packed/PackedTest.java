package dev.diskwright.core.container.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Compressed images: what other tools make of ours, and we of theirs, and what is inside them.
class PackedTest {
    @TempDir private Path folder = Path.of("");

    private static DiskFiles files(String name) {
        return new DiskFiles(Containers.named(name).orElseThrow());
    }

    private static BlockSource disk() {
        return Composition.ofSize(9 << 20)
                .place(100_000, Sources.random(Cases.random(1), 700_000))
                .place(7 << 20, Sources.random(Cases.random(2), 300_000))
                .build();
    }

    @Tag("peer")
    @ParameterizedTest
    @CsvSource({
        "gz, gzip, ''",
        "gz, pigz, ''",
        "xz, xz, level=0",
        "xz, xz, level=6",
        "zst, zstd, ''",
        "zst, zstd, seekable=on"
    })
    void toolsUnpackOurs(String format, String tool, String option) throws Exception {
        Peers.require(tool);
        Map<String, String> options =
                option.isEmpty()
                        ? Map.of()
                        : Map.of(option.split("=", 2)[0], option.split("=", 2)[1]);
        for (BlockSource disk :
                List.of(disk(), BlockSource.zeros(0), BlockSource.zeros(5_000_000))) {
            Path file = folder.resolve("disk.img." + format);
            byte[] packed = files(format).encode(disk, options);
            files(format).assertHolds(disk, packed);
            Files.write(file, packed);
            Path raw = folder.resolve("disk.img");
            Files.deleteIfExists(raw);
            Peers.run(tool, "-t", file).ok();
            Peers.run(tool, "-d", file).ok();
            try (HostFile image = HostFile.open(raw)) {
                DiskFiles.assertSame(disk, image);
            }
        }
    }

    @Tag("peer")
    @ParameterizedTest
    @CsvSource({
        "gz, gzip -9",
        "gz, gzip -1",
        "gz, pigz -b 128",
        "xz, xz -0",
        "xz, xz -1 --block-size=300000",
        "xz, xz -6 -T2 --block-size=4MiB",
        "zst, zstd -3",
        "zst, zstd -19 --no-content-size",
        "bz2, bzip2 -1",
        "bz2, bzip2 -9",
        "lzo, lzop -1",
        "lzo, lzop -9 --crc32",
        "lzo, lzop -F"
    })
    void filesOfOtherToolsAreReadAndPass(String format, String command) throws Exception {
        var arguments = new ArrayList<Object>(Arrays.asList((Object[]) command.split(" ", -1)));
        String tool = arguments.removeFirst().toString();
        Peers.require(tool);
        Path raw = folder.resolve("disk.img");
        Images.write(disk(), raw);
        arguments.addAll(List.of("-k", raw));
        Peers.run(tool, arguments.toArray()).ok();
        try (HostFile file = HostFile.open(folder.resolve("disk.img." + format))) {
            files(format).assertHolds(disk(), file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "zst"})
    void containersInsideAreRead(String format) throws Exception {
        BlockSource disk = Sources.random(Cases.random(4), 1 << 20);
        for (String inside : List.of("qcow2", "vma", "vdi")) {
            byte[] container = files(inside).encode(disk, Map.of());
            byte[] packed = files(format).encode(BlockSource.of(container), Map.of());
            files(format).assertHolds(disk, packed);
            Container opened = open(format, packed);
            assertTrue(
                    opened.facts().contains(new Container.Fact("format inside", inside)),
                    opened.facts().toString());
        }
        byte[] once = files(format).encode(disk, Map.of());
        byte[] twice = files(format).encode(BlockSource.of(once), Map.of());
        DiskFiles.assertSame(BlockSource.of(once), open(format, twice).disk());
    }

    private static Container open(String format, byte[] file) throws Exception {
        ContainerFormat named = Containers.named(format).orElseThrow();
        return named.decode(Where.file("a"), BlockSource.of(file), Companions.NONE);
    }

    @Test
    void damageInsideIsToldOfToo() throws Exception {
        byte[] qcow2 = files("qcow2").encode(disk(), Map.of());
        qcow2[79] = 2; // marked as corrupt
        byte[] packed = files("zst").encode(BlockSource.of(qcow2), Map.of());
        String findings = files("zst").check(packed).toString();
        assertTrue(findings.contains("unpacked, header"), findings);
        assertTrue(findings.contains("marked as corrupt"), findings);
    }

    @Test
    void bytesBehindTheEndAreToldOf() throws Exception {
        byte[] packed = files("gz").encode(disk(), Map.of());
        byte[] longer = Arrays.copyOf(packed, packed.length + 7);
        DiskFiles.assertSame(disk(), files("gz").decode(longer));
        assertTrue(files("gz").check(longer).toString().contains("7 bytes follow"));
    }

    @Test
    void largeHolesCostLittle() throws Exception {
        BlockSource disk =
                Composition.ofSize(1L << 40)
                        .place(700L << 30, BlockSource.of(Cases.bytes(Cases.random(1), 100_000)))
                        .build();
        Path file = folder.resolve("disk.zst");
        files("zst").encode(disk, Map.of(), file);
        assertTrue(Files.size(file) < 40_000_000, Files.size(file) + " bytes");
        try (HostFile open = HostFile.open(file)) {
            BlockSource back = files("zst").decode(open);
            assertEquals(700L << 30, back.extentAt(0).length());
            assertEquals(
                    -1, disk.bytes(700L << 30, 1 << 20).mismatch(back.bytes(700L << 30, 1 << 20)));
        }
    }

    @Test
    void bytesAreTheSameAsEver() throws Exception {
        byte[] zeros = files("gz").encode(BlockSource.zeros(3 << 20), Map.of());
        assertArrayEquals(
                new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, -1}, Arrays.copyOf(zeros, 10));
        byte[] frame = files("zst").encode(BlockSource.zeros(3 << 20), Map.of());
        assertEquals(12 + 14 + 4 * 24, frame.length);
        assertThrows(
                UnsupportedImageException.class,
                () -> files("bz2").encode(BlockSource.zeros(512), Map.of()));
    }

    private Path zip(String option, Path... files) throws Exception {
        Peers.require("7zz");
        Path archive = folder.resolve("disk.zip");
        var arguments = new ArrayList<Object>(List.of("a", "-tzip", "-bd"));
        arguments.addAll(Arrays.asList((Object[]) option.split(" ", -1)));
        arguments.add(archive);
        arguments.addAll(List.of(files));
        Peers.run("7zz", arguments.toArray()).ok();
        return archive;
    }

    @Tag("peer")
    @ParameterizedTest
    @ValueSource(strings = {"-mm=Copy", "-mm=Deflate", "-mm=BZip2"})
    void membersOfAnArchiveAreDisks(String method) throws Exception {
        Path raw = folder.resolve("disk.img");
        Images.write(disk(), raw);
        Path qcow2 = folder.resolve("other.qcow2");
        BlockSource other = Sources.random(Cases.random(5), 300_000);
        Files.write(qcow2, files("qcow2").encode(other, Map.of()));
        Path text = Files.writeString(folder.resolve("README.txt"), "read me");
        try (HostFile file = HostFile.open(zip(method, text, raw))) {
            files("zip").assertHolds(disk(), file);
        }
        try (HostFile file = HostFile.open(zip(method, text, raw, qcow2))) {
            Container several = new Zip().decode(Where.file("disk.zip"), file, Companions.NONE);
            DiskFiles.assertSame(disk(), several.disk("disk.img").orElseThrow().open());
            assertEquals(2, several.disks().size());
            assertEquals("README.txt", several.attachments().getFirst().name());
            assertEquals(7, several.attachments().getFirst().bytes().size());
        }
    }

    @Tag("peer")
    @Test
    void encryptedArchivesAreRefusedByName() throws Exception {
        Path raw = folder.resolve("disk.img");
        Images.write(disk(), raw);
        Path archive = zip("-psecret", raw);
        var e =
                assertThrows(
                        UnsupportedImageException.class,
                        () -> files("zip").decode(Files.readAllBytes(archive)));
        assertTrue(e.problem().contains("encryption"), e.problem());
    }

    @Tag("peer")
    @Test
    void damagedArchivesFailCleanly() throws Exception {
        Path raw = folder.resolve("disk.img");
        Images.write(Sources.random(Cases.random(6), 100_000), raw);
        byte[] zip = Files.readAllBytes(zip("-mm=Deflate", raw));
        Peers.require("lzop");
        Path packed = folder.resolve("disk.lzo");
        Peers.run("lzop", "-o", packed, raw).ok();
        byte[] lzo = Files.readAllBytes(packed);
        var random = Cases.random(7);
        for (int i = 0; i < 60; i++) {
            byte[] damaged = zip.clone();
            int end = Math.min(300, damaged.length);
            int at =
                    random.nextBoolean()
                            ? random.nextInt(60)
                            : damaged.length - 1 - random.nextInt(end);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            files("zip").assertFailsCleanly(damaged);
            files("zip").assertFailsCleanly(Arrays.copyOf(zip, random.nextInt(zip.length)));
            byte[] other = lzo.clone();
            Cases.damage(random, other);
            files("lzo").assertFailsCleanly(other);
            files("lzo").assertFailsCleanly(Arrays.copyOf(lzo, random.nextInt(lzo.length)));
        }
    }
}
