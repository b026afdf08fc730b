package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Disks turned into designs of disks like them.
class LayoutImportTest {
    private static final String RICH =
            """
            {"name": "rich", "disk": {"size": "96MiB"}, "boot": {"loader": "none"}, "layout": {
              "diskId": "01234567-89ab-cdef-0123-456789abcdef", "partitions": [
                {"name": "EFI System", "type": "esp", "number": 7, "size": "32MiB",
                 "flags": ["required"], "filesystem": {"type": "vfat", "label": "ESP", "volumeId": "1234-ABCD"}},
                {"name": "wurzel", "type": "linux-root-x86-64", "start": "40MiB", "size": "30MiB",
                 "uuid": "11111111-2222-3333-4444-555555555555", "flags": ["growfs", "read-only"],
                 "filesystem": {"type": "ext4", "label": "root", "blockSize": 1024}},
                {"name": "odd", "type": "99999999-2222-3333-4444-555555555555", "start": "150000s",
                 "size": "512s"}]}}
            """;

    private static final String LOGICAL =
            """
            {"name": "logical", "disk": {"size": "64MiB"}, "boot": {"loader": "none"}, "layout": {
              "table": "mbr", "diskId": "deadbeef", "partitions": [
                {"size": "4MiB", "type": "0x0c", "flags": ["active"], "filesystem": {"type": "vfat"}},
                {"size": "4MiB", "type": "0x7f"}, {"size": "4MiB"},
                {"size": "4MiB"}, {"size": "9MiB", "filesystem": {"type": "ext4"}}]}}
            """;

    @TempDir Path base;

    private Path built(Design design, String name, String format) throws IOException {
        Path target = base.resolve(name);
        Designs.build(design, base, target, format);
        return target;
    }

    private static LayoutImport.Imported imported(Path image, boolean contents) throws Exception {
        try (DiskImage disk = DiskImage.open(image)) {
            String source = contents ? String.valueOf(image.getFileName()) : null;
            return LayoutImport.of(disk, "again", source);
        }
    }

    private static String digest(Path image) throws IOException {
        try (DiskImage disk = DiskImage.open(image)) {
            return Images.sha256(disk.disk());
        }
    }

    private Design design(String which) throws IOException {
        return switch (which) {
            case "rich" -> Designs.parse(RICH);
            case "logical" -> Designs.parse(LOGICAL);
            default -> {
                Preset preset = Preset.valueOf(which.replace("-4k", ""));
                Design small = Designs.small(base, preset, which.endsWith("-4k") ? 4096 : 512);
                yield small.withBoot(small.boot().withLoader(Boot.Loader.NONE));
            }
        };
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "rich, raw",
        "logical, raw",
        "EFI, raw",
        "EFI-4k, raw",
        "HYBRID, qcow2",
        "LEGACY, raw",
        "LEGACY_GPT, qcow2",
        "NONE, raw",
        "NONE, qcow2"
    })
    void aDiskOfItsOwnImportIsTheSame(String which, String format) throws Exception {
        Path first = built(design(which), "first." + format, format);
        LayoutImport.Imported imported = imported(first, true);
        assertEquals(List.of(), imported.lost());
        assertEquals(format, imported.design().disk().format());
        String text = DesignJson.write(imported.design());
        assertEquals(imported.design(), Designs.parse(text));
        Path second = built(imported.design(), "second.raw", "raw");
        assertEquals(digest(first), digest(second));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"rich, true", "rich, false", "logical, true", "logical, false", "EFI, false"})
    @Tag("peer")
    void foreignToolsSeeTheSameTable(String which, boolean contents) throws Exception {
        Peers.require("sfdisk");
        Path first = built(design(which), "first.raw", "raw");
        Path second = built(imported(first, contents).design(), "second.raw", "raw");
        String before = Peers.run("sfdisk", "-J", first).ok().replace("first.raw", "X");
        String after = Peers.run("sfdisk", "-J", second).ok().replace("second.raw", "X");
        assertEquals(before, after);
        assertTrue(before.contains("\"partitions\""), before);
    }

    @Test
    @Tag("peer")
    void tablesOfForeignToolsComeBackToo() throws Exception {
        Peers.require("sfdisk", "truncate", "sh");
        Path first = base.resolve("first.raw");
        String script =
                "printf 'label: gpt\\nlabel-id: 01234567-89AB-CDEF-0123-456789ABCDEF\\n"
                        + "first-lba: 34\\nstart=2048, size=7, type=linux, name=a\\n"
                        + "start=9001, size=4000, type=swap, uuid=11111111-2222-3333-4444-555555555555, attrs=\"GUID:59\"\\n'"
                        + " | sfdisk -q '"
                        + first
                        + "'";
        Peers.run("truncate", "-s", "20M", first).ok();
        Peers.run("sh", "-c", script).ok();
        LayoutImport.Imported imported = imported(first, true);
        assertEquals(List.of(), imported.lost());
        Path second = built(imported.design(), "second.raw", "raw");
        String before = Peers.run("sfdisk", "-J", first).ok().replace("first.raw", "X");
        String after = Peers.run("sfdisk", "-J", second).ok().replace("second.raw", "X");
        assertEquals(before, after);
    }

    @Test
    void withoutContentsFileSystemsKeepTheirNamesOnly() throws Exception {
        Path first = built(Designs.parse(RICH), "first.raw", "raw");
        var partitions = imported(first, false).design().layout().partitions();
        assertEquals(
                new Filesystem.Vfat("ESP", "1234-ABCD", null, null),
                partitions.get(0).filesystem());
        var root = (Filesystem.Ext4) Objects.requireNonNull(partitions.get(1).filesystem());
        assertEquals("root", root.label());
        assertEquals(1024, root.blockSize());
        assertEquals(null, partitions.get(2).filesystem());
        assertEquals("linux-root-x86-64", partitions.get(1).type());
        assertEquals(List.of("growfs", "read-only"), partitions.get(1).flags());
        assertEquals("99999999-2222-3333-4444-555555555555", partitions.get(2).type());
    }

    @Test
    void aBareFileSystemStaysOne() throws Exception {
        Path first = built(design("NONE"), "first.raw", "raw");
        Design design = imported(first, false).design();
        assertEquals(TableKind.NONE, design.layout().table());
        var root =
                (Filesystem.Ext4)
                        Objects.requireNonNull(
                                design.layout().partitions().getFirst().filesystem());
        assertEquals("nixos", root.label());
    }

    @Test
    void whatADesignCannotSayIsTold() throws Exception {
        Path first = built(design("EFI"), "first.raw", "raw");
        try (var file = new RandomAccessFile(first.toFile(), "rw")) {
            file.write(0xeb); // boot code
            file.seek(100 * 512); // before the first partition
            file.write(1);
        }
        List<String> lost = imported(first, true).lost();
        assertEquals(2, lost.size(), lost.toString());
        assertTrue(lost.get(0).contains("boot code"), lost.toString());
        assertTrue(lost.get(1).contains("from 17KiB to "), lost.toString());
        assertEquals(2, imported(first, false).lost().size());
    }
}
