package dev.diskwright.core.fs.ext4;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.ImageException;
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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damaged volumes are read as far as they go or refused, and checked to the end, quickly and in bounded memory.
class Ext4DamageTest {
    private static final Where FILE = Where.file("damaged.img");
    private static final String[] IMAGES = {
        "ext2-1k",
        "rev0-1k",
        "ext4-2k-nocsum",
        "ext3-2k",
        "ext4-1k",
        "ext4-4k",
        "crashed-ext3",
        "crashed-ext4",
        "crashed-clusters"
    };

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedVolumesFailCleanly(long seed) {
        for (String name : IMAGES) {
            byte[] image = Fixtures.bytes("fs/ext4/" + name + ".img.gz");
            damage(Cases.random(seed), image);
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> readOrRefuse(image));
        }
    }

    /// Damages the log's own blocks of a journal without checksums, which would keep most damage from being met.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedJournalsFailCleanly(long seed) throws IOException {
        byte[] image = Fixtures.bytes("fs/ext4/crashed-ext3.img.gz");
        Log log = Log.open(Volume.asStored(FILE, BlockSource.of(image)));
        var places = new ArrayList<Integer>();
        places.add((int) log.at("superblock", 0).offset());
        for (long i = log.superblock().first(); i < log.superblock().end(); i++) {
            if (BigEndian.i32(log.block(i), 0) == JournalSuperblock.MAGIC) {
                places.add((int) log.at("block", i).offset());
            }
        }
        Random random = Cases.random(seed);
        for (int faults = 1 + random.nextInt(6); faults > 0; faults--) {
            int at = places.get(random.nextInt(places.size())) + 4 + random.nextInt(120);
            image[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : image[at] ^ 1);
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> readOrRefuse(image));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void truncatedVolumesFailCleanly(long seed) {
        var random = Cases.random(seed);
        byte[] whole =
                Fixtures.bytes("fs/ext4/" + IMAGES[random.nextInt(IMAGES.length)] + ".img.gz");
        byte[] image = Arrays.copyOf(whole, random.nextInt(whole.length));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> readOrRefuse(image));
    }

    @Test
    void aVolumeThatClaimsTerabytesOfNothingIsRefusedAndCheckedSoon() {
        byte[] image = Fixtures.bytes("fs/ext4/ext2-1k.img.gz");
        var superblock = MemorySegment.ofArray(image).asSlice(1024, 1024);
        long blocks = 1L << 31;
        LittleEndian.put32(superblock, 0x04, blocks);
        long groups = Math.ceilDiv(blocks - 1, LittleEndian.u32(superblock, 0x20));
        LittleEndian.put32(superblock, 0x00, groups * LittleEndian.u32(superblock, 0x28));
        BlockSource volume =
                Composition.ofSize(blocks * 1024).place(0, BlockSource.of(image)).build();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> readOrRefuse(volume));
    }

    /// Sets bytes near others that are not zero, where metadata and data are.
    private static void damage(Random random, byte[] image) {
        for (int faults = 1 + random.nextInt(12); faults > 0; ) {
            int at = random.nextInt(image.length);
            int from = Math.max(1024, at - 64);
            boolean used = false;
            for (int i = from; i < Math.min(from + 128, image.length); i++) {
                used |= image[i] != 0;
            }
            if (!used) {
                continue;
            }
            faults--;
            switch (random.nextInt(4)) {
                case 0 -> image[at] = (byte) 0xff;
                case 1 -> image[at] = 0;
                case 2 -> image[at] = (byte) random.nextInt(256);
                default -> image[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
    }

    private static void readOrRefuse(byte[] image) throws IOException {
        readOrRefuse(BlockSource.of(image));
    }

    private static void readOrRefuse(BlockSource volume) throws IOException {
        var ext4 = new Ext4();
        try {
            readAll(ext4.read(FILE, volume));
        } catch (ImageException allowed) {
            // the one way out
        }
        ext4.check(FILE, volume, finding -> {});
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
