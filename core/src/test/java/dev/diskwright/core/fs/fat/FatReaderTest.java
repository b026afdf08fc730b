package dev.diskwright.core.fs.fat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Fixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FatReaderTest {
    private static BlockSource golden(String name) {
        return BlockSource.of(Fixtures.bytes("fs/fat/" + name + ".img.gz"));
    }

    private static String lines(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    private static String text(FileTree tree, String path) throws IOException {
        FileNode node = tree.find(path);
        assertNotNull(node, path);
        return new String(Volumes.bytes(((RegularFile) node).content()), UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"fat12, FAT12", "fat12-4096, FAT12", "fat16, FAT16", "fat32, FAT32"})
    void volumesOfOtherMakersAreRead(String name, String type) throws IOException {
        VolumeInfo info = new Fat().probe(Volumes.WHERE, golden(name)).orElseThrow();
        assertEquals(type, info.variant());
        assertEquals("GOLDEN", info.label());
        assertEquals("1234-ABCD", info.uuid());
        FileTree tree = new Fat().read(Volumes.WHERE, golden(name));
        assertEquals(lines(3000), text(tree, "/EFI/BOOT/BOOTX64.EFI"));
        assertEquals("exit\r\n", text(tree, "/startup.nsh"));
        assertEquals("long", text(tree, "/A name that is long, with spaces.conf"));
        assertEquals("music", text(tree, "/naïve ☃.txt"));
        assertEquals("", text(tree, "/Nothing.txt"));
        assertEquals(lines(4000), text(tree, "/FRAGMENT.BIN"));
        assertEquals(lines(2000), text(tree, "/two"));
        FileNode two = tree.find("/two");
        FileNode startup = tree.find("/startup.nsh");
        assertNotNull(two);
        assertNotNull(startup);
        assertEquals(0444, two.attributes().mode());
        assertEquals(0644, startup.attributes().mode());
        assertEquals(1_600_000_000, startup.attributes().seconds());
        assertTrue(tree.find("/empty") instanceof Directory empty && empty.count() == 0);
        assertEquals(8, tree.root().count());
        assertEquals(List.of(), Volumes.check(golden(name)));
    }

    @Test
    void fat32WithTooFewClustersIsReadAndRemarkedUpon() throws IOException {
        BlockSource few = golden("fat32-few");
        assertEquals("FAT32", new Fat().probe(Volumes.WHERE, few).orElseThrow().variant());
        assertEquals(0, new Fat().read(Volumes.WHERE, few).root().count());
        List<Finding> findings = Volumes.check(few);
        assertEquals(1, findings.size(), findings.toString());
        assertEquals(Finding.Severity.WARNING, findings.getFirst().severity());
    }

    @Test
    void otherBytesAreNotTakenForFat() throws IOException {
        assertTrue(new Fat().probe(Volumes.WHERE, BlockSource.zeros(Units.MIB)).isEmpty());
        assertTrue(new Fat().probe(Volumes.WHERE, BlockSource.zeros(100)).isEmpty());
        byte[] mbr = new byte[1 << 20];
        mbr[0] = (byte) 0xeb;
        mbr[1] = 0x63;
        mbr[2] = (byte) 0x90;
        mbr[510] = 0x55;
        mbr[511] = (byte) 0xaa;
        assertTrue(new Fat().probe(Volumes.WHERE, BlockSource.of(mbr)).isEmpty());
    }

    @Test
    void damagedLongNameGivesWayToTheShortOne() throws IOException {
        byte[] image = small();
        Volume volume = Volume.open(Volumes.WHERE, BlockSource.of(image));
        int slot = (int) volume.rootOffset() + 3 * DirectoryEntry.SIZE;
        while ((image[slot + DirectoryEntry.ATTRIBUTES] & 0x3f) != DirectoryEntry.LONG_NAME) {
            slot += DirectoryEntry.SIZE;
        }
        image[slot + DirectoryEntry.CHECKSUM]++;
        FileTree tree = new Fat().read(Volumes.WHERE, BlockSource.of(image));
        assertNotNull(tree.find("/NA_VE_~1.TXT"));
        assertTrue(Volumes.check(BlockSource.of(image)).size() >= 1);
    }

    @Test
    void chainThatLeadsIntoItselfIsRefused() throws IOException {
        byte[] image = Fixtures.bytes("fs/fat/fat16.img.gz");
        Volume volume = Volume.open(Volumes.WHERE, BlockSource.of(image));
        int fat = (int) volume.fatOffset(0);
        for (int entry = 2; entry < 200; entry++) {
            image[fat + 2 * entry] = 5;
            image[fat + 2 * entry + 1] = 0;
        }
        var refusal =
                assertThrows(
                        CorruptImageException.class,
                        () -> new Fat().read(Volumes.WHERE, BlockSource.of(image)));
        assertTrue(refusal.problem().contains("belongs to a chain already"), refusal.problem());
    }

    @Test
    void volumeLargerThanItsImageIsRefused() {
        BlockSource image = golden("fat16");
        var refusal =
                assertThrows(
                        CorruptImageException.class,
                        () -> new Fat().read(Volumes.WHERE, image.slice(0, image.size() - 512)));
        assertEquals("totalSectors", refusal.where().field());
    }

    private static byte[] small() throws IOException {
        return Volumes.bytes(
                Fat.writer(FatParameters.of("ESP", 1, FatTrees.TIME).withFatBits(12))
                        .write(FatTrees.esp(), 256 << 10));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedImageFailsCleanly(long seed) throws IOException {
        Random random = Cases.random(seed);
        byte[] image =
                random.nextBoolean()
                        ? small()
                        : Fixtures.bytes(
                                "fs/fat/fat" + (random.nextBoolean() ? 12 : 32) + ".img.gz");
        byte[] front = java.util.Arrays.copyOf(image, Math.min(image.length, 20_000));
        for (int round = 0; round < 20; round++) {
            byte[] damaged = front.clone();
            Cases.damage(random, damaged);
            System.arraycopy(damaged, 0, image, 0, damaged.length);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> readOrRefuse(BlockSource.of(image)));
        }
    }

    private static void readOrRefuse(BlockSource image) throws IOException {
        try {
            var _ = new Fat().probe(Volumes.WHERE, image);
            FileTree tree = new Fat().read(Volumes.WHERE, image);
            tree.walk((_, node) -> {
                if (node instanceof RegularFile file) {
                    var _ = file.content().bytes(0, (int) file.content().size());
                }
            });
        } catch (ImageException allowed) {
            // the one way out
        }
        var _ = Volumes.check(image);
    }
}
