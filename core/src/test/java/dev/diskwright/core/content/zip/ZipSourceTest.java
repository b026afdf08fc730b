package dev.diskwright.core.content.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.Peers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ZipSourceTest {
    private static final byte[] DATA = Cases.bytes(Cases.random(4), 70_001);
    private static final byte[] ZEROS = new byte[600_000];

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

    private static void add(ZipArchiveOutputStream out, String path, int mode, byte[] data)
            throws IOException {
        var it = new ZipArchiveEntry(path);
        it.setUnixMode(mode);
        if (mode == 0100640) { // this one as it is, the others deflated
            it.setMethod(ZipEntry.STORED);
            var sum = new java.util.zip.CRC32();
            sum.update(data);
            it.setCrc(sum.getValue());
            it.setSize(data.length);
        }
        out.putArchiveEntry(it);
        out.write(data);
        out.closeArchiveEntry();
    }

    private static byte[] usual() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipArchiveOutputStream(bytes)) {
            add(out, "etc/", 040750, new byte[0]);
            add(out, "etc/größe", 0104755, DATA);
            add(out, "etc/link", 0120777, "größe".getBytes(UTF_8));
            add(out, "stored", 0100640, DATA);
            add(out, "zeros", 0100644, ZEROS);
            add(out, "deep/er/empty", 0100600, new byte[0]);
        }
        return bytes.toByteArray();
    }

    private static byte[] plain(String... paths) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (String path : paths) {
                var it = new ZipEntry(path);
                it.setTimeLocal(LocalDateTime.of(2009, 2, 13, 23, 31, 30));
                out.putNextEntry(it);
                out.write(path.endsWith("/") ? new byte[0] : DATA);
            }
        }
        return bytes.toByteArray();
    }

    private Optional<FileTree> read(String name, byte[] archive) throws Exception {
        return ZipSource.read(name, BlockSource.of(archive), scratch, 7);
    }

    private static byte[] content(FileTree tree, String path) throws IOException {
        return Images.bytes(assertInstanceOf(RegularFile.class, tree.find(path)).content());
    }

    private static int mode(FileTree tree, String path) {
        return Objects.requireNonNull(tree.find(path)).attributes().mode();
    }

    @Test
    void contentsModesAndLinksAreRead() throws Exception {
        FileTree tree = read("x.ZIP", usual()).orElseThrow();
        assertArrayEquals(DATA, content(tree, "/etc/größe"));
        assertArrayEquals(DATA, content(tree, "/stored"));
        assertArrayEquals(ZEROS, content(tree, "/zeros"));
        assertArrayEquals(new byte[0], content(tree, "/deep/er/empty"));
        assertEquals(04755, mode(tree, "/etc/größe"));
        assertEquals(0750, mode(tree, "/etc"));
        assertEquals(0755, mode(tree, "/deep"));
        assertEquals(
                "größe", assertInstanceOf(SymbolicLink.class, tree.find("/etc/link")).target());
        assertEquals(0, Objects.requireNonNull(tree.find("/stored")).attributes().uid());
    }

    @Test
    void filesWithoutModeAndZoneGetTheSameEverywhere() throws Exception {
        FileTree tree = read("x.zip", plain("a/", "a/b")).orElseThrow();
        assertInstanceOf(Directory.class, tree.find("/a"));
        assertEquals(0755, mode(tree, "/a"));
        assertEquals(0644, mode(tree, "/a/b"));
        long seconds = Objects.requireNonNull(tree.find("/a/b")).attributes().seconds();
        assertEquals(1_234_567_890, seconds);
    }

    @Test
    void whatIsNotNamedZipStaysAFile() throws Exception {
        assertTrue(read("x.jar", usual()).isEmpty());
        assertThrows(CorruptImageException.class, () -> read("x.zip", DATA));
    }

    @Test
    void pathsThatLeaveTheTargetAreRefused() throws Exception {
        byte[] up = plain("a/../../b");
        var refused = assertThrows(CorruptImageException.class, () -> read("x.zip", up));
        assertTrue(String.valueOf(refused.getMessage()).contains("a/../../b"));
        byte[] below = plain("a", "a/b");
        assertThrows(CorruptImageException.class, () -> read("x.zip", below));
        assertTrue(read("x.zip", plain("/abs")).orElseThrow().find("/abs") != null);
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipArchiveOutputStream(bytes)) {
            add(out, "out", 0120777, "/etc".getBytes(UTF_8));
            add(out, "out/passwd", 0100644, DATA);
        }
        assertThrows(CorruptImageException.class, () -> read("x.zip", bytes.toByteArray()));
    }

    @Test
    void truncatedAndDamagedArchivesAreRefused() throws Exception {
        byte[] archive = usual();
        for (int length : new int[] {0, 10, 5000, archive.length / 2, archive.length - 3}) {
            byte[] part = Arrays.copyOf(archive, length);
            assertThrows(CorruptImageException.class, () -> read("x.zip", part), "" + length);
        }
        archive[30_000] ^= 1; // of what is in a file
        var told = assertThrows(CorruptImageException.class, () -> read("x.zip", archive));
        assertTrue(String.valueOf(told.getMessage()).contains("etc/größe"), told.getMessage());
    }

    @Test
    void anEncryptedArchiveIsNotSupported() throws Exception {
        byte[] archive = plain("a");
        archive[6] |= 1; // general purpose bit 0, in the local header …
        int directory = archive.length - 22 - 46 - 1;
        archive[directory + 8] |= 1; // … and in the central one
        assertThrows(UnsupportedImageException.class, () -> read("x.zip", archive));
    }

    @Test
    void moreThanTheSpaceAllowedIsRefused() throws Exception {
        byte[] archive = usual();
        try (var small = new Scratch(folder, 100_000)) {
            assertThrows(
                    HostException.class,
                    () -> ZipSource.read("x.zip", BlockSource.of(archive), small, 7));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedArchivesFailCleanly(long seed) throws Exception {
        var random = Cases.random(seed);
        byte[] archive = usual();
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
            int at = random.nextInt(900);
            at = random.nextBoolean() ? at : archive.length - 1 - at;
            archive[at] ^= (byte) (1 << random.nextInt(8));
        }
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    try {
                        read("x.zip", archive);
                    } catch (ImageException allowed) {
                        // the one way out
                    }
                });
    }

    @Test
    @Tag("peer")
    void archivesOfInfoZipAreRead() throws Exception {
        Peers.require("zip", "sh");
        Path root = Files.createDirectories(folder.resolve("root/sub"));
        Files.write(root.resolve("file"), DATA);
        Files.setLastModifiedTime(
                root.resolve("file"),
                java.nio.file.attribute.FileTime.fromMillis(1_234_567_891_000L));
        Files.createSymbolicLink(root.resolve("soft"), Path.of("file"));
        Path archive = folder.resolve("x.zip");
        Peers.run(
                        "sh",
                        "-c",
                        "cd '%s' && zip -qry '%s' .".formatted(folder.resolve("root"), archive))
                .ok();
        FileTree tree = read("x.zip", Files.readAllBytes(archive)).orElseThrow();
        assertArrayEquals(DATA, content(tree, "/sub/file"));
        assertEquals(
                1_234_567_891, // odd, so from the time in UTC
                Objects.requireNonNull(tree.find("/sub/file")).attributes().seconds());
        assertEquals("file", assertInstanceOf(SymbolicLink.class, tree.find("/sub/soft")).target());
    }
}
