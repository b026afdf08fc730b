package dev.diskwright.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.HostPaths;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.TreeLister;
import dev.diskwright.core.testing.Trees;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A directory with everything in it, read by us, and what other programs make of it read again.
@Tag("peer")
class ContentPeerTest {
    @TempDir Path folder;

    private Path everything() throws IOException {
        Path top = Files.createDirectory(folder.resolve("top"));
        Random random = Cases.random(3);
        Files.write(top.resolve("plain"), Cases.bytes(random, 100_000));
        Files.createLink(top.resolve("again"), top.resolve("plain"));
        Files.createSymbolicLink(top.resolve("link"), Path.of("some/where"));
        Peers.run("ln", "-s", "//odd//target/", top.resolve("odd")).ok();
        Files.createDirectories(top.resolve("deep/" + "long-directory-name/".repeat(15)));
        Files.write(top.resolve("deep/" + "n".repeat(200)), new byte[1]);
        byte[] name = {'r', (byte) 0xe4, 'w', (byte) 0xff};
        Files.write(HostPaths.resolve(top, name), new byte[2]);
        Files.write(HostPaths.resolve(top, FileNames.encode("größe")), new byte[3]);
        try (var sparse = new RandomAccessFile(top.resolve("sparse").toFile(), "rw")) {
            for (int i = 1; i < 40; i++) {
                sparse.seek(i * 100_000L);
                sparse.write(Cases.bytes(random, 5000));
            }
            sparse.setLength(5_000_000);
        }
        Peers.run("mkfifo", top.resolve("fifo")).ok();
        Peers.run("setfattr", "-n", "user.note", "-v", "0x00ff3d0a", top.resolve("plain")).ok();
        Files.setLastModifiedTime(
                top.resolve("plain"),
                FileTime.from(Instant.ofEpochSecond(1_000_000_000, 123_456_789)));
        if (Trees.root()) {
            Peers.run("mknod", top.resolve("tty"), "c", "4", "300").ok();
            Peers.run("chown", "12:4000000000", top.resolve("sparse")).ok();
            Peers.run("chmod", "6711", top.resolve("sparse")).ok();
            Peers.run("setcap", "cap_net_raw+ep", top.resolve("plain")).ok();
            Peers.run("setfacl", "-m", "u:1234:rx,g:77:w", top.resolve("sparse")).ok();
            Peers.run("setfacl", "-d", "-m", "u:1234:rx", top.resolve("deep")).ok();
        }
        return top;
    }

    private String list(Path path) throws IOException, InterruptedException {
        Path temporary = Files.createTempDirectory(folder, "scratch");
        try (var scratch = new Scratch(temporary, 1 << 30)) {
            var spec = new ContentSpec(path.toString(), "/", null, null, null);
            Contents.Assembly assembly = Contents.assemble(List.of(spec), folder, 0, scratch);
            assertEquals(List.of(), assembly.problems());
            return Trees.list(assembly.tree());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pax, tar",
        "posix, gzip",
        "gnu, tar",
        "pax, xz",
        "pax, zstd",
        "gnu, bzip2",
        "oldgnu, tar"
    })
    void gnuTarMakesTheSameTree(String format, String compression)
            throws IOException, InterruptedException {
        Peers.require("tar", "setfattr", "setcap", "setfacl", "xz", "zstd", "bzip2");
        Path top = everything();
        boolean pax = !format.endsWith("gnu");
        Path archive = folder.resolve("archive");
        String attributes = pax ? "--xattrs" : "--no-xattrs";
        Peers.run(
                        "tar",
                        "-cS",
                        "--numeric-owner",
                        "--format=" + format,
                        attributes,
                        pax ? "--xattrs-include=*" : "--no-selinux",
                        pax ? "--acls" : "--no-acls",
                        compression.equals("tar") ? "--totals" : "--" + compression,
                        "-C",
                        top,
                        "-f",
                        archive,
                        ".")
                .ok();
        String expected = list(top);
        assertSame(pax ? expected : coarse(expected), list(archive));
    }

    /// Shows only the lines that differ.
    private static void assertSame(String expected, String actual) {
        var missing = new ArrayList<>(expected.lines().toList());
        var extra = new ArrayList<>(actual.lines().toList());
        missing.removeAll(actual.lines().toList());
        extra.removeAll(expected.lines().toList());
        assertEquals(String.join("\n", missing), String.join("\n", extra));
        assertEquals(expected, actual);
    }

    /// Without what the older formats cannot hold: fractions of seconds and attributes.
    private static String coarse(String listing) {
        return listing.replaceAll("(\\d+)\\.\\d{9} ", "$1.000000000 ")
                .replaceAll(" (user|security|system)\\.[a-z_]+=[0-9a-f]+", "");
    }

    @ParameterizedTest
    @CsvSource({"pax", "gnutar"})
    void bsdtarMakesTheSameTree(String format) throws IOException, InterruptedException {
        Peers.require("bsdtar", "setfattr", "setcap", "setfacl");
        Path top = everything();
        Path archive = folder.resolve("archive");
        Peers.run(
                        "bsdtar",
                        "-c",
                        "--numeric-owner",
                        "--format=" + format,
                        "-C",
                        top,
                        "-f",
                        archive,
                        ".")
                .ok();
        String expected = list(top);
        // without a list beside it, this tool writes the group's own permissions as the mode
        String plain = coarse(expected).replace("f 6771 ", "f 6711 ");
        assertSame(format.equals("pax") ? expected : plain, list(archive));
    }

    @Test
    void largeNumbersOfGnuTarAreRead() throws IOException, InterruptedException {
        Peers.require("tar", "setfattr", "setcap", "setfacl");
        Path file = Files.write(folder.resolve("f"), new byte[1]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(-1_000_000)));
        Path archive = folder.resolve("archive");
        Peers.run(
                        "tar",
                        "-c",
                        "--format=gnu",
                        "--owner=:4000000000",
                        "--group=:3000000",
                        "-C",
                        folder,
                        "-f",
                        archive,
                        "f")
                .ok();
        String listing = list(archive);
        assertTrue(listing.contains("4000000000:3000000 -1000000."), listing);
    }

    @Test
    void theLocaleChangesNothing() throws IOException, InterruptedException {
        Peers.require("setfattr", "setcap", "setfacl");
        Path top = everything();
        assertSame(listIn("C.UTF-8", top), listIn("C", top));
    }

    private String listIn(String locale, Path top) throws IOException, InterruptedException {
        Path output = folder.resolve("listing-" + locale);
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classPath(),
                                TreeLister.class.getName(),
                                top.toString())
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LC_ALL", locale);
        builder.environment().put("LANG", locale);
        assertEquals(0, builder.start().waitFor());
        String listing = Files.readString(output);
        assertTrue(listing.contains("/r\\xe4w\\xff "), listing);
        assertTrue(listing.contains(" -> //odd//target/"), listing);
        return listing;
    }

    /// The classes under test and those of this test, however the test itself was started.
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                place(FileTree.class),
                place(TreeLister.class),
                System.getProperty("java.class.path", ""),
                System.getProperty("jdk.module.path", ""));
    }

    private static String place(Class<?> type) {
        return Path.of(
                        java.net.URI.create(
                                type.getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()))
                .toString();
    }
}
