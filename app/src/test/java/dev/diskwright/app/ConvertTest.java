package dev.diskwright.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Conversion by the public command.
class ConvertTest {
    private static final int SIZE = 5 << 20;

    @TempDir private Path folder;
    private Cli cli = new Cli(Path.of(""));
    private byte[] disk = {};

    @BeforeEach
    void image() throws IOException {
        cli = new Cli(folder);
        disk = new byte[SIZE];
        byte[] data = new byte[700_000];
        new Random(1).nextBytes(data);
        System.arraycopy(data, 0, disk, 1 << 20, data.length);
        Files.write(cli.file("a.img"), disk);
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(cli.file(name));
    }

    @Test
    void thereAndBackIsTheSame() throws IOException {
        cli.run("convert", "a.img", "b.qcow2").ended(0);
        cli.run("convert", "b.qcow2", "c.img", "--verify").ended(0);
        assertArrayEquals(disk, bytes("c.img"));
    }

    @Test
    void severalOutputsComeFromOneRead() throws IOException {
        var result =
                cli.run(
                                "convert",
                                "a.img",
                                "-o",
                                "b.qcow2",
                                "-o",
                                "c.raw",
                                "--verify",
                                "--json",
                                "--report",
                                "r.html")
                        .ended(0)
                        .json();
        assertEquals("verified", result.at("/verdict").asString());
        assertEquals("qcow2", result.at("/outputs/0/format").asString());
        assertEquals("raw", result.at("/outputs/1/format").asString());
        assertArrayEquals(disk, bytes("c.raw"));
        assertTrue(Files.readString(cli.file("r.html")).contains("b.qcow2"));
        String tree = cli.run("digest", "--tree", "a.img").ended(0).output().substring(0, 64);
        assertEquals(tree, result.at("/fingerprint").asString());
    }

    @Test
    void whatMeansNothingIsRefused() {
        cli.run("convert", "a.img").ended(2).told("nothing to write");
        cli.run("convert", "a.img", "b.unknown").ended(2).told("b.unknown", "--to");
        cli.run("convert", "a.img", "b", "--to", "nonsense").ended(2).told("nonsense");
        cli.run("convert", "a.img", "b.img", "--option", "colour=red").ended(2).told("colour");
        cli.run("convert", "a.img", "b.qcow2", "--option", "cluster_size=3")
                .ended(2)
                .told("cluster_size", "3");
        cli.run("convert", "a.img", "b.img", "--compress", "zlib").ended(2).told("raw", "zlib");
        cli.run("convert", "a.img", "b.img", "--from", "qcow2").ended(2).told("a.img", "magic");
        cli.run("convert", "a.img", "b.img", "--disk", "x").ended(2).told("\"x\"");
        cli.run("convert", "missing.img", "b.img").ended(2).told("missing.img");
        assertFalse(Files.exists(cli.file("b.qcow2")));
        assertFalse(Files.exists(cli.file("b.img")));
    }

    @Test
    void whatIsThereStays() throws IOException {
        cli.write("b.qcow2", "precious");
        cli.run("convert", "a.img", "b.qcow2").ended(2).told("exists already");
        assertEquals("precious", Files.readString(cli.file("b.qcow2")));
        cli.run("convert", "a.img", "b.qcow2", "--force").ended(0);
        assertTrue(bytes("b.qcow2").length > 700_000);
    }

    @Test
    void aDiskThatIsTooLargeForADeviceIsRefused() {
        cli.run("convert", "a.img", "b.img", "--fit", "5MiB").ended(0);
        cli.run("convert", "a.img", "c.img", "--fit", "4MiB").ended(2).told("5MiB", "4MiB");
        cli.run("convert", "a.img", "d.img", "--fit", "nonsense").ended(2).told("--fit");
        cli.run("convert", "a.img", "e.img", "--fit", "a.img").ended(0);
    }

    @Test
    void aDesignIsASourceToo() throws IOException {
        cli.run("new", "--preset", "efi", "-o", "d.diskwright.json").ended(0);
        cli.run("build", "d.diskwright.json", "-o", "d.img", "--format", "raw").ended(0);
        cli.run("convert", "d.diskwright.json", "e.img").ended(0);
        assertEquals(-1, Files.mismatch(cli.file("d.img"), cli.file("e.img")));
    }

    @Test
    void inspectTellsOfTheContainer() {
        cli.run("convert", "a.img", "b.qcow2").ended(0);
        var container = cli.run("inspect", "--json", "b.qcow2").ended(0).json().at("/container");
        assertEquals("qcow2", container.at("/format").asString());
        assertEquals(SIZE, container.at("/disks/0/size").asInt());
    }
}
