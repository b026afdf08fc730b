package dev.diskwright.core.fs.fat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.fs.VolumeWriter;
import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FatWriterTest {
    private static final FatParameters PARAMETERS =
            FatParameters.of("esp", 0x1234_abcdL, FatTrees.TIME);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void treeComesBackFromTheSmallestVolume(long seed) throws IOException {
        Random random = Cases.random(seed);
        FileTree tree = FatTrees.random(random);
        FatParameters parameters =
                PARAMETERS.withSectors(512 << random.nextInt(4), random.nextInt(5000));
        if (random.nextInt(4) == 0) {
            parameters = parameters.withFatBits(random.nextBoolean() ? 16 : 32);
        }
        VolumeWriter writer = Fat.writer(parameters);
        long size = writer.minimumSize(tree);
        BlockSource volume = writer.write(tree, size);
        assertEquals(size, volume.size());
        assertEquals(List.of(), Volumes.check(volume));
        assertEquals(
                FatTrees.listing(tree), FatTrees.listing(new Fat().read(Volumes.WHERE, volume)));
        var refusal = assertThrows(DoesNotFitException.class, () -> writer.write(tree, size - 1));
        assertEquals(size, refusal.needed());
        assertEquals(size - 1, refusal.available());
    }

    @Test
    void everySizeFromTheSmallestOnHoldsTheTree() throws IOException {
        FileTree tree = FatTrees.tree(Map.of("kernel", FatTrees.file(new byte[3_000_000])));
        VolumeWriter writer = Fat.writer(PARAMETERS);
        for (long size = writer.minimumSize(tree); size < 40 * Units.MIB; size += 599 * 512) {
            assertEquals(List.of(), Volumes.check(writer.write(tree, size)), size + " bytes");
        }
    }

    @ParameterizedTest(name = "{0} MiB in sectors of {1} is {2} with clusters of {3}")
    @CsvSource({
        "1, 512, FAT12, 512",
        "2, 512, FAT12, 512",
        "3, 512, FAT16, 512",
        "32, 512, FAT16, 512",
        "33, 512, FAT32, 512",
        "34, 512, FAT32, 512",
        "100, 512, FAT32, 1024",
        "236, 512, FAT32, 2048",
        "512, 512, FAT32, 4096",
        "10000, 512, FAT32, 8192",
        "40000, 512, FAT32, 32768",
        "2097152, 512, FAT32, 32768",
        "1, 4096, FAT12, 4096",
        "17, 4096, FAT16, 4096",
        "236, 4096, FAT16, 4096",
        "300, 4096, FAT32, 4096",
        "2097152, 4096, FAT32, 32768"
    })
    void sizeDecidesTypeAndClusters(long mib, int sectorSize, String type, long clusterSize)
            throws IOException {
        BlockSource volume =
                Fat.writer(PARAMETERS.withSectors(sectorSize, 0))
                        .write(FatTrees.esp(), mib * Units.MIB);
        VolumeInfo info = new Fat().probe(Volumes.WHERE, volume).orElseThrow();
        assertEquals(type, info.variant());
        assertEquals(clusterSize, info.blockSize());
        assertEquals("ESP", info.label());
        assertEquals("1234-ABCD", info.uuid());
        assertEquals(
                FatTrees.listing(FatTrees.esp()),
                FatTrees.listing(new Fat().read(Volumes.WHERE, volume)));
    }

    @ParameterizedTest(name = "sectors of {0} bytes")
    @ValueSource(ints = {512, 4096})
    void clusterCountsStayAwayFromTheLimits(int sectorSize) throws IOException {
        VolumeWriter writer = Fat.writer(FatParameters.of("", 0, 0).withSectors(sectorSize, 0));
        FileTree tree = FileTree.empty(0);
        long sectors = writer.minimumSize(tree) / sectorSize;
        for (; sectors < 150_000; sectors += sectors < 5000 ? 1 : 97) {
            BlockSource volume = writer.write(tree, sectors * sectorSize);
            Volume it = Volume.open(Volumes.WHERE, volume);
            assertEquals(FatType.of(it.clusters()), it.type());
            assertTrue(it.clusters() >= it.type().fewestWritten(), it.clusters() + " clusters");
            assertTrue(it.clusters() <= it.type().mostWritten(), it.clusters() + " clusters");
        }
    }

    @Test
    void largeVolumeCostsNoMoreThanItsFiles() throws IOException {
        BlockSource volume = Fat.writer(PARAMETERS).write(FatTrees.esp(), 2 * Units.TIB);
        long data = 0;
        for (long at = 0; at < volume.size(); at = volume.extentAt(at).end()) {
            data += volume.extentAt(at).isZero() ? 0 : volume.extentAt(at).end() - at;
        }
        assertTrue(data < Units.MIB, data + " bytes of data");
        assertEquals(List.of(), Volumes.check(volume));
    }

    @Test
    void explicitBitsAndClustersAreObeyedOrRefused() throws IOException {
        FileTree tree = FatTrees.esp();
        BlockSource volume =
                Fat.writer(PARAMETERS.withFatBits(16).withClusterSize(4096))
                        .write(tree, 40 * Units.MIB);
        VolumeInfo info = new Fat().probe(Volumes.WHERE, volume).orElseThrow();
        assertEquals("FAT16", info.variant());
        assertEquals(4096, info.blockSize());
        VolumeWriter fat32 = Fat.writer(PARAMETERS.withFatBits(32));
        var tooSmall =
                assertThrows(DoesNotFitException.class, () -> fat32.write(tree, 20 * Units.MIB));
        assertEquals(fat32.minimumSize(tree), tooSmall.needed());
        assertEquals(
                "FAT32",
                new Fat()
                        .probe(Volumes.WHERE, fat32.write(tree, tooSmall.needed()))
                        .orElseThrow()
                        .variant());
        VolumeWriter fat12 = Fat.writer(PARAMETERS.withFatBits(12));
        assertThrows(DoesNotFitException.class, () -> fat12.write(tree, Units.GIB));
        VolumeWriter beyond = Fat.writer(PARAMETERS);
        assertThrows(DoesNotFitException.class, () -> beyond.write(tree, 3 * Units.TIB));
    }

    @Test
    void largeRootDirectoryGrowsOnFat16() throws IOException {
        Map<String, FileNode> files = new HashMap<>();
        for (int i = 0; i < 700; i++) {
            files.put("file number " + i, FatTrees.file("x"));
        }
        FileTree tree = FatTrees.tree(files);
        BlockSource volume = Fat.writer(PARAMETERS.withFatBits(16)).write(tree, 8 * Units.MIB);
        assertEquals(2096, Volume.open(Volumes.WHERE, volume).bpb().rootEntries());
        assertEquals(List.of(), Volumes.check(volume));
    }

    @Test
    void orderOfTheTreeDoesNotMatter() throws IOException {
        FileTree tree = FatTrees.random(Cases.random(3));
        FileTree other = new FileTree(FatTrees.reversed(tree.root()));
        VolumeWriter writer = Fat.writer(PARAMETERS);
        long size = writer.minimumSize(tree);
        assertEquals(size, writer.minimumSize(other));
        assertArrayEquals(
                Volumes.bytes(writer.write(tree, size)), Volumes.bytes(writer.write(other, size)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "a:b", "a*", "\"a\"", "<", ">", "?", "a\\b", "a|b", "dot.", "space ", "\u0001",
                "\udc80"
            })
    void nameThatFatCannotHoldIsRefusedByItsPath(String name) {
        FileTree tree =
                FatTrees.tree(Map.of("dir", FatTrees.directory(Map.of(name, FatTrees.file("")))));
        var refusal =
                assertThrows(ImageException.class, () -> Fat.writer(PARAMETERS).minimumSize(tree));
        assertEquals("/dir/" + name, refusal.where().file());
    }

    @Test
    void whatFatCannotHoldIsRefusedByItsPath() {
        Attributes attributes = Attributes.root(0644, 0);
        Map<String, FileNode> hopeless =
                Map.of(
                        "link",
                        new SymbolicLink(attributes, "target"),
                        "pipe",
                        new SpecialFile(attributes, SpecialFile.Kind.FIFO, 0, 0),
                        "huge",
                        new RegularFile(attributes, BlockSource.zeros(1L << 32)),
                        "a".repeat(256),
                        FatTrees.file(""));
        hopeless.forEach((name, node) -> {
            FileTree tree = FatTrees.tree(Map.of(name, node));
            var refusal =
                    assertThrows(
                            ImageException.class, () -> Fat.writer(PARAMETERS).minimumSize(tree));
            assertEquals("/" + name, refusal.where().file());
        });
        FileTree clash =
                FatTrees.tree(Map.of("Ärger", FatTrees.file(""), "äRGER", FatTrees.file("")));
        assertTrue(
                assertThrows(ImageException.class, () -> Fat.writer(PARAMETERS).minimumSize(clash))
                        .problem()
                        .contains("only in case"));
    }

    @Test
    void largestFileFits() throws IOException {
        RegularFile largest =
                new RegularFile(Attributes.root(0444, 0), BlockSource.zeros(0xffff_ffffL));
        BlockSource volume =
                Fat.writer(PARAMETERS).write(FatTrees.tree(Map.of("x", largest)), 5 * Units.GIB);
        FileNode back = new Fat().read(Volumes.WHERE, volume).root().node(0);
        assertEquals(0xffff_ffffL, ((RegularFile) back).content().size());
        assertEquals(0444, back.attributes().mode());
        assertEquals(DosTime.FIRST, back.attributes().seconds());
    }

    private static List<String> strings(List<Finding> findings) {
        return findings.stream().map(Finding::toString).toList();
    }

    @Test
    void lossesAreToldOneByOne() throws IOException {
        var xattrs = new TreeMap<String, byte[]>(Map.of("security.capability", new byte[1]));
        RegularFile file =
                new RegularFile(
                        new Attributes(04755, 1000, 100, 0, 0, xattrs),
                        BlockSource.of(new byte[3]));
        FileTree tree = FatTrees.tree(Map.of("a", file, "b", file));
        List<String> losses = Fat.losses(tree).stream().map(Finding::toString).toList();
        assertEquals(
                List.of(
                        "/a: the owner 1000:100 is not kept on FAT",
                        "/a: the mode 4755 becomes 0644 on FAT",
                        "/a: the extended attribute security.capability is not kept on FAT",
                        "/a: the time is moved to 1980 on FAT",
                        "/b: the hard link to /a becomes a copy on FAT"),
                losses.subList(0, 5));
        assertEquals(losses.size(), Fat.losses(tree).size());
        assertEquals(2, Fat.lost(tree, 1).files());
        assertEquals(List.of(losses.getFirst()), strings(Fat.lost(tree, 1).first()));
        assertEquals(List.of(), Fat.losses(FatTrees.esp()));
        VolumeWriter writer = Fat.writer(PARAMETERS);
        assertEquals(List.of(), Volumes.check(writer.write(tree, Units.MIB)));
    }

    @Test
    void bytesThatAreReservedAreZero() throws IOException {
        byte[] volume = Volumes.bytes(Fat.writer(PARAMETERS).write(FatTrees.esp(), 40 * Units.MIB));
        for (int at = 90; at < 510; at++) {
            assertEquals(0, volume[at], "boot code");
        }
        for (int sector : List.of(2, 3, 4, 5, 8, 31)) {
            for (int at = 512 * sector; at < 512 * sector + 512; at++) {
                assertEquals(0, volume[at], "reserved sector " + sector);
            }
        }
    }
}
