package dev.diskwright.core.fs.ext4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.RandomTrees;
import dev.diskwright.core.testing.TreeListing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ext4WriterTest {
    private static final UUID ID = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final UUID SEED = UUID.fromString("81828384-8586-8788-898a-8b8c8d8e8f90");
    private static final long TIME = 1_700_000_000;
    private static final Attributes FILE = Attributes.root(0644, TIME);
    static final Ext4Parameters PARAMETERS = Ext4Parameters.of("label", ID, SEED, TIME);

    static FileTree tree(Map<String, ? extends FileNode> entries) {
        return new FileTree(new Directory(Attributes.root(0755, TIME), entries));
    }

    static RegularFile file(BlockSource content) {
        return new RegularFile(FILE, content);
    }

    private static DoesNotFitException refused(Map<String, ? extends FileNode> entries) {
        return assertThrows(
                DoesNotFitException.class,
                () -> new Ext4Writer(PARAMETERS).minimumSize(tree(entries)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void oneBlockLessThanTheMinimumDoesNotFit(long seed) throws IOException {
        FileTree tree = RandomTrees.posix(Cases.random(seed));
        var writer = new Ext4Writer(PARAMETERS);
        long minimum = writer.minimumSize(tree);
        assertEquals(minimum, writer.write(tree, minimum).size());
        var refusal =
                assertThrows(DoesNotFitException.class, () -> writer.write(tree, minimum - 4096));
        assertEquals(minimum, refusal.needed());
        assertEquals(minimum - 4096, refusal.available());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 600, 1400, 2040, 31_000, 32_700, 34_000})
    void everySizeFromTheMinimumOnFits(int blocks) throws IOException {
        FileTree tree = tree(Map.of("a", file(BlockSource.of(new byte[blocks * 1024]))));
        var writer = new Ext4Writer(PARAMETERS.withBlockSize(1024));
        long minimum = writer.minimumSize(tree);
        for (long more = 0; more < 20_000; more += 1 + more / 16) {
            long size = minimum + more * 1024;
            assertEquals(size, writer.write(tree, size).size());
        }
    }

    @Test
    void sameTreeAndParametersGiveTheSameBytes() throws IOException {
        var entries = new TreeMap<String, FileNode>();
        for (int i = 0; i < 500; i++) {
            entries.put("file " + i, file(BlockSource.of(("content " + i).getBytes(UTF_8))));
        }
        entries.put("link", new SymbolicLink(FILE, "t".repeat(100)));
        FileTree tree = tree(entries);
        BlockSource volume = new Ext4Writer(PARAMETERS).write(tree, 16 << 20);
        assertEquals(
                "1fa536d87b8ff6856b43017fbb480fc37ff241a6cd37a87bb2b285c956a95497",
                Images.sha256(volume),
                "a changed digest changes every image made so far");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void zeroRunsAreZeroAndPiecesReadAsTheWhole(long seed) throws IOException {
        var random = Cases.random(seed);
        FileTree tree = RandomTrees.posix(random);
        var writer = new Ext4Writer(PARAMETERS);
        BlockSource volume = writer.write(tree, writer.minimumSize(tree) + (1 << 20));
        byte[] whole = Images.bytes(volume);
        for (int i = 0; i < 100; i++) {
            int at = random.nextInt(whole.length);
            int length = Math.min(random.nextInt(20_000), whole.length - at);
            byte[] part = Images.bytes(volume.slice(at, length));
            assertTrue(Arrays.equals(part, 0, length, whole, at, at + length));
        }
        for (long at = 0; at < whole.length; ) {
            var extent = volume.extentAt(at);
            for (long i = at; extent.isZero() && i < extent.end(); i++) {
                assertEquals(0, whole[(int) i]);
            }
            at = extent.end();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void readingGivesTheTreeBackAndTheCheckerFindsNothing(long seed) throws IOException {
        var random = Cases.random(seed);
        FileTree tree = RandomTrees.posix(random);
        Ext4Parameters parameters = PARAMETERS.withBlockSize(1024 << random.nextInt(3));
        var writer = Ext4.writer(parameters);
        BlockSource volume = writer.write(tree, writer.minimumSize(tree) + random.nextInt(1 << 25));
        var ext4 = new Ext4();
        var where = Where.file("volume");
        var findings = new ArrayList<Finding>();
        ext4.check(where, volume, findings::add);
        assertEquals(List.of(), findings);
        FileTree read = withoutLostFound(ext4.read(where, volume));
        assertEquals(TreeListing.of(tree, 0), TreeListing.of(read, 0));
    }

    private static FileTree withoutLostFound(FileTree tree) {
        var entries = new TreeMap<String, FileNode>();
        for (int i = 0; i < tree.root().count(); i++) {
            if (!tree.root().name(i).equals("lost+found")) {
                entries.put(tree.root().name(i), tree.root().node(i));
            }
        }
        return new FileTree(new Directory(tree.root().attributes(), entries));
    }

    @Test
    void whatNoVolumeHoldsIsRefusedByPath() {
        var bad = new SymbolicLink(FILE, "x".repeat(4096));
        var name = refused(Map.of("etc", directory("n".repeat(256), file(BlockSource.zeros(0)))));
        assertEquals("/etc", name.where().file());
        var target = refused(Map.of("etc", directory("link", bad)));
        assertEquals("/etc/link", target.where().file());
        var size = refused(Map.of("big", file(BlockSource.zeros(1L << 44))));
        assertEquals("/big", size.where().file());
        assertEquals("/x", refused(Map.of("x", withXattr("user.a", 5000))).where().file());
        assertEquals("/x", refused(Map.of("x", withXattr("unknown.a", 1))).where().file());
        assertEquals(
                "/x", refused(Map.of("x", withXattr("system.posix_acl_access", 7))).where().file());
        var late = new RegularFile(Attributes.root(0644, 1L << 34), BlockSource.zeros(0));
        assertEquals("/late", refused(Map.of("late", late)).where().file());
    }

    private static Directory directory(String name, FileNode node) {
        return new Directory(Attributes.root(0755, TIME), Map.of(name, node));
    }

    private static FileNode withXattr(String name, int size) {
        var xattrs = new TreeMap<String, byte[]>(Map.of(name, new byte[size]));
        return new RegularFile(new Attributes(0644, 0, 0, TIME, 0, xattrs), BlockSource.zeros(0));
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Ext4Parameters.of("seventeen bytes!!", ID, SEED, TIME));
        assertThrows(IllegalArgumentException.class, () -> PARAMETERS.withBlockSize(512));
        assertThrows(IllegalArgumentException.class, () -> PARAMETERS.withJournalBlocks(100));
        assertThrows(IllegalArgumentException.class, () -> PARAMETERS.withReservedPercent(51));
    }
}
