package dev.diskwright.core.content.cpio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.Peers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpioSourceTest {
    private static final long TIME = 1_234_567_890;
    private static final byte[] DATA = Cases.bytes(Cases.random(3), 70_001);

    @TempDir Path folder;
    private Scratch scratch = new Scratch(Path.of("."), 0);

    @BeforeEach
    void open() throws IOException {
        scratch = new Scratch(Files.createDirectory(folder.resolve("scratch")), 1 << 24);
    }

    @AfterEach
    void close() throws IOException {
        scratch.close();
    }

    private static short format(String name) {
        return switch (name) {
            case "newc" -> CpioConstants.FORMAT_NEW;
            case "crc" -> CpioConstants.FORMAT_NEW_CRC;
            default -> CpioConstants.FORMAT_OLD_ASCII;
        };
    }

    /// Members of an archive to be.
    private static final class Archive {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CpioArchiveOutputStream out;
        private final short format;
        private int next = 1;

        Archive(String format) {
            this.format = format(format);
            out = new CpioArchiveOutputStream(bytes, this.format, 512, "UTF-8");
        }

        Archive add(String path, int mode, byte[] data) throws IOException {
            return add(path, mode, data, next++, 1);
        }

        Archive add(String path, int mode, byte[] data, int inode, int links) throws IOException {
            var it = new CpioArchiveEntry(format, path, data.length);
            it.setMode(mode);
            it.setUID(1000);
            it.setGID(100);
            it.setTime(TIME);
            it.setInode(inode);
            it.setNumberOfLinks(links);
            if (format == CpioConstants.FORMAT_NEW_CRC) {
                long sum = 0;
                for (byte b : data) {
                    sum += b & 0xff;
                }
                it.setChksum(sum & 0xffff_ffffL);
            }
            if (mode >>> 12 == 2) {
                if (format == CpioConstants.FORMAT_OLD_ASCII) {
                    it.setRemoteDevice(5 << 8 | 1);
                } else {
                    it.setRemoteDeviceMaj(5);
                    it.setRemoteDeviceMin(1);
                }
            }
            out.putArchiveEntry(it);
            out.write(data);
            out.closeArchiveEntry();
            return this;
        }

        byte[] make() throws IOException {
            out.finish();
            return bytes.toByteArray();
        }
    }

    private static byte[] usual(String format) throws IOException {
        byte[] none = new byte[0];
        return new Archive(format)
                .add(".", 040755, none)
                .add("etc", 040750, none)
                .add("etc/größe", 0104755, DATA)
                .add("etc/link", 0120777, "größe".getBytes(UTF_8))
                .add("deep/er/file", 0100600, none)
                .add("console", 020620, none)
                .add("one", 0100644, format.equals("odc") ? DATA : none, 900, 2)
                .add("two", 0100644, DATA, 900, 2)
                .make();
    }

    private Optional<FileTree> read(String name, byte[] archive) throws Exception {
        return CpioSource.read(name, BlockSource.of(archive), scratch, 7);
    }

    private static RegularFile file(FileTree tree, String path) {
        return assertInstanceOf(RegularFile.class, tree.find(path));
    }

    private static void expectUsual(FileTree tree) throws IOException {
        RegularFile file = file(tree, "/etc/größe");
        assertArrayEquals(DATA, Images.bytes(file.content()));
        assertEquals(04755, file.attributes().mode());
        assertEquals(1000, file.attributes().uid());
        assertEquals(100, file.attributes().gid());
        assertEquals(TIME, file.attributes().seconds());
        assertEquals(
                "größe", assertInstanceOf(SymbolicLink.class, tree.find("/etc/link")).target());
        assertEquals(0750, Objects.requireNonNull(tree.find("/etc")).attributes().mode());
        assertEquals(7, Objects.requireNonNull(tree.find("/deep/er")).attributes().seconds());
        assertEquals(0, file(tree, "/deep/er/file").content().size());
        var console = assertInstanceOf(SpecialFile.class, tree.find("/console"));
        assertEquals("5:1", console.major() + ":" + console.minor());
        assertSame(tree.find("/one"), tree.find("/two"));
        assertArrayEquals(DATA, Images.bytes(file(tree, "/one").content()));
        assertInstanceOf(Directory.class, tree.find("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"newc", "crc", "odc"})
    void everyFormIsRead(String format) throws Exception {
        expectUsual(read("x.cpio", usual(format)).orElseThrow());
    }

    @Test
    void aCompressedArchiveIsUnpackedFirst() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(usual("newc"));
        }
        expectUsual(read("X.CPIO.GZ", packed.toByteArray()).orElseThrow());
    }

    @Test
    void anInitialRamDiskStaysAFile() throws Exception {
        assertTrue(read("initrd.img", usual("newc")).isEmpty());
    }

    @Test
    void aNameThatPromisesAnArchiveMustKeepIt() {
        assertThrows(CorruptImageException.class, () -> read("x.cpio", "hello".getBytes(UTF_8)));
        assertThrows(CorruptImageException.class, () -> read("x.cpio", new byte[0]));
    }

    @Test
    void pathsThatLeaveTheTargetAreRefused() throws Exception {
        byte[] up = new Archive("newc").add("a/../../b", 0100644, DATA).make();
        var refused = assertThrows(CorruptImageException.class, () -> read("x.cpio", up));
        assertTrue(String.valueOf(refused.getMessage()).contains("a/../../b"));
        byte[] through =
                new Archive("newc")
                        .add("out", 0120777, "/etc".getBytes(UTF_8))
                        .add("out/passwd", 0100644, DATA)
                        .make();
        assertThrows(CorruptImageException.class, () -> read("x.cpio", through));
        byte[] twice = new Archive("newc").add("a", 0100644, DATA).add("a/b", 0100644, DATA).make();
        assertThrows(CorruptImageException.class, () -> read("x.cpio", twice));
        byte[] absolute = new Archive("newc").add("/abs", 0100644, DATA).make();
        assertTrue(read("x.cpio", absolute).orElseThrow().find("/abs") != null);
    }

    @Test
    void aSecondArchiveBehindTheFirstIsNotLostSilently() throws Exception {
        byte[] one = usual("newc");
        byte[] two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        assertThrows(UnsupportedImageException.class, () -> read("x.cpio", two));
        expectUsual(read("x.cpio", Arrays.copyOf(one, one.length + 4096)).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"newc", "crc", "odc"})
    void aTruncatedArchiveIsRefused(String format) throws Exception {
        byte[] archive = usual(format);
        int trailer =
                new String(archive, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .indexOf("TRAILER!!!");
        for (int length : new int[] {6, 50, 200, 30_000, 80_000, trailer - 120, trailer + 3}) {
            byte[] part = Arrays.copyOf(archive, length);
            assertThrows(CorruptImageException.class, () -> read("x.cpio", part), "" + length);
        }
    }

    @Test
    void aSumThatDoesNotMatchIsTold() throws Exception {
        byte[] archive = usual("crc");
        archive[1000] ^= 1;
        assertThrows(CorruptImageException.class, () -> read("x.cpio", archive));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedArchivesFailCleanly(long seed) throws Exception {
        var random = Cases.random(seed);
        byte[] archive = usual(random.nextBoolean() ? "newc" : "odc");
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
            archive[random.nextInt(600)] ^= (byte) (1 << random.nextInt(8));
        }
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    try {
                        read("x.cpio", archive);
                    } catch (ImageException allowed) {
                        // the one way out
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"newc", "odc"})
    @Tag("peer")
    void archivesOfBsdtarAreRead(String format) throws Exception {
        Peers.require("bsdtar");
        Path root = Files.createDirectories(folder.resolve("root").resolve("sub"));
        Files.write(root.resolve("file"), DATA);
        Files.createLink(root.resolve("hard"), root.resolve("file"));
        Files.createSymbolicLink(root.resolve("soft"), Path.of("file"));
        Path archive = folder.resolve("x.cpio");
        Peers.run("bsdtar", "-cf", archive, "--format", format, "-C", folder.resolve("root"), ".")
                .ok();
        FileTree tree = read("x.cpio", Files.readAllBytes(archive)).orElseThrow();
        assertArrayEquals(DATA, Images.bytes(file(tree, "/sub/file").content()));
        assertSame(tree.find("/sub/file"), tree.find("/sub/hard"));
        assertEquals("file", assertInstanceOf(SymbolicLink.class, tree.find("/sub/soft")).target());
    }
}
