package dev.diskwright.core.content.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.TarWriter;
import dev.diskwright.core.testing.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarSourceTest {
    private static final byte[] NONE = {};

    @TempDir Path folder;
    private Scratch scratch = new Scratch(Path.of(""), 0);

    @BeforeEach
    void openScratch() {
        scratch = new Scratch(folder, 64 << 20);
    }

    @AfterEach
    void closeScratch() throws IOException {
        scratch.close();
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    private FileTree read(byte[] archive) throws IOException, InterruptedException {
        return TarSource.read("test.tar", BlockSource.of(archive), scratch, 0).orElseThrow();
    }

    private ImageException refused(TarWriter archive) {
        return assertThrows(ImageException.class, () -> read(archive.end()));
    }

    @Test
    void everyKindOfMemberIsKept() throws IOException, InterruptedException {
        byte[] archive =
                new TarWriter()
                        .member("./", '5', 0750, "", NONE)
                        .member("./a", '0', 04755, "", "hello".getBytes(UTF_8))
                        .member("b", '1', 0, "a", NONE)
                        .member("c", '2', 0777, "../any/where", NONE)
                        .member("d", '3', 0600, "", NONE, 5, 1)
                        .member("e/f", '6', 0600, "", NONE)
                        .end();
        FileTree tree = read(archive);
        assertEquals(0750, tree.root().attributes().mode());
        assertEquals("hello", Trees.text(tree, "a"));
        assertEquals(04755, Trees.find(tree, "a").attributes().mode());
        assertSame(tree.find("a"), tree.find("b"));
        assertEquals("../any/where", ((SymbolicLink) Trees.find(tree, "c")).target());
        SpecialFile device = assertInstanceOf(SpecialFile.class, tree.find("d"));
        assertEquals(5, device.major());
        assertEquals(1, device.minor());
        assertEquals(SpecialFile.Kind.FIFO, ((SpecialFile) Trees.find(tree, "e/f")).kind());
    }

    @Test
    void extendedHeadersSayMore() throws IOException, InterruptedException {
        byte[] capability = {1, 0, 0, 2, (byte) 0xff, '\n', 0, '='};
        byte[] archive =
                new TarWriter()
                        .pax(
                                'x',
                                TarWriter.record("path", "n/ü"),
                                TarWriter.record("mtime", "-1.5"),
                                TarWriter.record("uid", "3000000000"),
                                TarWriter.record("SCHILY.xattr.security.capability", capability),
                                TarWriter.record("LIBARCHIVE.xattr.user.%41", "YQ"),
                                TarWriter.record(
                                        "SCHILY.acl.access",
                                        "user::rw-,user:7:r--,group::r--,mask::r--,other::---"))
                        .member("short", '0', 0644, "", new byte[3])
                        .member("plain", '0', 0644, "", NONE)
                        .end();
        FileTree tree = read(archive);
        var attributes = Trees.find(tree, "n/ü").attributes();
        assertEquals(-2, attributes.seconds());
        assertEquals(500_000_000, attributes.nanos());
        assertEquals(3_000_000_000L, attributes.uid());
        assertArrayEquals(capability, attributes.xattrs().get("security.capability"));
        assertArrayEquals(new byte[] {'a'}, attributes.xattrs().get("user.A"));
        assertArrayEquals(
                HexFormat.of()
                        .parseHex(
                                "02000000"
                                        + "01000600ffffffff"
                                        + "0200040007000000"
                                        + "04000400ffffffff"
                                        + "10000400ffffffff"
                                        + "20000000ffffffff"),
                attributes.xattrs().get("system.posix_acl_access"));
        assertEquals(0, Trees.find(tree, "plain").attributes().xattrs().size());
    }

    @Test
    void namesInAccessControlListsAreTheArchivesOwn() throws IOException, InterruptedException {
        TarWriter archive =
                new TarWriter()
                        .pax('x', TarWriter.record("SCHILY.acl.access", "user::rw-,group:adm:r--"))
                        .member("a", '0', 0, "", NONE);
        byte[] group = "root:x:0:\nadm:x:4:\n".getBytes(UTF_8);
        FileTree tree = read(archive.member("etc/group", '0', 0644, "", group).end());
        assertArrayEquals(
                HexFormat.of().parseHex("0200000001000600ffffffff0800040004000000"),
                Trees.find(tree, "a").attributes().xattrs().get("system.posix_acl_access"));
    }

    @Test
    void aGlobalHeaderHoldsUntilItIsTakenBack() throws IOException, InterruptedException {
        FileTree tree =
                read(
                        new TarWriter()
                                .pax('g', TarWriter.record("mtime", "9"))
                                .member("a", '0', 0, "", NONE)
                                .pax('x', TarWriter.record("mtime", ""))
                                .member("b", '0', 0, "", NONE)
                                .end());
        assertEquals(9, Trees.find(tree, "a").attributes().seconds());
        assertEquals(1, Trees.find(tree, "b").attributes().seconds());
    }

    @Test
    void namesAreBytes() throws IOException, InterruptedException {
        String name = new String(new byte[] {'a', (byte) 0xe4, '/', (byte) 0xff}, ISO_8859_1);
        FileTree tree = read(new TarWriter().member(name, '0', 0, "", NONE).end());
        assertTrue(Trees.list(tree).contains(" /a\\xe4/\\xff "), Trees.list(tree));
    }

    @Test
    void sparseFilesOfEveryFormatHaveTheirHoles() throws IOException, InterruptedException {
        byte[] data = new byte[512];
        Arrays.fill(data, (byte) 'x');
        byte[] both = Arrays.copyOf("1\n1048576\n512\n".getBytes(UTF_8), 1024);
        System.arraycopy(data, 0, both, 512, 512);
        byte[] archive =
                new TarWriter()
                        .pax(
                                'x',
                                TarWriter.record("GNU.sparse.size", "4194304"),
                                TarWriter.record("GNU.sparse.numblocks", "1"),
                                TarWriter.record("GNU.sparse.offset", "1048576"),
                                TarWriter.record("GNU.sparse.numbytes", "512"))
                        .member("v0.0", '0', 0, "", data)
                        .pax(
                                'x',
                                TarWriter.record("GNU.sparse.size", "4194304"),
                                TarWriter.record("GNU.sparse.name", "v0.1"),
                                TarWriter.record("GNU.sparse.map", "1048576,512"))
                        .member("GNUSparseFile.1/v0.1", '0', 0, "", data)
                        .pax(
                                'x',
                                TarWriter.record("GNU.sparse.major", "1"),
                                TarWriter.record("GNU.sparse.minor", "0"),
                                TarWriter.record("GNU.sparse.name", "v1.0"),
                                TarWriter.record("GNU.sparse.realsize", "4194304"))
                        .member("GNUSparseFile.1/v1.0", '0', 0, "", both)
                        .end();
        FileTree tree = read(archive);
        for (String name : List.of("v0.0", "v0.1", "v1.0")) {
            BlockSource content = ((RegularFile) Trees.find(tree, name)).content();
            assertEquals(4 << 20, content.size());
            assertEquals(1 << 20, content.extentAt(0).length());
            assertTrue(content.extentAt(0).isZero());
            assertFalse(content.extentAt(1 << 20).isZero());
            assertTrue(content.extentAt((1 << 20) + 65536).isZero());
            assertEquals(
                    "x".repeat(512), Trees.text(tree, name).substring(1 << 20, (1 << 20) + 512));
        }
        assertEquals(3, tree.root().count());
    }

    @Test
    void hostileMembersAreRefused() {
        refused(new TarWriter().member("../x", '0', 0, "", NONE));
        refused(new TarWriter().member("a/../../x", '0', 0, "", NONE));
        refused(new TarWriter().member("h", '1', 0, "missing", NONE));
        refused(new TarWriter().member("d", '5', 0, "", NONE).member("h", '1', 0, "d", NONE));
        refused(new TarWriter().member("l", '2', 0, "", NONE));
        refused(pax("path", "a\0b"));
        refused(pax("size", "999999999999"));
        refused(pax("mtime", "1e9"));
        refused(pax("uid", "5000000000"));
        refused(new TarWriter().pax('x', "12 path".getBytes(UTF_8)).member("a", '0', 0, "", NONE));
        refused(new TarWriter().pax('x', TarWriter.record("path", "a")));
        refused(
                new TarWriter()
                        .member("long", 'L', 0, "", "x/".repeat(5000).getBytes(UTF_8))
                        .member("y", '0', 0, "", NONE));
        assertInstanceOf(
                UnsupportedImageException.class,
                refused(new TarWriter().member("m", 'M', 0, "", NONE)));
    }

    private static TarWriter pax(String key, String value) {
        return new TarWriter().pax('x', TarWriter.record(key, value)).member("a", '0', 0, "", NONE);
    }

    @Test
    void noMemberGoesThroughALink() {
        ImageException through =
                refused(
                        new TarWriter()
                                .member("l", '2', 0, "/etc", NONE)
                                .member("l/passwd", '0', 0, "", NONE));
        assertEquals(
                "test.tar, member \"l/passwd\" at 0x200: found a path that would leave its target"
                        + " through the link /l -> /etc, expected a path of its own in the"
                        + " archive's tree",
                through.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\n0\n4096\n",
                "1\n4000\n512\n",
                "2\n512\n1\n0\n1\n",
                "9999999999\n",
                "99999999999999999999\n",
                "x\n"
            })
    void sparseMapsThatLieAreRefused(String map) {
        refused(
                new TarWriter()
                        .pax(
                                'x',
                                TarWriter.record("GNU.sparse.major", "1"),
                                TarWriter.record("GNU.sparse.realsize", "4096"))
                        .member("s", '0', 0, "", Arrays.copyOf(map.getBytes(UTF_8), 1024)));
    }

    @Test
    void aTruncatedArchiveSaysSo() {
        byte[] whole = new TarWriter().member("a", '0', 0, "", new byte[600]).end();
        for (int size : new int[] {0, 100, 512, 1000, 1111, 1200, 1536}) {
            var e =
                    assertThrows(
                            CorruptImageException.class, () -> read(Arrays.copyOf(whole, size)));
            assertEquals("test.tar", e.where().file());
        }
    }

    @Test
    void compressedArchivesAreUnpacked() throws IOException, InterruptedException {
        byte[] tar = new TarWriter().member("a", '0', 0, "", "hello".getBytes(UTF_8)).end();
        assertEquals("hello", Trees.text(read(gzip(tar)), "a"));
        var twoStreams = new ByteArrayOutputStream();
        twoStreams.writeBytes(gzip(Arrays.copyOf(tar, 512)));
        twoStreams.writeBytes(gzip(Arrays.copyOfRange(tar, 512, tar.length)));
        assertEquals("hello", Trees.text(read(twoStreams.toByteArray()), "a"));
        byte[] random = Cases.bytes(Cases.random(1), 9999);
        byte[] big = gzip(new TarWriter().member("a", '0', 0, "", random).end());
        assertThrows(CorruptImageException.class, () -> read(Arrays.copyOf(big, big.length - 20)));
    }

    @Test
    void aBombIsBounded() throws IOException {
        byte[] packed = gzip(new TarWriter().member("a", '0', 0, "", new byte[65 << 20]).end());
        var refused = assertThrows(HostException.class, () -> read(packed));
        assertTrue(refused.problem().contains("space"), refused.problem());
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void whatIsNoArchiveIsLeftAlone() throws IOException, InterruptedException {
        byte[] magic = {0x1f, (byte) 0x8b, 8};
        for (byte[] file : List.of(NONE, new byte[2000], gzip(new byte[2000]), magic)) {
            assertTrue(TarSource.read("initrd", BlockSource.of(file), scratch, 0).isEmpty());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void aDamagedArchiveFailsCleanly(long seed) {
        byte[] sparse = Arrays.copyOf("1\n0\n512\n".getBytes(UTF_8), 1024);
        byte[] archive =
                new TarWriter()
                        .member("d/", '5', 0755, "", NONE)
                        .pax(
                                'x',
                                TarWriter.record("GNU.sparse.major", "1"),
                                TarWriter.record("GNU.sparse.realsize", "4096"),
                                TarWriter.record("SCHILY.acl.access", "user::rw-"),
                                TarWriter.record("mtime", "1.25"))
                        .member("s", '0', 0, "", sparse)
                        .member("b", '1', 0, "s", NONE)
                        .member("n", 'L', 0, "", "long".getBytes(UTF_8))
                        .member("e", '3', 0600, "", NONE, 5, 1)
                        .end();
        Random random = Cases.random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] damaged = archive.clone();
            Cases.damage(random, damaged);
            TarWriter.fixChecksums(damaged);
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(damaged));
        }
    }

    private void readOrRefuse(byte[] archive) throws IOException, InterruptedException {
        try {
            var tree = TarSource.read("damaged", BlockSource.of(archive), scratch, 0);
            if (tree.isPresent() && tree.get().root().count() < 100) {
                tree.get().walk((_, _) -> {});
            }
        } catch (ImageException allowed) {
            // the one way out
        }
    }
}
