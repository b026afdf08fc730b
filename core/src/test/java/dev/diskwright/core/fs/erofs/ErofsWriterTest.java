package dev.diskwright.core.fs.erofs;

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
import dev.diskwright.core.bytes.Finding;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErofsWriterTest {
    private static final Where FILE = Where.file("volume.img");
    private static final ErofsParameters PARAMETERS =
            new ErofsParameters(ErofsCompression.LZ4, 1_700_000_000, 2);
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
        PackedVolume volume = Erofs.pack(tree, PARAMETERS);
        ErofsTrees.expectHolds(tree, volume);
        return volume;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void bytesDependOnTreeAndParametersAlone(long seed) throws IOException, InterruptedException {
        var random = Cases.random(seed);
        FileTree tree = RandomTrees.posix(random);
        ErofsParameters parameters = ErofsTrees.parameters(random);
        String expected = "";
        for (int threads : new int[] {1, 2, 7, 1}) {
            try (PackedVolume volume = Erofs.pack(tree, parameters.withThreads(threads))) {
                String digest = Images.sha256(volume);
                assertTrue(expected.isEmpty() || expected.equals(digest), threads + " threads");
                expected = digest;
            }
        }
        try (PackedVolume spooled = Erofs.pack(tree, parameters, dir, Progress.NONE)) {
            assertEquals(expected, Images.sha256(spooled));
        }
    }

    @Test
    void holesAndZerosAreTheSameAndTakeNothing() throws IOException, InterruptedException {
        BlockSource dense = BlockSource.of(new byte[40 * BLOCK]);
        BlockSource hole = BlockSource.zeros(40 * BLOCK);
        PackedVolume volume = pack(tree(Map.of("dense", file(dense), "hole", file(hole))));
        assertEquals(8192, volume.size());
        var read =
                assertInstanceOf(
                        RegularFile.class, new Erofs().read(FILE, volume).root().get("dense"));
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
        try (PackedVolume volume = Erofs.pack(tree(Map.of("disk", file(content))), PARAMETERS)) {
            assertTrue(volume.size() < 1_200_000, volume.size() + " bytes");
            var read =
                    assertInstanceOf(
                            RegularFile.class, new Erofs().read(FILE, volume).root().get("disk"));
            for (long at : new long[] {0, (5L << 30) - 5000, (8L << 30) - 500_000}) {
                assertEquals(
                        -1, content.bytes(at, 500_000).mismatch(read.content().bytes(at, 500_000)));
            }
        }
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
        try (PackedVolume volume = Erofs.pack(tree, PARAMETERS, dir, Progress.NONE)) {
            FileTree read = new Erofs().read(FILE, volume);
            var findings = new ArrayList<>();
            new Erofs().check(FILE, volume, findings::add);
            assertEquals(List.of(), findings);
            System.gc();
            long taken = runtime.totalMemory() - runtime.freeMemory() - before;
            assertTrue(taken < 120 << 20, taken + " bytes");
            assertEquals(100, read.root().count());
            assertEquals(100_101, Volume.open(FILE, volume).superblock().inodeCount());
        }
    }

    @Test
    void whatIsLostIsTold() {
        var xattrs = new TreeMap<String, byte[]>();
        xattrs.put("user.kept", new byte[1]);
        xattrs.put("system.posix_acl_access", new byte[4]);
        xattrs.put("system.nfs4_acl", new byte[4]);
        xattrs.put("other.thing", new byte[1]);
        var attributes = new Attributes(0644, 0, 0, 0, 0, xattrs);
        var node = new RegularFile(attributes, BlockSource.zeros(0));
        Lost lost =
                Erofs.lost(tree(Map.of("one", node, "two", node, "three", file(new byte[1]))), 9);
        assertEquals(1, lost.files());
        assertEquals(2, lost.first().size());
        String all = lost.first().toString();
        assertTrue(all.contains("/one: the extended attribute system.nfs4_acl"), all);
        assertTrue(all.contains("/one: the extended attribute other.thing"), all);
    }

    @Test
    void namesThatAreTooLongAreRefusedByName() {
        FileTree tree = tree(Map.of("n".repeat(256), file(new byte[1])));
        var refusal = assertThrows(DoesNotFitException.class, () -> pack(tree));
        assertTrue(String.valueOf(refusal.getMessage()).contains("256 bytes"), refusal.toString());
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
                        () -> Erofs.pack(tree, PARAMETERS, dir, Progress.NONE));
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
        Erofs.pack(tree, PARAMETERS, dir, Sources.counting(sum)).close();
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
                                Erofs.pack(
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

    @Test
    void theRootIsFoundWhateverIsBehindIt() throws IOException, InterruptedException {
        var entries = new TreeMap<String, FileNode>();
        for (int i = 0; i < 70_000; i++) {
            entries.put("name " + i, file(new byte[0]));
        }
        entries.put(".-between the dots", file(new byte[0]));
        entries.put("!before them", file(new byte[0]));
        pack(tree(entries));
    }

    @Test
    void whatDoesNotCompressIsStoredAsItIs() throws IOException, InterruptedException {
        byte[] noise = Cases.bytes(Cases.random(1), 5 << 20);
        PackedVolume volume = pack(tree(Map.of("noise", file(noise), "a", file(new byte[1]))));
        assertTrue(volume.size() <= noise.length + 3 * 4096, volume.size() + " bytes");
    }

    @Test
    void filesOfTheTimeOfTheVolumeTakeLessRoom() throws IOException, InterruptedException {
        var entries = new TreeMap<String, FileNode>();
        for (int i = 0; i < 1000; i++) {
            entries.put("file" + i, file(new byte[0]));
        }
        FileTree tree = tree(entries);
        long extended = pack(tree).size();
        var parameters = new ErofsParameters(ErofsCompression.NONE, 1, 1);
        PackedVolume compact = Erofs.pack(tree, parameters);
        ErofsTrees.expectHolds(tree, compact);
        assertTrue(compact.size() <= extended - 7 * 4096, compact.size() + " of " + extended);
    }

    @Test
    void aLabelAndAUuidAreGiven() throws IOException, InterruptedException {
        PackedVolume volume = pack(tree(Map.of("a", file(new byte[1]))));
        UUID uuid = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
        BlockSource named = Erofs.named(volume, "sixteen bytes \u00e4", uuid);
        var info = new Erofs().probe(FILE, named).orElseThrow();
        assertEquals("sixteen bytes \u00e4", info.label());
        assertEquals(uuid.toString(), info.uuid());
        var findings = new ArrayList<Finding>();
        new Erofs().check(FILE, named, findings::add);
        assertEquals(List.of(), findings);
        assertThrows(
                IllegalArgumentException.class,
                () -> Erofs.named(volume, "seventeen bytes..", uuid));
    }
}
