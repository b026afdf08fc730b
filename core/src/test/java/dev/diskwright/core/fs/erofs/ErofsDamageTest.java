package dev.diskwright.core.fs.erofs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
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
class ErofsDamageTest {
    private static final Where FILE = Where.file("damaged.img");
    private static final String[] IMAGES = {
        "plain", "lz4", "big", "tails", "fragments", "dedupe", "chunks", "legacy"
    };

    private static byte[] fixture(String name) {
        return Fixtures.bytes("fs/erofs/" + name + ".img.gz");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedVolumesFailCleanly(long seed) {
        for (String name : IMAGES) {
            byte[] image = fixture(name);
            Random random = Cases.random(seed);
            for (int i = 0; i < 10; i++) {
                byte[] damaged = image.clone();
                damage(random, damaged);
                assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(damaged), name);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedMetadataOfOursFailsCleanly(long seed) throws IOException, InterruptedException {
        Random random = Cases.random(seed);
        FileTree tree = new Erofs().read(FILE, BlockSource.of(fixture("plain")));
        var volume = Erofs.pack(tree, new ErofsParameters(ErofsCompression.LZ4, 0, 1));
        byte[] image = volume.bytes(0, (int) volume.size()).toArray(JAVA_BYTE);
        int meta = (int) LittleEndian.u32(image, 1024 + 0x28) * Format.BLOCK;
        for (int i = 0; i < 40; i++) {
            byte[] damaged = image.clone();
            for (int faults = 1 + random.nextInt(6); faults > 0; faults--) {
                fault(random, damaged, meta + random.nextInt(image.length - meta));
            }
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(damaged));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void truncatedVolumesFailCleanly(long seed) {
        var random = Cases.random(seed);
        byte[] whole = fixture(IMAGES[random.nextInt(IMAGES.length)]);
        byte[] image = Arrays.copyOf(whole, random.nextInt(whole.length));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(image));
    }

    /// Faults in the superblock and behind it, where metadata is.
    private static void damage(Random random, byte[] image) {
        for (int faults = 1 + random.nextInt(12); faults > 0; faults--) {
            int at =
                    switch (random.nextInt(4)) {
                        case 0 -> Superblock.OFFSET + random.nextInt(Superblock.SIZE);
                        case 1 -> random.nextInt(image.length);
                        default -> Math.min(image.length - 1, 1152 + random.nextInt(16384));
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
        "magic,              0, 4, 5",
        "blockBits,         12, 1, 30",
        "rootNid,           14, 2, 65535",
        "blocks,            36, 4, 99999999",
        "metaBlock,         40, 4, 99999999",
        "featureIncompat,   80, 4, 4096",
        "extraDevices,      86, 2, 1",
        "directoryBlockBits,90, 1, 2"
    })
    void aWrongFieldOfTheSuperblockIsNamed(String field, int offset, int size, long value) {
        byte[] image = fixture("plain");
        int at = Superblock.OFFSET + offset;
        switch (size) {
            case 1 -> image[at] = (byte) value;
            case 2 -> LittleEndian.put16(image, at, value);
            default -> LittleEndian.put32(image, at, value);
        }
        var refusal =
                assertThrows(
                        ImageException.class, () -> new Erofs().read(FILE, BlockSource.of(image)));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith("damaged.img, superblock " + field + " at 0x"), message);
    }

    @Test
    void aWrongChecksumIsFound() throws IOException {
        byte[] image = fixture("plain");
        image[Superblock.OFFSET + 0x40] ^= 1; // the label
        List<Finding> found = check(image);
        assertEquals(1, found.size(), found.toString());
        assertTrue(found.toString().contains("superblock checksum at 0x404"), found.toString());
    }

    @Test
    void compressionThatIsNotReadIsNamed() throws IOException {
        byte[] image = fixture("lz4");
        Volume volume = Volume.open(FILE, BlockSource.of(image));
        Inode inode = compressed(volume);
        int header = (int) ((inode.behind() + 7) / 8 * 8);
        image[header + 6] = 3;
        assertTrue(check(image).toString().contains("compression by zstd"));
    }

    private static Inode compressed(Volume volume) throws IOException {
        Contents contents = Contents.of(volume);
        Where by = volume.field("rootNid");
        Inode root = Inode.read(volume, by, volume.superblock().rootNid());
        var found = new ArrayList<Inode>();
        DirectoryReader.read(
                contents,
                root,
                (where, _, nid, _) -> {
                    Inode it = Inode.read(volume, where, nid);
                    if (it.layout() == Format.COMPRESSED_COMPACT) {
                        found.add(it);
                    }
                });
        return found.getFirst();
    }

    /// A directory that contains itself.
    @Test
    void loopsAreRefused() throws IOException, InterruptedException {
        FileTree tree = new Erofs().read(FILE, BlockSource.of(fixture("plain")));
        var packed = Erofs.pack(tree, new ErofsParameters(ErofsCompression.NONE, 0, 1));
        byte[] image = packed.bytes(0, (int) packed.size()).toArray(JAVA_BYTE);
        Volume volume = Volume.open(FILE, BlockSource.of(image));
        long nid = volume.superblock().rootNid();
        Inode root = Inode.read(volume, volume.field("rootNid"), nid);
        int listing = (int) root.behind();
        int count = LittleEndian.u16(image, listing + 8) / Format.ENTRY;
        for (int i = 0; i < count; i++) {
            if (image[listing + i * Format.ENTRY + 10] == 2) {
                LittleEndian.put64(image, listing + i * Format.ENTRY, nid);
            }
        }
        var refusal =
                assertThrows(
                        ImageException.class, () -> new Erofs().read(FILE, BlockSource.of(image)));
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("stands in two places"),
                refusal.toString());
        assertTrue(check(image).toString().contains("stands in two places"));
    }

    private static List<Finding> check(byte[] image) throws IOException {
        var found = new ArrayList<Finding>();
        new Erofs().check(FILE, BlockSource.of(image), found::add);
        return found;
    }

    private static void readOrRefuse(byte[] image) throws IOException {
        var volume = BlockSource.of(image);
        try {
            readAll(new Erofs().read(FILE, volume));
        } catch (ImageException allowed) {
            // the one way out
        }
        new Erofs().check(FILE, volume, finding -> {});
    }

    private static void readAll(FileTree tree) throws IOException {
        var buffer = MemorySegment.ofArray(new byte[4096]);
        tree.walk((path, node) -> {
            if (node instanceof RegularFile file && file.content().size() > 0) {
                BlockSource content = file.content();
                long size = Math.min(content.size(), buffer.byteSize());
                content.read(0, buffer.asSlice(0, size));
                content.read(content.size() - size, buffer.asSlice(0, size));
                if (content.size() < 1 << 20) {
                    content.extentAt(content.size() / 2); // looks through larger ones
                }
            }
        });
    }
}
