package dev.diskwright.core.content.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.cpio.CpioSource;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.OciImages;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.TarWriter;
import dev.diskwright.core.testing.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackagesTest {
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

    private static void member(ByteArrayOutputStream ar, String name, byte[] bytes) {
        ar.writeBytes(
                "%-16s%-12d%-6d%-6d%-8s%-10d`\n"
                        .formatted(name, 0, 0, 0, "100644", bytes.length)
                        .getBytes(UTF_8));
        ar.writeBytes(bytes);
        ar.writeBytes(new byte[bytes.length & 1]);
    }

    private static byte[] deb(String compression) {
        byte[] data =
                new TarWriter()
                        .member("./usr/bin/", '5', 0755, "", new byte[0])
                        .member("./usr/bin/x", '0', 04755, "", "program".getBytes(UTF_8))
                        .member("./usr/bin/y", '1', 04755, "./usr/bin/x", new byte[0])
                        .end();
        var ar = new ByteArrayOutputStream();
        ar.writeBytes("!<arch>\n".getBytes(UTF_8));
        member(ar, "debian-binary", "2.0\n".getBytes(UTF_8));
        member(ar, "control.tar", new byte[1025]);
        member(ar, "data.tar", OciImages.packed(data, compression));
        return ar.toByteArray();
    }

    private static byte[] header(String... texts) {
        var store = new ByteArrayOutputStream();
        ByteBuffer index = ByteBuffer.allocate(16 + texts.length / 2 * 16);
        index.putInt(0x8eade801).putInt(0).putInt(texts.length / 2).putInt(0);
        for (int i = 0; i < texts.length; i += 2) {
            index.putInt(Integer.parseInt(texts[i])).putInt(6).putInt(store.size()).putInt(1);
            store.writeBytes((texts[i + 1] + "\0").getBytes(UTF_8));
        }
        index.putInt(12, store.size());
        var header = new ByteArrayOutputStream();
        header.writeBytes(index.array());
        header.writeBytes(store.toByteArray());
        return header.toByteArray();
    }

    private static byte[] rpm(String compression, String named) throws IOException {
        var cpio = new ByteArrayOutputStream();
        try (var out = new CpioArchiveOutputStream(cpio)) {
            var entry = new CpioArchiveEntry("./usr/bin/x");
            entry.setMode(0104755);
            entry.setSize(7);
            out.putArchiveEntry(entry);
            out.write("program".getBytes(UTF_8));
            out.closeArchiveEntry();
        }
        byte[] lead = new byte[96];
        ByteBuffer.wrap(lead).putInt(0xedabeedb).put((byte) 3);
        var rpm = new ByteArrayOutputStream();
        rpm.writeBytes(lead);
        rpm.writeBytes(header("1000", "odd"));
        rpm.writeBytes(new byte[-rpm.size() & 7]);
        rpm.writeBytes(header("1000", "x", "1124", "cpio", "1125", named));
        rpm.writeBytes(OciImages.packed(cpio.toByteArray(), compression));
        return rpm.toByteArray();
    }

    private FileTree read(String name, byte[] bytes) throws IOException, InterruptedException {
        BlockSource file = BlockSource.of(bytes);
        return (name.endsWith("deb")
                        ? DebSource.read(name, file, scratch, 5)
                        : RpmSource.read(name, file, scratch, 5))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gzip", "zstd"})
    void packagesGiveWhatTheyInstall(String compression) throws Exception {
        FileTree deb = read("x.deb", deb(compression));
        assertEquals("program", Trees.text(deb, "/usr/bin/x"));
        assertEquals(04755, Trees.find(deb, "/usr/bin/x").attributes().mode());
        assertSame(Trees.find(deb, "/usr/bin/x"), Trees.find(deb, "/usr/bin/y"));
        FileTree rpm = read("x.rpm", rpm(compression, "gzip"));
        assertEquals("program", Trees.text(rpm, "/usr/bin/x"));
        assertEquals(04755, Trees.find(rpm, "/usr/bin/x").attributes().mode());
    }

    private void corrupt(String name, byte[] bytes, String part) {
        var e = assertThrows(CorruptImageException.class, () -> read(name, bytes));
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }

    @Test
    void wrongPackagesAreRefusedWithTheirPlace() throws Exception {
        byte[] deb = deb("");
        corrupt("x.deb", new byte[100], "no ar magic");
        corrupt("x.deb", Arrays.copyOf(deb, 1100), "ar header size at 0x78");
        corrupt("x.deb", Arrays.copyOf(deb, 1160), "ar header at 0x");
        corrupt("x.deb", Arrays.copyOf(deb, 72), "expected data.tar");
        byte[] old = deb.clone();
        old[8 + 60] = '3';
        assertThrows(UnsupportedImageException.class, () -> read("x.deb", old));
        byte[] rpm = rpm("", "lzma");
        corrupt("x.rpm", new byte[100], "no magic of RPM");
        corrupt("x.rpm", Arrays.copyOf(rpm, 130), "signature hsize at 0x");
        byte[] other = rpm.clone();
        Arrays.fill(other, other.length - 512, other.length, (byte) 7);
        var e = assertThrows(UnsupportedImageException.class, () -> read("x.rpm", other));
        assertTrue(String.valueOf(e.getMessage()).contains("lzma"), e.getMessage());
    }

    @ParameterizedTest
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedPackagesFailCleanly(long seed) throws Exception {
        var random = Cases.random(seed);
        String compression = seed % 4 < 2 ? "" : "gzip";
        byte[] bytes = seed % 2 == 0 ? deb(compression) : rpm(compression, "gzip");
        Cases.damage(random, bytes);
        byte[] damaged =
                random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    try {
                        Trees.list(read(seed % 2 == 0 ? "x.deb" : "x.rpm", damaged));
                    } catch (ImageException allowed) {
                        // the one way out
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "xz", "zstd"})
    @Tag("peer")
    void dpkgAgrees(String compression) throws Exception {
        Peers.require("dpkg-deb", "tar");
        Path top = Files.createDirectories(folder.resolve("top"));
        Files.createDirectories(top.resolve("DEBIAN"));
        Files.writeString(
                top.resolve("DEBIAN/control"),
                """
                Package: x
                Version: 1
                Architecture: all
                Maintainer: x <x@example.org>
                Description: x
                """);
        Files.createDirectories(top.resolve("usr/share/größe"));
        Files.write(top.resolve("usr/share/data"), Cases.bytes(Cases.random(2), 100_000));
        Files.createSymbolicLink(top.resolve("usr/link"), Path.of("share/data"));
        Path file = folder.resolve("x.deb");
        Peers.run("dpkg-deb", "-Z" + compression, "--root-owner-group", "-b", top, file).ok();
        Path archive = folder.resolve("x.tar");
        Peers.run("sh", "-c", "dpkg-deb --fsys-tarfile " + file + " > " + archive).ok();
        FileTree expected =
                dev.diskwright.core.content.tar.TarSource.read(
                                "x.tar", BlockSource.of(Files.readAllBytes(archive)), scratch, 5)
                        .orElseThrow();
        assertEquals(Trees.list(expected), Trees.list(read("x.deb", Files.readAllBytes(file))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"w9.gzdio", "w6.xzdio", "w3.zstdio", "w9.bzdio", "w.ufdio"})
    @Tag("peer")
    void rpmAgrees(String payload) throws Exception {
        Peers.require("rpmbuild", "rpm2cpio");
        Path spec = folder.resolve("x.spec");
        Files.writeString(
                spec,
                """
                Name: x
                Version: 1
                Release: 1
                Summary: x
                License: x
                BuildArch: noarch
                %description
                x
                %install
                mkdir -p %{buildroot}/usr/share/x
                seq 20000 > %{buildroot}/usr/share/x/data
                ln %{buildroot}/usr/share/x/data %{buildroot}/usr/share/x/again
                ln -s data %{buildroot}/usr/share/x/link
                %files
                /usr/share/x
                """);
        Peers.run(
                        "rpmbuild",
                        "-bb",
                        "--define",
                        "_topdir " + folder.resolve("rpm"),
                        "--define",
                        "_rpmdir " + folder,
                        "--define",
                        "_tmppath " + folder,
                        "--define",
                        "_rpmfilename x.rpm",
                        "--define",
                        "_binary_payload " + payload,
                        spec)
                .ok();
        Path file = folder.resolve("x.rpm");
        Path archive = folder.resolve("x.cpio");
        Peers.run("sh", "-c", "rpm2cpio " + file + " > " + archive).ok();
        FileTree expected =
                CpioSource.read("x.cpio", BlockSource.of(Files.readAllBytes(archive)), scratch, 5)
                        .orElseThrow();
        FileTree tree = read("x.rpm", Files.readAllBytes(file));
        assertEquals(Trees.list(expected), Trees.list(tree));
        assertTrue(Trees.text(tree, "/usr/share/x/data").endsWith("20000\n"));
        assertSame(Trees.find(tree, "/usr/share/x/data"), Trees.find(tree, "/usr/share/x/again"));
    }
}
