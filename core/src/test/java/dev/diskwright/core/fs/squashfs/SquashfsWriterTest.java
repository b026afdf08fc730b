package dev.diskwright.core.fs.squashfs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.fs.Lost;
import dev.diskwright.core.fs.PackedVolume;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.RandomTrees;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SquashfsWriterTest {
    private static final Where FILE = Where.file("volume.img");
    private static final SquashfsParameters PARAMETERS = SquashfsParameters.of(1_700_000_000);
    private static final int BLOCK = 128 << 10;

    @TempDir Path dir;

    private static RegularFile file(BlockSource content) {
        return new RegularFile(Attributes.root(0644, 1), content);
    }

    private static RegularFile file(byte[] content) {
        return file(BlockSource.of(content));
    }

    private static FileTree tree(Map<String, ? extends FileNode> entries) {
        return new FileTree(new Directory(Attributes.root(0755, 1), entries));
    }

    private static PackedVolume pack(FileTree tree) throws IOException, InterruptedException {
        PackedVolume volume = Squashfs.pack(tree, PARAMETERS);
        SquashfsTrees.expectHolds(tree, volume);
        return volume;
    }

    private static Superblock superblock(BlockSource volume) throws IOException {
        return Superblock.CODEC.read(volume.bytes(0, Superblock.SIZE), 0);
    }

    @Test
    void theSuperblockIsReadAsItWasWritten() {
        var it = new Superblock(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
        assertEquals(it, Superblock.CODEC.read(Superblock.CODEC.toBytes(it), 0));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void bytesDependOnTreeAndParametersAlone(long seed) throws IOException, InterruptedException {
        var random = Cases.random(seed);
        FileTree tree = SquashfsTrees.kept(RandomTrees.posix(random));
        SquashfsParameters parameters = SquashfsTrees.parameters(random);
        String expected = "";
        for (int threads : new int[] {1, 2, 7, 1}) {
            try (PackedVolume volume = Squashfs.pack(tree, parameters.withThreads(threads))) {
                String digest = Images.sha256(volume);
                assertTrue(expected.isEmpty() || expected.equals(digest), threads + " threads");
                expected = digest;
            }
        }
        try (PackedVolume spooled = Squashfs.pack(tree, parameters, dir, Progress.NONE)) {
            assertEquals(expected, Images.sha256(spooled));
        }
    }

    @Test
    void filesWithTheSameBytesArePackedOnce() throws IOException, InterruptedException {
        byte[] large = Cases.bytes(Cases.random(1), 5 * BLOCK + 77);
        byte[] small = Cases.bytes(Cases.random(2), 700);
        byte[] other = Cases.bytes(Cases.random(3), 5 * BLOCK + 77);
        long once = pack(tree(Map.of("a", file(large), "b", file(small), "c", file(other)))).size();
        var entries = new TreeMap<String, FileNode>();
        for (int i = 0; i < 10; i++) {
            entries.put("a" + i, file(large));
            entries.put("b" + i, file(small));
            entries.put("c" + i, file(other));
        }
        long again = pack(tree(entries)).size();
        assertTrue(again - once <= 4096, "%d and %d bytes".formatted(once, again));
    }

    @Test
    void aFileThatSharesOnlyItsBeginningIsKeptWhole() throws IOException, InterruptedException {
        byte[] one = Cases.bytes(Cases.random(1), 3 * BLOCK + 5);
        byte[] two = one.clone();
        two[two.length - 1] ^= 1;
        byte[] three = one.clone();
        three[0] ^= 1;
        pack(tree(Map.of("1", file(one), "2", file(two), "3", file(three), "4", file(one))));
    }

    @Test
    void holesAndZerosAreTheSameAndTakeNothing() throws IOException, InterruptedException {
        BlockSource dense = BlockSource.of(new byte[40 * BLOCK + 9]);
        BlockSource hole = BlockSource.zeros(40 * BLOCK + 9);
        PackedVolume volume = pack(tree(Map.of("dense", file(dense), "hole", file(hole))));
        assertEquals(4096, volume.size());
        var read =
                assertInstanceOf(
                        RegularFile.class, new Squashfs().read(FILE, volume).root().get("dense"));
        assertEquals(new Extent(0, 40L * BLOCK, Extent.Kind.ZERO), read.content().extentAt(BLOCK));
    }

    @Test
    void aSparseFileOf8GiBIsPackedSoon() throws IOException, InterruptedException {
        var random = Cases.random(5);
        var content =
                Composition.ofSize(8L << 30)
                        .place(12345, BlockSource.of(Cases.bytes(random, 100_000)))
                        .place((5L << 30) + 7, BlockSource.of(Cases.bytes(random, 300_000)))
                        .place((8L << 30) - 10, BlockSource.of(new byte[] {1, 2, 3}))
                        .build();
        try (PackedVolume volume = Squashfs.pack(tree(Map.of("disk", file(content))), PARAMETERS)) {
            assertTrue(volume.size() < 800_000, volume.size() + " bytes");
            var read =
                    assertInstanceOf(
                            RegularFile.class,
                            new Squashfs().read(FILE, volume).root().get("disk"));
            for (long at : new long[] {0, (5L << 30) - 5000, (8L << 30) - 500_000}) {
                assertEquals(
                        -1, content.bytes(at, 500_000).mismatch(read.content().bytes(at, 500_000)));
            }
        }
    }

    @Test
    void largeDirectoriesHaveAnIndex() throws IOException, InterruptedException {
        var entries = new TreeMap<String, FileNode>();
        for (int i = 0; i < 20_000; i++) {
            entries.put("a name of some length, number " + i, file(new byte[] {(byte) i}));
        }
        PackedVolume volume = pack(tree(entries));
        Volume opened = Volume.open(FILE, volume);
        Inode root = Inode.read(opened, opened.superblock().rootInode());
        assertTrue(root.indexCount() > 50, root.indexCount() + " entries");
    }

    @Test
    void aHundredThousandFilesTakeLittleMemory() throws IOException, InterruptedException {
        var top = new TreeMap<String, FileNode>();
        for (int i = 0; i < 100; i++) {
            var entries = new TreeMap<String, FileNode>();
            for (int j = 0; j < 1000; j++) {
                byte[] bytes = "file %d of directory %d".formatted(j, i).getBytes(US_ASCII);
                entries.put("file" + j, file(bytes));
            }
            top.put("directory" + i, new Directory(Attributes.root(0755, 1), entries));
        }
        FileTree tree = tree(top);
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long before = runtime.totalMemory() - runtime.freeMemory();
        try (PackedVolume volume = Squashfs.pack(tree, PARAMETERS, dir, Progress.NONE)) {
            FileTree read = new Squashfs().read(FILE, volume);
            var findings = new ArrayList<>();
            new Squashfs().check(FILE, volume, findings::add);
            assertEquals(List.of(), findings);
            System.gc();
            long taken = runtime.totalMemory() - runtime.freeMemory() - before;
            assertTrue(taken < 100 << 20, taken + " bytes");
            assertEquals(100, read.root().count());
            assertEquals(100_101, superblock(volume).inodeCount());
        }
    }

    @Test
    void paddingAndReservedBytesAreZero() throws IOException, InterruptedException {
        PackedVolume volume = pack(tree(Map.of("a", file(new byte[] {1}))));
        long used = superblock(volume).bytesUsed();
        assertEquals(0, volume.size() % 4096);
        byte[] rest =
                volume.bytes(used, (int) (volume.size() - used))
                        .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        assertTrue(Arrays.equals(new byte[rest.length], rest));
    }

    @Test
    void whatIsLostIsTold() {
        var xattrs = new TreeMap<String, byte[]>();
        xattrs.put("user.kept", new byte[1]);
        xattrs.put("system.posix_acl_access", new byte[4]);
        xattrs.put("other.thing", new byte[1]);
        var attributes = new Attributes(0644, 0, 0, 0, 0, xattrs);
        var node = new RegularFile(attributes, BlockSource.zeros(0));
        Lost lost =
                Squashfs.lost(
                        tree(Map.of("one", node, "two", node, "three", file(new byte[1]))), 9);
        assertEquals(1, lost.files());
        assertEquals(2, lost.first().size());
        String all = lost.first().toString();
        assertTrue(all.contains("/one: the access control list system.posix_acl_access"), all);
        assertTrue(all.contains("/one: the extended attribute other.thing"), all);
    }

    @Test
    void namesThatAreTooLongAreRefusedByName() {
        FileTree tree = tree(Map.of("n".repeat(257), file(new byte[1])));
        var refusal = assertThrows(DoesNotFitException.class, () -> pack(tree));
        assertTrue(String.valueOf(refusal.getMessage()).contains("257 bytes"), refusal.toString());
    }

    @Test
    void aFileThatCannotBeReadEndsIt() throws IOException {
        var failure = new HostException(Where.file("source"), "permission denied");
        FileTree tree =
                tree(
                        Map.of(
                                "a", file(Cases.bytes(Cases.random(1), 3 * BLOCK)),
                                "b", file(Sources.failingAt(9 * BLOCK, 5 * BLOCK, failure))));
        var thrown =
                assertThrows(
                        HostException.class,
                        () -> Squashfs.pack(tree, PARAMETERS, dir, Progress.NONE));
        assertEquals(failure, thrown);
        try (Stream<Path> left = Files.list(dir)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void progressCountsEveryByte() throws IOException, InterruptedException {
        var sum = new AtomicLong();
        FileTree tree =
                tree(
                        Map.of(
                                "a", file(Cases.bytes(Cases.random(1), 3 * BLOCK + 17)),
                                "b", file(BlockSource.zeros(100L * BLOCK + 3)),
                                "c", file(new byte[12])));
        Squashfs.pack(tree, PARAMETERS, dir, Sources.counting(sum)).close();
        assertEquals(103L * BLOCK + 17 + 3 + 12, sum.get());
    }

    @Test
    void interruptionEndsItSoonAndLeavesNothing() throws Exception {
        var begun = new CountDownLatch(1);
        BlockSource endless =
                new BlockSource() {
                    @Override
                    public long size() {
                        return 1L << 40;
                    }

                    @Override
                    public Extent extentAt(long offset) {
                        return new Extent(0, size(), Extent.Kind.DATA);
                    }

                    @Override
                    public void read(long offset, java.lang.foreign.MemorySegment target) {
                        begun.countDown();
                        target.fill((byte) (1 + offset % 200));
                    }
                };
        var result = new ArrayList<Throwable>();
        Thread packing =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                Squashfs.pack(
                                                tree(Map.of("endless", file(endless))),
                                                PARAMETERS,
                                                dir,
                                                Progress.NONE)
                                        .close();
                            } catch (IOException | InterruptedException e) {
                                result.add(e);
                            }
                        });
        begun.await();
        packing.interrupt();
        packing.join(10_000);
        assertEquals(1, result.size());
        assertTrue(result.getFirst() instanceof InterruptedException, result.toString());
        try (Stream<Path> left = Files.list(dir)) {
            assertEquals(0, left.count());
        }
    }
}
