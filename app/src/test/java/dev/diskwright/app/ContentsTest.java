package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.OciImages;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.TarWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes into images, by the command alone.
class ContentsTest {
    private static final String DESIGN = "web.diskwright.json";

    @TempDir private Path folder;
    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void open() {
        cli = new Cli(folder);
    }

    private void design(String contents, String more) throws IOException {
        cli.write(
                DESIGN,
                """
                { "name": "web",
                  "disk": { "format": "raw", "size": "192MiB" },
                  "layout": { "table": "gpt", "partitions": [
                    { "name": "esp", "type": "esp", "size": "48MiB",
                      "filesystem": { "type": "vfat" }, "mount": "/boot" },
                    { "name": "root", "type": "linux", "size": "rest",
                      "filesystem": { "type": "ext4" }, "mount": "/" } ] },
                  "contents": [ %s ] %s }
                """
                        .formatted(contents, more));
    }

    private void build() {
        cli.run("validate", DESIGN).ended(0);
        var built = cli.run("build", DESIGN, "--json", "--force").ended(0).json();
        assertEquals("verified", built.get("verdict").stringValue());
    }

    private String cat(int partition, String path) {
        return cli.run("cat", "-p", "" + partition, "web.img", path).ended(0).output();
    }

    private String ls(int partition, String path) {
        return cli.run("ls", "-p", "" + partition, "web.img", path).ended(0).output();
    }

    @Test
    void oneArchiveFillsSeveralPartitions() throws IOException {
        byte[] kernel = "kernel".getBytes(UTF_8);
        byte[] motd = "hello\n".getBytes(UTF_8);
        Files.write(
                cli.file("root.tar"),
                new TarWriter()
                        .member("./boot/", '5', 0750, "", new byte[0])
                        .member("./boot/vmlinuz", '0', 0600, "", kernel)
                        .member("./etc/motd", '0', 0644, "", motd)
                        .end());
        design("{ \"source\": \"root.tar\" }", "");
        build();
        assertEquals("kernel", cat(1, "/vmlinuz"));
        assertEquals("hello\n", cat(2, "/etc/motd"));
        assertEquals("", ls(2, "/boot"));
        assertTrue(ls(2, "/").contains("boot"), ls(2, "/"));
        assertFalse(ls(1, "/").contains("etc"), ls(1, "/"));
    }

    @Test
    void aContainerImageIsARoot() throws IOException {
        byte[] below =
                new TarWriter()
                        .member("boot/", '5', 0755, "", new byte[0])
                        .member("boot/gone", '0', 0644, "", new byte[1])
                        .member("etc/os-release", '0', 0644, "", "ID=x\n".getBytes(UTF_8))
                        .end();
        byte[] above =
                new TarWriter()
                        .member("boot/.wh.gone", '0', 0, "", new byte[0])
                        .member("boot/vmlinuz", '0', 0644, "", "kernel".getBytes(UTF_8))
                        .end();
        var image = new OciImages();
        image.add(
                "x",
                image.index(
                        image.image("linux/arm64", "gzip", below),
                        image.image("linux/amd64", "gzip", below, above)));
        image.add("y", image.image("linux/amd64", "zstd", below));
        Files.write(cli.file("image.tar"), OciImages.tar(image.layout()));
        design("{ \"source\": \"image.tar\" }", "");
        cli.run("build", DESIGN).ended(2);
        String told = cli.run("validate", DESIGN).ended(2).output();
        assertTrue(told.contains("x, y"), told);
        design("{ \"source\": \"image.tar\", \"platform\": \"amd64\" }", "");
        assertTrue(cli.run("validate", DESIGN).ended(2).output().contains("SRC-007"));
        design("{ \"source\": \"image.tar\", \"reference\": \"x\" }", "");
        build();
        assertEquals("kernel", cat(1, "/vmlinuz"));
        assertFalse(ls(1, "/").contains("gone"));
        assertEquals("ID=x\n", cat(2, "/etc/os-release"));
    }

    @Test
    void textsAndExcludedFiles() throws IOException {
        cli.write("root/usr/share/doc/a/b", "1");
        cli.write("root/usr/share/man", "1");
        design(
                """
                { "source": "root", "exclude": ["usr/share/doc/**"] },
                { "text": "Welcome\\n", "target": "/etc/motd", "mode": "0600" }\
                """,
                "");
        build();
        assertEquals("Welcome\n", cat(2, "/etc/motd"));
        assertEquals("", ls(2, "/usr/share/doc"));
        assertTrue(ls(2, "/usr/share").contains("man"));
        design("{ \"source\": \"root\", \"text\": \"1\", \"target\": \"/x\" }", "");
        assertTrue(cli.run("validate", DESIGN).ended(2).output().contains("SRC-008"));
        design("{ \"target\": \"/x\" }", "");
        assertTrue(cli.run("validate", DESIGN).ended(2).output().contains("SRC-001"));
        design("{ \"source\": \"root\", \"exclude\": [\"[x\"] }", "");
        String told = cli.run("validate", DESIGN).ended(2).output();
        assertTrue(told.contains("/contents/0/exclude/0"), told);
    }

    @Test
    void partsOfDiskImagesAreSources() throws IOException {
        cli.write("root/etc/motd", "hello\n");
        cli.write("root/srv/data/x", "1");
        cli.write("root/boot/vmlinuz", "kernel");
        Files.createSymbolicLink(cli.file("root/srv/link"), Path.of("data"));
        design("{ \"source\": \"root\", \"user\": \"7\", \"group\": \"8\" }", "");
        cli.run("build", DESIGN, "--format", "qcow2", "-o", "old.qcow2").ended(0);
        design(
                """
                { "source": "old.qcow2", "partition": 2, "exclude": ["srv"] },
                { "source": "old.qcow2", "partition": 1, "target": "/boot", "exclude": ["EFI"] },
                { "source": "old.qcow2", "partition": 2, "path": "/srv/link", "target": "/d" },
                { "source": "root", "path": "/etc/motd", "target": "/m" },
                { "source": "old.qcow2", "target": "/srv/old.qcow2" }\
                """,
                "");
        build();
        assertEquals("hello\n", cat(2, "/etc/motd"));
        assertEquals("hello\n", cat(2, "/m"));
        assertEquals("1", cat(2, "/d/x"));
        assertEquals("kernel", cat(1, "/vmlinuz"));
        assertTrue(ls(2, "/srv").contains("old.qcow2"), "without a partition it is a file");
        problem("{ \"source\": \"old.qcow2\" }", "/contents/0/source", "partition: 1, 2");
        problem("{ \"source\": \"old.qcow2\", \"partition\": 3 }", "/contents/0/source", "1, 2");
        problem(
                "{ \"source\": \"old.qcow2\", \"partition\": 2, \"path\": \"/no\" }",
                "/contents/0/path",
                "old.qcow2 has no /no");
        problem("{ \"source\": \"root\", \"partition\": 2 }", "/contents/0/partition", "no image");
        problem("{ \"source\": \"root\", \"path\": \"x\" }", "/contents/0/path", "SRC-009");
    }

    private void problem(String contents, String... parts) throws IOException {
        design(contents, "");
        String told = cli.run("validate", DESIGN).ended(2).output();
        for (String part : parts) {
            assertTrue(told.contains(part), told);
        }
    }

    @Test
    void bareFileSystemsAreUnpackedWhereTheyCannotBeFiles() throws IOException {
        cli.write("root/etc/motd", "hello\n");
        for (String type : new String[] {"squashfs", "ext4", "vfat"}) {
            cli.write(
                    "fs.diskwright.json",
                    """
                    { "name": "fs", "disk": { "format": "raw" },
                      "layout": { "table": "none", "partitions": [
                        { "size": "%s", "filesystem": { "type": "%s" }, "mount": "/" } ] },
                      "boot": { "loader": "none" },
                      "contents": [ { "source": "root" } ] }
                    """
                            .formatted(type.equals("squashfs") ? "fit" : "8MiB", type));
            cli.run("build", "fs.diskwright.json", "--force").ended(0);
            design(
                    """
                    { "source": "fs.img" }, { "source": "fs.img", "target": "/live/fs" },
                    { "source": "fs.img", "path": "/etc", "target": "/copy" }\
                    """,
                    "");
            build();
            assertEquals("hello\n", cat(2, "/etc/motd"), type);
            assertEquals("hello\n", cat(2, "/copy/motd"), type);
            assertTrue(ls(2, "/live").contains("fs"), type);
        }
    }

    @Test
    @Tag("peer")
    void packagesAreUnpacked() throws Exception {
        Peers.require("dpkg-deb");
        cli.write(
                "pkg/DEBIAN/control",
                """
                Package: x
                Version: 1
                Architecture: all
                Maintainer: x <x@example.org>
                Description: x
                """);
        cli.write("pkg/lib/modules/6.1/x.ko", "module");
        Peers.run("dpkg-deb", "-b", "--root-owner-group", cli.file("pkg"), cli.file("x.deb")).ok();
        design(
                """
                { "source": "x.deb", "path": "/lib/modules", "target": "/usr/lib/modules" },
                { "source": "x[.]deb", "target": "/srv" }\
                """,
                "");
        build();
        assertEquals("module", cat(2, "/usr/lib/modules/6.1/x.ko"));
        assertTrue(ls(2, "/srv").contains("x.deb"));
        cli.write("x.deb", "no package");
        problem("{ \"source\": \"x.deb\" }", "/contents/0/source", "no ar magic");
    }

    @Test
    void whatFollowsFromTheDesignIsListedAndCanBeLeftOut() throws IOException {
        cli.write("root/usr/lib/systemd/systemd", "1");
        cli.write("root/usr/bin/systemd-repart", "1");
        String derived =
                """
                , "derived": { "fstab": true, "machineId": true, "hostname": true,
                  "grow": "partition", "without": [%s] }\
                """;
        design("{ \"source\": \"root\" }", derived.formatted(""));
        String plan = cli.run("plan", DESIGN).ended(0).output();
        for (String path : new String[] {"machine-id", "hostname", "repart.d/50-root.conf"}) {
            assertTrue(plan.contains("/etc/" + path), plan);
        }
        build();
        assertEquals("web\n", cat(2, "/etc/hostname"));
        assertEquals("", cat(2, "/etc/machine-id"));
        assertTrue(cat(2, "/etc/fstab").contains("x-systemd.growfs"));
        assertTrue(cat(2, "/etc/repart.d/50-root.conf").contains("GrowFileSystem=yes"));
        design("{ \"source\": \"root\" }", derived.formatted("\"/etc/hostname\""));
        build();
        assertFalse(ls(2, "/etc").contains("hostname"));
    }
}
