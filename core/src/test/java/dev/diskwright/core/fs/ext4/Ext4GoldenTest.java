package dev.diskwright.core.fs.ext4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.fs.FileSystems;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.testing.Fixtures;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Volumes of src/test/resources/fs/ext4, whose README says what is in them.
class Ext4GoldenTest {
    private static final Where FILE = Where.file("golden.img");

    private static BlockSource volume(String name) {
        return BlockSource.of(Fixtures.bytes("fs/ext4/" + name + ".img.gz"));
    }

    private static FileTree tree(String name) throws IOException {
        return new Ext4().read(FILE, volume(name));
    }

    private static <T> T find(FileTree tree, Class<T> kind, String path) {
        return assertInstanceOf(kind, tree.find(path), path);
    }

    private static byte[] content(RegularFile file) throws IOException {
        return file.content().bytes(0, (int) file.content().size()).toArray(ValueLayout.JAVA_BYTE);
    }

    @ParameterizedTest
    @CsvSource({
        "ext2-1k,        ext2, 1024,  2",
        "ext3-2k,        ext3, 2048, 10",
        "ext4-1k,        ext4, 1024,  4",
        "ext4-2k-nocsum, ext4, 2048,  4",
        "ext4-4k,        ext4, 4096, 12",
        "rev0-1k,        ext2, 1024,  2"
    })
    void volumesSayWhatTheyAre(String name, String type, int blockSize, int mebibytes)
            throws IOException {
        BlockSource volume = volume(name);
        var expected =
                new VolumeInfo(
                        type,
                        "",
                        "golden",
                        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                        (long) mebibytes << 20,
                        blockSize);
        assertEquals(expected, new Ext4().probe(FILE, volume).orElseThrow());
        assertEquals("ext4", FileSystems.recognise(FILE, volume).orElseThrow().name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ext2-1k", "ext3-2k", "ext4-1k", "ext4-2k-nocsum", "ext4-4k", "rev0-1k"})
    void everyFileComesOutAsItWentIn(String name) throws IOException {
        FileTree tree = tree(name);
        assertEquals(
                List.of(
                        "deep",
                        "disk",
                        "etc",
                        "fifo",
                        "long",
                        "lost+found",
                        "many",
                        "null",
                        "numbers",
                        "sparse"),
                names(tree.root()));
        find(tree, Directory.class, "deep/a/b/c/d");
        assertEquals(400, find(tree, Directory.class, "many").count());
        RegularFile hostname = find(tree, RegularFile.class, "etc/hostname");
        assertArrayEquals("diskwright\n".getBytes(US_ASCII), content(hostname));
        assertSame(hostname, tree.find("etc/name"), "a hard link is the same node");
        assertEquals("hostname", find(tree, SymbolicLink.class, "etc/short").target());
        assertEquals("x".repeat(200), find(tree, SymbolicLink.class, "long").target());
        String numbers =
                IntStream.rangeClosed(1, 6000)
                        .mapToObj(i -> i + "\n")
                        .collect(Collectors.joining());
        RegularFile file = find(tree, RegularFile.class, "numbers");
        assertArrayEquals(numbers.getBytes(US_ASCII), content(file));
        Attributes attributes = file.attributes();
        assertEquals(04755, attributes.mode());
        assertEquals(100000, attributes.uid());
        assertEquals(70000, attributes.gid());
        boolean small = name.startsWith("rev0"); // inodes of 128 bytes have no extra time
        assertEquals(small ? 1_000_000_000L : 5_294_967_296L, attributes.seconds());
        assertEquals(small ? 0 : 125_000_000, attributes.nanos());
    }

    private static List<String> names(Directory directory) {
        return IntStream.range(0, directory.count()).mapToObj(directory::name).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ext2-1k", "ext3-2k", "ext4-1k", "ext4-2k-nocsum", "ext4-4k", "rev0-1k"})
    void devicesKeepTheirNumbers(String name) throws IOException {
        FileTree tree = tree(name);
        SpecialFile zero = find(tree, SpecialFile.class, "null");
        assertEquals(SpecialFile.Kind.CHARACTER_DEVICE, zero.kind());
        assertEquals(List.of(1, 3), List.of(zero.major(), zero.minor()));
        SpecialFile disk = find(tree, SpecialFile.class, "disk");
        assertEquals(SpecialFile.Kind.BLOCK_DEVICE, disk.kind());
        assertEquals(List.of(259, 7000), List.of(disk.major(), disk.minor()));
        assertEquals(SpecialFile.Kind.FIFO, find(tree, SpecialFile.class, "fifo").kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext2-1k", "ext3-2k", "ext4-1k", "ext4-2k-nocsum", "ext4-4k"})
    void attributesHaveTheFormOfGetxattr(String name) throws IOException {
        FileTree tree = tree(name);
        var attributes = find(tree, RegularFile.class, "etc/hostname").attributes().xattrs();
        assertEquals("[system.posix_acl_access, user.comment]", attributes.keySet().toString());
        assertEquals(
                "02000000"
                        + "01000600ffffffff"
                        + "02000400e8030000"
                        + "04000400ffffffff"
                        + "10000400ffffffff"
                        + "20000000ffffffff",
                hex(attributes.get("system.posix_acl_access")));
        var numbers = find(tree, RegularFile.class, "numbers").attributes().xattrs();
        assertEquals(
                "0100000200200000000000000000000000000000",
                hex(numbers.get("security.capability")));
        assertEquals("76".repeat(700), hex(numbers.get("user.large")));
    }

    private static String hex(byte @Nullable [] bytes) {
        return HexFormat.of().formatHex(Objects.requireNonNull(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ext2-1k", "ext3-2k", "ext4-1k", "ext4-2k-nocsum", "ext4-4k", "rev0-1k"})
    void holesAreZeroRuns(String name) throws IOException {
        BlockSource sparse = find(tree(name), RegularFile.class, "sparse").content();
        assertEquals(3 << 20, sparse.size());
        long data = 0;
        for (long at = 0; at < sparse.size(); ) {
            Extent extent = sparse.extentAt(at);
            data += extent.isZero() ? 0 : extent.end() - at;
            at = extent.end();
        }
        assertTrue(data <= 3 << 16, data + " bytes of three islands");
        byte[] all = sparse.bytes(0, 3 << 20).toArray(ValueLayout.JAVA_BYTE);
        assertEquals("first", new String(all, 0, 5, US_ASCII));
        assertEquals("middle", new String(all, 1_000_000, 6, US_ASCII));
        assertEquals("last", new String(all, 3_145_724, 4, US_ASCII));
        int others = 0;
        for (byte value : all) {
            others += value == 0 ? 0 : 1;
        }
        assertEquals(15, others, "bytes that are not zero");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ext2-1k", "ext3-2k", "ext4-1k", "ext4-2k-nocsum", "ext4-4k", "rev0-1k"})
    void nothingIsWrongWithThem(String name) throws IOException {
        var findings = new ArrayList<Finding>();
        new Ext4().check(FILE, volume(name), findings::add);
        assertEquals(List.of(), findings);
    }

    @Test
    void anEmptyJournalThatMustBeReplayedChangesNothing() throws IOException {
        byte[] image = Fixtures.bytes("fs/ext4/ext3-2k.img.gz");
        image[1024 + 0x60] |= (byte) Features.Incompat.RECOVER;
        FileTree tree = new Ext4().read(FILE, BlockSource.of(image));
        assertEquals(400, find(tree, Directory.class, "many").count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"crashed-ext3", "crashed-ext4", "crashed-clusters"})
    void aVolumeThatWasNotUnmountedIsReadAsAMountWouldFindIt(String name) throws IOException {
        FileTree tree = tree(name);
        assertEquals(
                List.of("after", "etc", "forty", "lost+found", "many", "numbers"),
                names(tree.root()));
        assertEquals(120, find(tree, Directory.class, "many").count());
        RegularFile after = find(tree, RegularFile.class, "after");
        String lines =
                IntStream.rangeClosed(1, 1200)
                        .mapToObj(i -> i + "\n")
                        .collect(Collectors.joining());
        assertArrayEquals(lines.getBytes(US_ASCII), content(after));
        var findings = new ArrayList<Finding>();
        new Ext4().check(FILE, volume(name), findings::add);
        findings.removeIf(it -> it.severity() != Finding.Severity.ERROR);
        assertEquals(List.of(), findings);
    }

    @Test
    void contentsAndAttributesComeFromInodes() throws IOException {
        FileTree tree = tree("crashed-ext4");
        String lines =
                IntStream.rangeClosed(1, 40).mapToObj(i -> i + "\n").collect(Collectors.joining());
        RegularFile forty = find(tree, RegularFile.class, "forty");
        assertArrayEquals(lines.getBytes(US_ASCII), content(forty));
        assertEquals(Map.of(), forty.attributes().xattrs());
        var numbers = find(tree, RegularFile.class, "numbers").attributes().xattrs();
        String words =
                IntStream.rangeClosed(1, 700)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" "));
        assertArrayEquals(
                (words + " ").getBytes(US_ASCII), Objects.requireNonNull(numbers.get("user.long")));
    }

    @Test
    void unknownFeaturesAreRefusedByName() {
        byte[] image = Fixtures.bytes("fs/ext4/ext2-1k.img.gz");
        image[1024 + 0x61] |= 0x10; // dirdata
        var refusal =
                assertThrows(
                        UnsupportedImageException.class,
                        () -> new Ext4().probe(FILE, BlockSource.of(image)));
        assertEquals("feature dirdata is not supported", refusal.problem());
    }

    @Test
    void otherVolumesAreNotRecognised() throws IOException {
        assertTrue(new Ext4().probe(FILE, BlockSource.zeros(1 << 20)).isEmpty());
        assertTrue(new Ext4().probe(FILE, BlockSource.zeros(1025)).isEmpty());
    }
}
