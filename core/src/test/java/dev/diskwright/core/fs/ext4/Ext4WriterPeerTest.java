package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.Ext4WriterTest.PARAMETERS;
import static dev.diskwright.core.fs.ext4.Ext4WriterTest.file;
import static dev.diskwright.core.fs.ext4.Ext4WriterTest.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.LoopMounts;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.RandomTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Volumes of ours, judged by e2fsck, which must have nothing to say, and by the kernel.
@Tag("peer")
class Ext4WriterPeerTest {
    private static final long MIB = 1 << 20;

    @TempDir Path dir;

    @BeforeEach
    void needsE2fsck() {
        Peers.require("e2fsck");
    }

    private Path image(BlockSource volume) throws IOException {
        Path file = dir.resolve("volume.img");
        Images.write(volume, file);
        return file;
    }

    private static void expectClean(Path image) {
        Peers.Result result = Peers.run("e2fsck", "-fn", image);
        assertEquals(0, result.status(), result.output());
        List<String> words =
                result.output()
                        .lines()
                        .filter(line -> !line.startsWith("Pass ") && !line.startsWith("e2fsck "))
                        .toList();
        assertEquals(1, words.size(), result.output()); // the summary
    }

    private void expectClean(FileTree tree, Ext4Parameters parameters, long size)
            throws IOException {
        expectClean(image(new Ext4Writer(parameters).write(tree, size)));
    }

    private static Ext4Parameters parameters(Random random) {
        Ext4Parameters parameters = PARAMETERS.withBlockSize(1024 << random.nextInt(3));
        return random.nextInt(4) == 0
                ? parameters.withInodeSize(256 << random.nextInt(3))
                : parameters;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void randomTreesPassE2fsckAtEverySize(long seed) throws IOException {
        var random = Cases.random(seed);
        FileTree tree = RandomTrees.posix(random);
        Ext4Parameters parameters = parameters(random);
        long minimum = new Ext4Writer(parameters).minimumSize(tree);
        expectClean(tree, parameters, minimum);
        expectClean(tree, parameters, minimum + parameters.blockSize());
        expectClean(tree, parameters, minimum + random.nextLong(300 * MIB));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void theKernelSeesRandomTreesAsTheyWereMeant(long seed) throws IOException {
        LoopMounts.require();
        var random = Cases.random(seed);
        FileTree tree = RandomTrees.posix(random);
        var writer = new Ext4Writer(parameters(random));
        long more = random.nextInt(3) == 0 ? 0 : random.nextLong(50 * MIB);
        Path image = image(writer.write(tree, writer.minimumSize(tree) + more));
        LoopMounts.expect(tree, "ext4", image, dir);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048, 4096})
    void emptyVolumesOfAllSizesAreClean(int blockSize) throws IOException {
        Ext4Parameters parameters = PARAMETERS.withBlockSize(blockSize);
        FileTree tree = FileTree.empty(0);
        expectClean(tree, parameters, new Ext4Writer(parameters).minimumSize(tree));
        for (long mib : new long[] {1, 2, 3, 4, 7, 8, 9, 16, 64, 127, 128, 129, 257, 600, 5000}) {
            expectClean(tree, parameters, mib * MIB);
            expectClean(tree, parameters, mib * MIB + 37 * 512);
        }
    }

    @Test
    void volumesOfManyTebibytesAreClean() throws IOException {
        FileTree tree = tree(Map.of("file", file(BlockSource.of(new byte[] {1}))));
        expectClean(tree, PARAMETERS.withBytesPerInode(64 << 20), 15L << 40);
    }

    @Test
    void filesLargerThanGroupsAndTreesOfExtentsAreClean() throws IOException {
        BlockSource piece = BlockSource.of(new byte[] {42});
        var large = Composition.ofSize(300 * MIB);
        for (long at = 0; at < 300 * MIB; at += 1024) {
            large.place(at, piece);
        }
        var holes = Composition.ofSize(3L << 40);
        for (long i = 0; i < 20_000; i++) {
            holes.place(i * i * 4096, piece);
        }
        FileTree tree = tree(Map.of("large", file(large.build()), "holes", file(holes.build())));
        for (int blockSize : new int[] {1024, 4096}) {
            Ext4Parameters parameters = PARAMETERS.withBlockSize(blockSize);
            long minimum = new Ext4Writer(parameters).minimumSize(tree);
            expectClean(tree, parameters, minimum);
            expectClean(tree, parameters, 2 * minimum);
        }
    }

    @Test
    void theKernelFindsEveryNameInLargeDirectories() throws IOException {
        LoopMounts.require();
        var shared = new TreeMap<String, FileNode>();
        for (int i = 0; i < 60_000; i++) {
            shared.put(
                    "name %d %s".formatted(i, "\u00e9".repeat(i % 100)),
                    file(BlockSource.of(new byte[0])));
        }
        FileTree tree = tree(shared);
        for (int blockSize : new int[] {1024, 4096}) {
            var writer = new Ext4Writer(PARAMETERS.withBlockSize(blockSize));
            Path image = image(writer.write(tree, writer.minimumSize(tree)));
            expectClean(image);
            LoopMounts.expect(tree, "ext4", image, dir);
        }
    }

    @Test
    void moreSubdirectoriesThanLinksCanCountAreClean() throws IOException {
        var below = new TreeMap<String, FileNode>();
        for (int i = 0; i < 65_010; i++) {
            below.put("d" + i, new Directory(Attributes.root(0755, i), Map.of()));
        }
        var writer = new Ext4Writer(PARAMETERS.withBlockSize(1024));
        FileTree tree = tree(Map.of("top", new Directory(Attributes.root(0755, 1), below)));
        expectClean(image(writer.write(tree, writer.minimumSize(tree))));
    }

    @Test
    void manyInodesInLittleSpaceAreClean() throws IOException {
        var nodes = new TreeMap<String, FileNode>();
        for (int i = 0; i < 70_000; i++) {
            nodes.put("f" + i, new RegularFile(Attributes.root(0600, i), BlockSource.zeros(0)));
        }
        FileTree tree = tree(nodes);
        long minimum = new Ext4Writer(PARAMETERS).minimumSize(tree);
        assertTrue(minimum < 32 * MIB, "minimum " + minimum);
        expectClean(tree, PARAMETERS, minimum);
        expectClean(tree, PARAMETERS, minimum + 4096);
        expectClean(tree, PARAMETERS, 200 * MIB);
    }

    @Test
    void theKernelCanWorkOnAVolume() throws IOException {
        LoopMounts.require();
        var crowd = new TreeMap<String, FileNode>();
        for (int i = 0; i < 3000; i++) {
            crowd.put("old" + i, file(BlockSource.of(new byte[5000])));
        }
        var below = new Directory(Attributes.root(0755, 1), crowd);
        Path image = image(new Ext4Writer(PARAMETERS).write(tree(Map.of("d", below)), 600 * MIB));
        LoopMounts.with(
                image,
                dir,
                (_, top) -> {
                    for (int i = 0; i < 3000; i++) {
                        Files.delete(top.resolve("d/old" + i));
                        Files.write(top.resolve("d/new" + i), new byte[i]);
                    }
                    for (int i = 0; i < 4; i++) {
                        Files.write(top.resolve("large" + i), new byte[(int) (100 * MIB)]);
                    }
                });
        expectClean(image);
    }

    @Test
    void resize2fsGrowsAnUnmountedVolume() throws IOException {
        Peers.require("resize2fs");
        FileTree tree = RandomTrees.posix(Cases.random(1));
        Path image = image(new Ext4Writer(PARAMETERS).write(tree, 64 * MIB));
        Peers.run("truncate", "-s", 4L << 30, image).ok();
        Peers.run("resize2fs", image).ok();
        expectClean(image);
    }

    @Test
    void resize2fsGrowsAMountedVolume() throws IOException {
        LoopMounts.require();
        Peers.require("resize2fs");
        FileTree tree = RandomTrees.posix(Cases.random(1));
        Path image = image(new Ext4Writer(PARAMETERS).write(tree, 64 * MIB));
        Peers.run("truncate", "-s", 20L << 30, image).ok();
        LoopMounts.with(
                image,
                dir,
                (device, _) -> {
                    Peers.Result result = Peers.run("resize2fs", device);
                    Assumptions.assumeFalse(
                            result.output().contains("Permission denied"),
                            "skipped: growing a mounted volume needs CAP_SYS_RESOURCE");
                    result.ok();
                });
        expectClean(image);
        LoopMounts.expect(tree, "ext4", image, dir);
    }
}
