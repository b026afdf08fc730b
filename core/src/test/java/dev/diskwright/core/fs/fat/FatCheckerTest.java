package dev.diskwright.core.fs.fat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FatCheckerTest {
    private byte[] fat32 = {};

    @BeforeAll
    void writeVolume() throws IOException {
        fat32 =
                Volumes.bytes(
                        Fat.writer(FatParameters.of("ESP", 7, FatTrees.TIME))
                                .write(FatTrees.esp(), 34 * Units.MIB));
    }

    // the root directory has cluster 2, the file of music 3, startup.nsh 4, EFI 5, BOOT 6, its
    // files 7 on
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a boot sector unlike its backup, boot, 0x03, 0x41, 'the boot sector differs'",
        "a media byte that is none, boot, 0x15, 0x12, 'the media byte is 0x12'",
        "a dirty bit in the boot sector, boot, 0x41, 0x01, 'not unmounted cleanly'",
        "another label in the boot sector, boot, 0x47, 0x41, 'the root directory''s is \"ESP\"'",
        "FSInfo without its signature, info, 0, 0x51, 'the signatures are damaged'",
        "a wrong free count, info, 0x1e8, 0x00, 'clusters are said to be free'",
        "a second FAT that differs, fat2, 40000, 0x07, 'the FATs differ'",
        "a dirty bit in the FAT, fat, 7, 0x07, 'not unmounted cleanly'",
        "a lost cluster, fat, 40000, 0xf8, '1 clusters from 10000 on are allocated'",
        "a chain without an end, fat, 32, 0x07, 'belongs to a chain already'",
        "a file in a free cluster, root, 0x9a, 0x60, 'found a free cluster'",
        "a wrong size, root, 0x9d, 0x70, 'bytes, expected at most the 512 of its chain'",
        "a label with a size, root, 0x1c, 0x01, 'a label has neither size nor clusters'",
        ". that leads elsewhere, EFI, 0x1a, 0x09, '. leads to cluster 9, not to 5'",
        ".. that leads elsewhere, EFI, 0x3a, 0x09, '.. leads to cluster 9, not to 0'"
    })
    void damageIsFound(String what, String place, String at, String value, String sentence)
            throws IOException {
        byte[] image = fat32.clone();
        Volume volume = Volume.open(Volumes.WHERE, BlockSource.of(image));
        long start =
                switch (place) {
                    case "boot" -> 0;
                    case "info" -> 512;
                    case "fat" -> volume.fatOffset(0);
                    case "fat2" -> volume.fatOffset(1);
                    case "root" -> volume.clusterOffset(2);
                    default -> volume.clusterOffset(5);
                };
        image[(int) start + Integer.decode(at)] = (byte) (int) Integer.decode(value);
        String findings = Volumes.check(BlockSource.of(image)).toString();
        assertTrue(findings.contains(sentence), what + ": " + findings);
    }

    @Tag("peer")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void whatFsckFindsIsFound(long seed, @TempDir Path directory) throws IOException {
        Peers.require("fsck.fat");
        Path file = directory.resolve("damaged.img");
        Random random = Cases.random(seed);
        byte[] whole =
                Volumes.bytes(
                        Fat.writer(FatParameters.of("ESP", 7, FatTrees.TIME).withFatBits(12))
                                .write(FatTrees.esp(), 200 << 10));
        assertEquals(List.of(), Volumes.check(BlockSource.of(whole)));
        int front = (int) Volume.open(Volumes.WHERE, BlockSource.of(whole)).clusterOffset(12);
        for (int round = 0; round < 10; round++) {
            byte[] image = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                image[random.nextInt(front)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, image);
            Peers.Result judged = Peers.run("fsck.fat", "-n", file);
            if (judged.status() != 0 || judged.output().lines().count() != 2) {
                assertTrue(
                        !Volumes.check(BlockSource.of(image)).isEmpty(),
                        "fsck.fat alone says: " + judged.output());
            }
        }
    }
}
