package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// One design gives one image, whoever builds it wherever and however: each build is a Java process of its own.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "umask and locales are set the Unix way")
class ReproducibilityTest {
    private static final String DESIGN =
            """
            { "name": "same", "layout": { "preset": "hybrid", "bootSize": "40MiB" },
              "disk": { "additionalSpace": "8MiB" },
              "contents": [ { "source": "tree", "target": "/" }, { "source": "more.tar.zst", "target": "/more" } ],
              "reproducible": { "seed": "same", "timestamp": 1700000000 } }
            """;

    @TempDir Path folder;

    @BeforeEach
    void design() throws IOException {
        Files.writeString(folder.resolve("same.diskwright.json"), DESIGN);
        tree(folder.resolve("tree"), false);
        Files.write(folder.resolve("more.tar.zst"), zstd(tar("packed", "from an archive\n")));
    }

    /// An archive of one file: a ustar header, a block of content, two blocks of zeros.
    private static byte[] tar(String name, String text) {
        var header = new StringBuilder(name).append("\0".repeat(100 - name.length()));
        header.append("0000644\0").append("0000000\0").append("0000000\0");
        header.append("%011o\0%011o\0".formatted(text.length(), 1_600_000_000));
        header.append("        0")
                .append("\0".repeat(100))
                .append("ustar\00000")
                .append("\0".repeat(247));
        int sum = header.chars().sum();
        header.replace(148, 156, "%06o\0 ".formatted(sum));
        return (header + text + "\0".repeat(512 - text.length()) + "\0".repeat(1024))
                .getBytes(ISO_8859_1);
    }

    /// A frame with one raw block (RFC 8878, section 3.1.1).
    private static byte[] zstd(byte[] bytes) {
        ByteBuffer frame = ByteBuffer.allocate(12 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0xfd2fb528).put((byte) 0xa0).putInt(bytes.length);
        int block = bytes.length << 3 | 1;
        frame.put((byte) block).put((byte) (block >> 8)).put((byte) (block >> 16)).put(bytes);
        return frame.array();
    }

    /// The same files, made in one order or the other.
    private static void tree(Path tree, boolean reversed) throws IOException {
        var names = new ArrayList<String>();
        for (int i = 0; i < 300; i++) {
            names.add("d%02d/file-%03d".formatted(i % 7, i));
        }
        names.add("sparse");
        names.add("d00/\u00e4\u00f6\u00fc \u65e5\u672c");
        for (String name : reversed ? names.reversed() : names) {
            Path file = tree.resolve(name);
            Files.createDirectories(file.getParent());
            byte[] bytes = new byte[name.equals("sparse") ? 3 << 20 : name.hashCode() & 0x3fff];
            if (!name.equals("sparse")) {
                new Random(name.hashCode()).nextBytes(bytes);
            }
            Files.write(file, bytes);
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.toList()) {
                boolean directory = Files.isDirectory(path);
                Files.setPosixFilePermissions(
                        path,
                        PosixFilePermissions.fromString(directory ? "rwxr-xr-x" : "rw-r--r--"));
                Files.setLastModifiedTime(path, FileTime.fromMillis(1_600_000_000_123L));
            }
        }
    }

    private String build(
            Path directory,
            Map<String, String> environment,
            List<String> wrapper,
            List<String> java)
            throws Exception {
        Path image = Files.createTempDirectory(folder, "out").resolve("image");
        var command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(
                List.of(
                        "--enable-native-access=dev.diskwright.core",
                        "--module-path=" + System.getProperty("jdk.module.path"),
                        "--module=dev.diskwright.app/dev.diskwright.app.Main",
                        "build",
                        "--quiet",
                        "-o",
                        image.toString(),
                        folder.resolve("same.diskwright.json").toString()));
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        builder.redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the build ends");
        assertEquals(0, process.exitValue(), Files.readString(folder.resolve("log")));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(image));
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void surroundingsDoNotShowInTheImage() throws Exception {
        String expected = build(folder, Map.of(), List.of(), List.of());
        assertEquals(expected, build(folder, Map.of(), List.of(), List.of()), "twice");
        assertEquals(
                expected,
                build(
                        Files.createDirectory(folder.resolve("elsewhere")),
                        Map.of("LC_ALL", "C", "TZ", "Asia/Kathmandu", "PATH", ""),
                        List.of(),
                        List.of("-Duser.timezone=Asia/Kathmandu", "-XX:ActiveProcessorCount=1")),
                "other folder, C locale, other time zone, empty path, one core");
        assertEquals(
                expected,
                build(
                        folder,
                        Map.of("LC_ALL", "tr_TR.UTF-8"),
                        List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "sh"),
                        List.of(
                                "-Duser.language=tr",
                                "-Duser.country=TR",
                                "-XX:ActiveProcessorCount=8",
                                "-Xmx300m")),
                "Turkish, private umask, eight cores, little memory");
    }

    @Test
    void orderAndSparsenessOfTheSourceDoNotShowInTheImage() throws Exception {
        String expected = build(folder, Map.of(), List.of(), List.of());
        Files.move(folder.resolve("tree"), folder.resolve("first"));
        tree(folder.resolve("tree"), true);
        Path dense = folder.resolve("tree/sparse");
        Path sparse = folder.resolve("hole");
        try (var file = new java.io.RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(Files.size(dense));
        }
        Files.setPosixFilePermissions(sparse, Files.getPosixFilePermissions(dense));
        Files.move(sparse, dense, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(dense, FileTime.fromMillis(1_600_000_000_123L));
        Files.setLastModifiedTime(folder.resolve("tree"), FileTime.fromMillis(1_600_000_000_123L));
        assertEquals(expected, build(folder, Map.of(), List.of(), List.of()));
    }
}
