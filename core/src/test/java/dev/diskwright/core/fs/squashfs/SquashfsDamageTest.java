package dev.diskwright.core.fs.squashfs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.fs.PackedVolume;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Fixtures;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Damaged volumes are read as far as they go or refused, and checked to the end, quickly and in bounded memory.
class SquashfsDamageTest {
    private static final Where FILE = Where.file("damaged.img");
    private static final String[] IMAGES = {"gzip", "xz", "zstd", "lz4", "lzo", "lzma", "none"};

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedVolumesFailCleanly(long seed) {
        for (String name : IMAGES) {
            byte[] image = Fixtures.bytes("fs/squashfs/" + name + ".img.gz");
            damage(Cases.random(seed), image);
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(image), name);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedMetadataFailsCleanly(long seed) throws IOException, InterruptedException {
        FileTree tree =
                new Squashfs()
                        .read(FILE, BlockSource.of(Fixtures.bytes("fs/squashfs/gzip.img.gz")));
        var parameters = SquashfsParameters.of(0).withCompression(SquashfsCompression.NONE);
        var volume = Squashfs.pack(tree, parameters);
        byte[] image =
                volume.bytes(0, (int) volume.size())
                        .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        int metadata = (int) LittleEndian.s64(image, 0x40);
        Random random = Cases.random(seed);
        for (int i = 0; i < 20; i++) {
            byte[] damaged = image.clone();
            for (int faults = 1 + random.nextInt(6); faults > 0; faults--) {
                int at =
                        random.nextInt(4) == 0
                                ? random.nextInt(Superblock.SIZE)
                                : metadata + random.nextInt(image.length - metadata);
                fault(random, damaged, at);
            }
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(damaged));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void truncatedVolumesFailCleanly(long seed) {
        var random = Cases.random(seed);
        String name = IMAGES[random.nextInt(IMAGES.length)];
        byte[] whole = Fixtures.bytes("fs/squashfs/" + name + ".img.gz");
        byte[] image = Arrays.copyOf(whole, random.nextInt(whole.length));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(image));
    }

    /// Faults in the superblock and behind it, where metadata is.
    private static void damage(Random random, byte[] image) {
        for (int faults = 1 + random.nextInt(12); faults > 0; faults--) {
            int at =
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(Superblock.SIZE);
                        case 1 -> random.nextInt(image.length);
                        default -> Math.max(0, image.length - 1 - random.nextInt(16384));
                    };
            fault(random, image, at);
        }
    }

    private static void fault(Random random, byte[] image, int at) {
        switch (random.nextInt(4)) {
            case 0 -> image[at] = (byte) 0xff;
            case 1 -> image[at] = 0;
            case 2 -> image[at] = (byte) random.nextInt(256);
            default -> image[at] ^= (byte) (1 << random.nextInt(8));
        }
    }

    /// Fields of the superblock, and what a reader makes of a wrong value.
    @ParameterizedTest
    @CsvSource({
        "blockSize,      12, 131073",
        "blockLog,       22, 16",
        "compressor,     20, 9",
        "versionMajor,   28, 3",
        "bytesUsed,      40, 99999999",
        "idTable,        48, 1",
        "inodeTable,     64, 77777777",
        "directoryTable, 72, 3",
        "fragmentTable,  80, 99999999",
        "inodeCount,      4, 0",
        "idCount,        26, 0"
    })
    void aWrongFieldOfTheSuperblockIsNamed(String field, int offset, long value) {
        byte[] image = Fixtures.bytes("fs/squashfs/gzip.img.gz");
        if (offset >= 40) {
            LittleEndian.put64(image, offset, value);
        } else if (offset >= 20) {
            LittleEndian.put16(image, offset, value);
        } else {
            LittleEndian.put32(image, offset, value);
        }
        var refusal =
                assertThrows(
                        ImageException.class,
                        () -> new Squashfs().read(FILE, BlockSource.of(image)));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith("damaged.img, superblock " + field + " at 0x"), message);
    }

    @Test
    void findingsNameThePlace() throws IOException {
        byte[] image = Fixtures.bytes("fs/squashfs/gzip.img.gz");
        image[106] ^= 0x40; // within the first data block
        List<Finding> found = check(image);
        assertTrue(found.toString().contains("damaged.img, data block at 0x60"), found.toString());
        LittleEndian.put32(image, 4, 1000);
        assertTrue(check(image).toString().contains("superblock inodeCount at 0x4"));
    }

    @Test
    void paddingThatIsNotZeroIsAWarning() throws IOException {
        byte[] image = Fixtures.bytes("fs/squashfs/gzip.img.gz");
        image[image.length - 1] = 1;
        List<Finding> found = check(image);
        assertTrue(found.getFirst().toString().contains("padding"), found.toString());
        assertTrue(found.getFirst().severity() == Finding.Severity.WARNING, found.toString());
    }

    /// A directory that contains itself.
    @Test
    void loopsAreRefused() throws IOException, InterruptedException {
        FileTree tree =
                new Squashfs()
                        .read(FILE, BlockSource.of(Fixtures.bytes("fs/squashfs/gzip.img.gz")));
        var parameters = SquashfsParameters.of(0).withCompression(SquashfsCompression.NONE);
        PackedVolume volume = Squashfs.pack(tree, parameters);
        byte[] image =
                volume.bytes(0, (int) volume.size())
                        .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        long root = LittleEndian.s64(image, 0x20);
        Volume opened = Volume.open(FILE, BlockSource.of(image));
        Inode top = Inode.read(opened, root);
        int listing = (int) (opened.superblock().directoryTable() + top.start() + 2 + top.offset());
        LittleEndian.put32(image, listing + 4, root >>> 16); // where the first names' inodes are
        LittleEndian.put16(image, listing + 12, root & 0xffff);
        var refusal =
                assertThrows(
                        CorruptImageException.class,
                        () -> new Squashfs().read(FILE, BlockSource.of(image)));
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("stands in two places"),
                refusal.toString());
        assertTrue(check(image).toString().contains("the directory stands in two places"));
    }

    /// A directory whose small metadata unpacks to hundreds of millions of names.
    @Test
    void metadataThatUnpacksToFarMoreIsRefused() throws IOException {
        byte[] bomb = Bombs.directory(10_000);
        assertTrue(bomb.length < 8 << 20, bomb.length + " bytes");
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    var refusal =
                            assertThrows(
                                    ImageException.class,
                                    () -> new Squashfs().read(FILE, BlockSource.of(bomb)));
                    String message = String.valueOf(refusal.getMessage());
                    assertTrue(message.contains("far more"), message);
                    assertFalse(check(bomb).isEmpty());
                });
    }

    private static List<Finding> check(byte[] image) throws IOException {
        var found = new ArrayList<Finding>();
        new Squashfs().check(FILE, BlockSource.of(image), found::add);
        return found;
    }

    private static void readOrRefuse(byte[] image) throws IOException {
        var volume = BlockSource.of(image);
        try {
            readAll(new Squashfs().read(FILE, volume));
        } catch (ImageException allowed) {
            // the one way out
        }
        new Squashfs().check(FILE, volume, finding -> {});
    }

    private static void readAll(FileTree tree) throws IOException {
        var buffer = MemorySegment.ofArray(new byte[4096]);
        tree.walk((path, node) -> {
            if (node instanceof RegularFile file && file.content().size() > 0) {
                BlockSource content = file.content();
                long size = Math.min(content.size(), buffer.byteSize());
                content.read(0, buffer.asSlice(0, size));
                content.read(content.size() - size, buffer.asSlice(0, size));
                content.extentAt(content.size() / 2);
            }
        });
    }
}
