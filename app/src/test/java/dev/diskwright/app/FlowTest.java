package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// From a design to an image and back, by the command alone.
class FlowTest {
    @TempDir private Path folder;

    private Cli cli() throws IOException {
        var cli = new Cli(folder);
        cli.write("root/etc/hostname", "flow\n");
        cli.write("root/usr/share/doc/readme", "read me\n".repeat(10_000));
        return cli;
    }

    private static void design(Cli cli, String name, String preset) throws IOException {
        cli.write(
                name + ".diskwright.json",
                """
                {
                  "name": "%s",
                  "disk": { "format": "raw", "additionalSpace": "1M" },
                  "layout": { "preset": "%s", "bootSize": "48M" },
                  "contents": [ { "source": "root", "target": "/", "user": "0", "group": "0" } ]
                }
                """
                        .formatted(name, preset));
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyLayoutIsTheSameDiskInBothContainers(Preset preset) throws IOException {
        Cli cli = cli();
        design(cli, "web", preset.toString());
        String design = "web.diskwright.json";
        var raw = cli.run("build", design, "--json").ended(0).json();
        var qcow2 = cli.run("build", design, "--json", "--format", "qcow2").ended(0).json();
        assertEquals("verified", raw.get("verdict").stringValue());
        assertEquals(raw.get("fingerprint"), qcow2.get("fingerprint"));
        String digest = digest(cli, design);
        for (String source : List.of("web.img", "web.qcow2")) {
            assertEquals(digest, digest(cli, source), source);
            assertEquals("flow\n", cli.run("cat", source, "/etc/hostname").ended(0).output());
            cli.run("verify", source).ended(0);
        }
        assertEquals(parts(cli, "web.img"), parts(cli, design));
        assertEquals(parts(cli, "web.img"), parts(cli, "web.qcow2"));
    }

    private static String digest(Cli cli, String source) {
        var json = cli.run("digest", "--json", source).ended(0).json();
        return json.get("digest").stringValue();
    }

    private static JsonNode parts(Cli cli, String source) {
        return cli.run("inspect", "--json", source).ended(0).json().get("parts");
    }

    @Test
    void existingImageIsRefusedAndKept() throws IOException {
        Cli cli = cli();
        design(cli, "web", "legacy");
        cli.write("web.img", "mine");
        cli.run("build", "web.diskwright.json").ended(2).told("web.img", "--force");
        assertEquals("mine", Files.readString(cli.file("web.img")));
        cli.run("build", "web.diskwright.json", "--force", "-q").ended(0);
        assertTrue(Files.size(cli.file("web.img")) > 4);
    }

    @Test
    void interruptedBuildLeavesNothing() throws IOException {
        Cli cli = cli();
        design(cli, "web", "efi");
        List<String> before = cli.names();
        Thread.currentThread().interrupt();
        Cli.Result result = cli.run("build", "web.diskwright.json");
        Thread.interrupted();
        result.ended(130).told("interrupted");
        assertEquals(before, cli.names());
    }

    @Test
    void missingSourceIsToldAndNothingWritten() throws IOException {
        Cli cli = new Cli(folder);
        design(cli, "web", "efi");
        var result = cli.run("build", "web.diskwright.json", "--json").ended(2);
        assertTrue(result.error().contains("/contents/0"), result.error());
        assertTrue(result.json().toString().contains("/contents/0"));
        assertEquals(List.of("web.diskwright.json"), cli.names());
    }

    @Test
    void truncatedArchiveIsToldAndNothingWritten() throws IOException {
        Cli cli = new Cli(folder);
        design(cli, "web", "efi");
        byte[] header = new byte[512];
        byte[] name = "file".getBytes(US_ASCII);
        System.arraycopy(name, 0, header, 0, name.length);
        octal(header, 100, 8, 0644);
        octal(header, 108, 8, 0);
        octal(header, 116, 8, 0);
        octal(header, 124, 12, 100_000);
        octal(header, 136, 12, 0);
        header[156] = '0';
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        octal(header, 148, 8, sum);
        Files.write(cli.file("root.tar"), Arrays.copyOf(header, 2048));
        String design = Files.readString(cli.file("web.diskwright.json"));
        cli.write("web.diskwright.json", design.replace("\"root\"", "\"root.tar\""));
        var result = cli.run("build", "web.diskwright.json");
        assertTrue(result.status() == 2 || result.status() == 3, result.error());
        assertTrue(result.error().contains("root.tar"), result.error());
        assertFalse(Files.exists(cli.file("web.img")));
    }

    private static void octal(byte[] header, int offset, int length, int value) {
        String text = "%0" + (length - 1) + "o";
        byte[] digits = text.formatted(value).getBytes(US_ASCII);
        System.arraycopy(digits, 0, header, offset, digits.length);
        header[offset + length - 1] = 0;
    }

    @Test
    void listingShowsModesOwnersSizesAndTimes() throws IOException {
        Cli cli = cli();
        design(cli, "web", "efi");
        String list = cli.run("ls", "-p", "2", "-R", "web.diskwright.json").ended(0).output();
        assertTrue(list.contains("/etc/hostname\n"), list);
        assertTrue(
                list.lines()
                        .allMatch(
                                it -> it.matches("[dl-][rwx-]{9} +0 +0 .*UTC.*|[dl-][rwx-]{9} .*")),
                list);
        var json = cli.run("ls", "-p", "2", "--json", "web.diskwright.json", "/etc").json();
        var file = json.at("/volumes/0/files/0");
        assertEquals("/etc/hostname", file.get("path").stringValue());
        assertEquals(5, file.get("size").asLong());
    }

    @Test
    void filesComeOutAsTheyWentIn() throws IOException {
        Cli cli = cli();
        design(cli, "web", "hybrid");
        String design = "web.diskwright.json";
        cli.run("extract", design, "-o", "out").ended(2).told("several partitions", "-p");
        cli.run("extract", design, "-p", "3", "-o", "out").ended(0);
        assertEquals("flow\n", Files.readString(cli.file("out/etc/hostname")));
        cli.run("extract", design, "/usr/share", "/etc/hostname", "-o", "some").ended(0);
        assertEquals(
                -1,
                Files.mismatch(
                        cli.file("root/usr/share/doc/readme"), cli.file("some/share/doc/readme")));
        assertEquals("flow\n", Files.readString(cli.file("some/hostname")));
    }

    @Test
    void reportGoesToItsFileToo() throws IOException {
        Cli cli = cli();
        design(cli, "web", "none");
        var result =
                cli.run("build", "web.diskwright.json", "--json", "--report", "r.json").ended(0);
        assertEquals(result.output(), Files.readString(cli.file("r.json")));
    }

    @Test
    void reportTakesTheFormOfItsFileName() throws IOException {
        Cli cli = cli();
        design(cli, "web", "efi");
        cli.run("build", "web.diskwright.json", "--report", "r.html").ended(0);
        assertTrue(Files.readString(cli.file("r.html")).startsWith("<!DOCTYPE html>"));
        cli.run("build", "web.diskwright.json", "--force", "--report", "r.txt").ended(0);
        assertTrue(Files.readString(cli.file("r.txt")).contains("\nPartition 1, "));
    }

    @Test
    void damagedImageIsAFindingOrARefusalNeverATrace() throws IOException {
        Cli cli = cli();
        design(cli, "web", "efi");
        cli.run("build", "web.diskwright.json").ended(0);
        byte[] image = Files.readAllBytes(cli.file("web.img"));
        byte[] whole = image.clone();
        Arrays.fill(image, 512, 1024, (byte) 0x55);
        Files.write(cli.file("web.img"), image);
        cli.run("verify", "web.img").ended(1);
        cli.run("inspect", "web.img").ended(0);
        assertArrayEquals(
                whole, Files.readAllBytes(rebuilt(cli)), "the same design gives the same bytes");
    }

    private static Path rebuilt(Cli cli) {
        cli.run("build", "web.diskwright.json", "--force").ended(0);
        return cli.file("web.img");
    }

    @Test
    void formatOrCompressionThatIsNotThereIsRefused() throws IOException {
        Cli cli = cli();
        design(cli, "web", "efi");
        cli.run("build", "web.diskwright.json", "--format", "floppy")
                .ended(2)
                .told("floppy", "qcow2");
        cli.run("build", "web.diskwright.json", "--format", "vdi", "--compress", "zlib")
                .ended(2)
                .told("vdi", "zlib");
    }
}
