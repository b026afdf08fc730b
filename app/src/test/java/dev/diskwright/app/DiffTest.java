package dev.diskwright.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DiffTest {
    @TempDir private Path folder;

    private static void design(Cli cli, String name, String hostname) throws IOException {
        cli.write(name + "/etc/hostname", hostname);
        cli.write(name + "/etc/issue", "the same");
        cli.write(
                name + ".diskwright.json",
                """
                {
                  "name": "web",
                  "disk": { "format": "raw", "additionalSpace": "1M" },
                  "layout": { "preset": "legacy" },
                  "contents": [ { "source": "%s", "target": "/", "user": "0", "group": "0" } ],
                  "reproducible": { "timestamp": 1700000000 }
                }
                """
                        .formatted(name));
    }

    private static JsonNode first(JsonNode document, String level) {
        return document.get("levels").get(level).get("differences").get(0);
    }

    @Test
    void sameDiskInAnotherContainerIsTheSame() throws IOException {
        var cli = new Cli(folder);
        design(cli, "web", "web\n");
        cli.run("build", "web.diskwright.json", "-q").ended(0);
        cli.run("build", "web.diskwright.json", "-q", "--format", "qcow2").ended(0);
        var text = cli.run("diff", "web.img", "web.qcow2").ended(0);
        assertEquals("container\n  format: raw | qcow2\n", text.output());
        assertTrue(text.error().contains("web.img and web.qcow2 hold the same disk"), text.error());
        var json = cli.run("diff", "--json", "web.diskwright.json", "web.qcow2").ended(0).json();
        assertTrue(json.get("same").asBoolean());
        assertEquals(0, json.get("bytes").get("count").asInt());
        var bytes = cli.run("diff", "--bytes", "-q", "web.img", "web.qcow2").ended(0);
        assertEquals("", bytes.output() + bytes.error());
    }

    @Test
    void changedFileIsFoundAtItsLevelAndInTheBytes() throws IOException {
        var cli = new Cli(folder);
        design(cli, "one", "first\n");
        design(cli, "two", "other\n");
        String a = "one.diskwright.json";
        String b = "two.diskwright.json";
        JsonNode json = cli.run("diff", "--json", a, b).ended(1).json();
        assertFalse(json.get("same").asBoolean());
        assertEquals(0, json.get("levels").get("partition").get("count").asInt());
        JsonNode file = first(json, "file");
        assertEquals("partition 1, /etc/hostname", file.get("place").stringValue());
        assertEquals("content at byte 0", file.get("what").stringValue());
        assertEquals("0x66", file.get("a").stringValue());
        assertTrue(json.get("bytes").get("count").asInt() > 0);
        String text = cli.run("diff", a, b).ended(1).output();
        String line = "partition 1, /etc/hostname: content at byte 0: 0x66 | 0x6f\n";
        assertTrue(text.contains("files\n  " + line), text);
        assertTrue(text.contains("\nbytes\n  "), text);
        assertTrue(text.contains("  OFFSET  LENGTH  DIFFERENT\n"), text);
        assertFalse(cli.run("diff", "--bytes", a, b).ended(1).output().contains("files"));
    }

    @Test
    void rangesAreLimitedAndListed() throws IOException {
        var cli = new Cli(folder);
        byte[] bytes = new byte[100_000];
        Files.write(cli.file("a.img"), bytes);
        for (int at = 5; at < bytes.length; at += 1024) {
            bytes[at] = 1;
        }
        Files.write(cli.file("b.img"), bytes);
        String some = cli.run("diff", "--limit", "2", "a.img", "b.img").ended(1).output();
        assertTrue(some.contains("98 bytes differ in 98 ranges"), some);
        assertTrue(some.contains("the first at 5 (0x5): 0x00 | 0x01"), some);
        assertTrue(some.contains("  and 96 more\n"), some);
        String all = cli.run("diff", "--list", "a.img", "b.img").ended(1).output();
        assertTrue(all.contains("\n   99333       1          1\n"), all);
        cli.run("diff", "--limit", "-1", "a.img", "b.img").ended(2).told("--limit");
    }

    @Test
    void sizesAndHolesAreToldApart() throws IOException {
        var cli = new Cli(folder);
        Files.write(cli.file("short.img"), new byte[1 << 20]);
        try (var file = new RandomAccessFile(cli.file("long.img").toFile(), "rw")) {
            file.setLength(3 << 20);
        }
        var result = cli.run("diff", "--holes", "short.img", "long.img").ended(1);
        assertTrue(result.output().contains("disk\n  size: 1048576 | 3145728\n"), result.output());
        String verdict = "differ in size alone: the last 2 MiB of long.img are zeros";
        assertTrue(result.error().contains(verdict), result.error());
        JsonNode json =
                cli.run("diff", "--json", "--holes", "short.img", "long.img").ended(1).json();
        assertTrue(json.get("tailIsZero").asBoolean());
        JsonNode holes = json.get("holes");
        if (holes.get("count").asInt() > 0) { // where the file system has holes
            assertEquals("b", holes.get("ranges").get(0).get("holeIn").stringValue());
            assertEquals(1 << 20, holes.get("bytes").asInt());
        }
    }

    @Test
    @Tag("peer")
    void eachImageIsReadInItsOwnWay() throws IOException {
        Peers.require("qemu-img", "qemu-io");
        var cli = new Cli(folder);
        Path image = cli.file("disk.qcow2");
        Peers.run("qemu-img", "create", "-f", "qcow2", image, "4M").ok();
        Peers.run("qemu-io", "-f", "qcow2", "-c", "write -P 7 1M 512", image).ok();
        Files.write(cli.file("zeros.img"), new byte[4 << 20]);
        JsonNode json = cli.run("diff", "--json", "disk.qcow2", "zeros.img").ended(1).json();
        assertEquals(512, json.get("bytes").get("bytes").asInt());
        assertEquals(7, json.get("bytes").get("first").get("a").asInt());
        assertEquals(0, json.get("bytes").get("first").get("b").asInt());
        cli.run("diff", "--from", "raw", "disk.qcow2", "disk.qcow2").ended(1);
        cli.run("diff", "--from", "raw", "disk.qcow2", "disk.qcow2", "--other-from", "raw")
                .ended(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.img a.img", "a.img none.img", "a.img a.img --from nbd"})
    void whatCannotBeReadIsRefused(String arguments) throws IOException {
        var cli = new Cli(folder);
        cli.write("a.img", "x");
        cli.run(("diff " + arguments).split(" ")).ended(2).told(";");
    }
}
