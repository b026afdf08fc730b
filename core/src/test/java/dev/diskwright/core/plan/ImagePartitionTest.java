package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Partitions that are filled from images.
class ImagePartitionTest {
    private static final int SIZE = 3_000_001; // bytes, not a whole number of sectors
    private static final String SOURCE = "/layout/partitions/0/filesystem/source";
    private static final String PARTITION = "/layout/partitions/0/filesystem/partition";

    @TempDir Path base;
    private byte[] bytes = new byte[0];

    @BeforeEach
    void write() throws IOException {
        bytes = Cases.bytes(Cases.random(7), SIZE);
        Files.write(base.resolve("root.squashfs"), bytes);
    }

    /// {@return a design whose first partition is the given content, with one more behind it}
    private static Design design(String size, String filesystem) {
        return Designs.parse(
                """
                {"name": "x", "disk": {"size": "64MiB"}, "boot": {"loader": "none"}, "layout": {
                  "partitions": [
                    {"name": "root", "size": "%s", "filesystem": %s, "mount": "/"},
                    {"name": "data", "size": "rest", "filesystem": {"type": "ext4"}}]}}
                """
                        .formatted(size, filesystem));
    }

    private static Design of(String file) {
        return design("fit", "{\"type\": \"image\", \"source\": \"%s\"}".formatted(file));
    }

    private static Design of(String file, int partition) {
        return design(
                "fit",
                "{\"type\": \"image\", \"source\": \"%s\", \"partition\": %d}"
                        .formatted(file, partition));
    }

    private Plan plan(Design design) throws Exception {
        try (var planner = new Planner(base, base)) {
            return planner.plan(design);
        }
    }

    private static Segment.Partition first(Plan plan) {
        return plan.partition(0).orElseThrow();
    }

    private static Volume volume(Plan plan) {
        return Objects.requireNonNull(first(plan).volume());
    }

    private static List<String> told(Plan plan) {
        return plan.diagnostics().stream()
                .filter(it -> it.severity() != Diagnostic.Severity.HINT)
                .map(it -> it.code() + " " + it.path())
                .toList();
    }

    /// {@return a qcow2 with an ESP and a root, built}
    private Path disk() throws IOException {
        Path disk = base.resolve("disk.qcow2");
        Designs.build(Designs.small(base, Preset.EFI, 512), base, disk, "qcow2");
        return disk;
    }

    private byte[] partition(Path image, int number) throws IOException {
        try (DiskImage disk = DiskImage.open(image)) {
            DiskImage.Part part =
                    disk.parts().stream().filter(it -> it.number() == number).findFirst().get();
            return Images.bytes(part.bytes());
        }
    }

    @Test
    void theDocumentComesBackAsItWas() {
        Design design = of("root.squashfs", 2);
        assertEquals(design, DesignJson.read(DesignJson.write(design)).design());
    }

    @Test
    void thePartitionHoldsTheBytesOfTheFileAndThenZeros() throws Exception {
        Path target = base.resolve("out.raw");
        Designs.build(of("root.squashfs"), base, target, "raw");
        byte[] found = partition(target, 1);
        assertEquals(3 << 20, found.length);
        assertArrayEquals(bytes, Arrays.copyOf(found, SIZE));
        assertArrayEquals(
                new byte[found.length - SIZE], Arrays.copyOfRange(found, SIZE, found.length));
    }

    @Test
    @Tag("peer")
    void foreignToolsFindTheBytesWhereTheTableSays() throws Exception {
        Peers.require("sfdisk", "cmp");
        Path target = base.resolve("out.raw");
        Designs.build(of("root.squashfs"), base, target, "raw");
        String dump = Peers.run("sfdisk", "-d", target).ok();
        assertTrue(dump.matches("(?s).*out.raw1 : start= +2048, size= +6144,.*"), dump);
        Peers.run("cmp", "-n", SIZE, "-i", "0:1048576", base.resolve("root.squashfs"), target).ok();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "fit, 3145728",
        "fit + 5MiB, 8388608",
        "10MiB, 10485760",
        "25%, 16777216",
        "rest, 31457280" // half of what the table leaves of 64 MiB
    })
    void sizesAreStatedAsForAnyPartition(String size, long expected) throws Exception {
        Plan plan = plan(design(size, "{\"type\": \"image\", \"source\": \"root.squashfs\"}"));
        assertEquals(List.of(), told(plan));
        assertEquals(SIZE, volume(plan).minimumSize());
        assertEquals("raw", volume(plan).type());
        assertTrue(first(plan).device().startsWith("/dev/disk/by-partuuid/"));
        if (size.equals("rest")) { // what is left is shared on the grain
            assertEquals(0, first(plan).size() % (1 << 20));
            assertTrue(Math.abs(first(plan).size() - expected) <= 2 << 20);
        } else {
            assertEquals(expected, first(plan).size());
        }
    }

    @Test
    void aPartitionOfADiskImageIsTakenWithWhatItsFileSystemIs() throws Exception {
        Path disk = disk();
        byte[] expected = partition(disk, 2);
        Plan plan = plan(of("disk.qcow2", 2));
        assertEquals(List.of(), told(plan));
        assertEquals(expected.length, volume(plan).minimumSize());
        assertEquals("ext4", volume(plan).type());
        assertEquals("nixos", volume(plan).label());
        assertEquals("/dev/disk/by-label/nixos", first(plan).device());
        Path target = base.resolve("out.qcow2");
        Design design = of("disk.qcow2", 2);
        Designs.build(design.withDisk(design.disk().withSize(null)), base, target, "qcow2");
        assertArrayEquals(expected, partition(target, 1));
    }

    @Test
    void theWholeDiskInAnImageCanBeTakenToo() throws Exception {
        try (DiskImage disk = DiskImage.open(disk())) {
            long size = disk.disk().size();
            Design design =
                    Designs.parse(
                            """
                            {"name": "x", "disk": {"format": "raw"}, "boot": {"loader": "none"},
                             "layout": {"table": "none", "partitions": [{"size": "fit",
                               "filesystem": {"type": "image", "source": "disk.qcow2", "partition": 0}}]}}
                            """);
            Path target = base.resolve("out.raw");
            Designs.build(design, base, target, "raw");
            assertEquals(size, Files.size(target));
            try (DiskImage made = DiskImage.open(target)) {
                assertEquals(Images.sha256(disk.disk()), Images.sha256(made.disk()));
            }
        }
    }

    @Test
    void whatCannotBeReadIsToldWhereTheDesignNamesIt() throws Exception {
        Path disk = disk();
        assertEquals(List.of("SRC-013 " + SOURCE), told(plan(of("nowhere"))));
        assertEquals(List.of("SRC-013 " + SOURCE), told(plan(of("root"))));
        assertEquals(List.of("SRC-005 " + SOURCE), told(plan(of(" "))));
        assertEquals(List.of("SRC-014 " + PARTITION), told(plan(of("root.squashfs", 1))));
        assertEquals(List.of("SRC-006 " + PARTITION), told(plan(of("root.squashfs", -1))));
        Plan plan = plan(of("disk.qcow2", 3));
        assertEquals(List.of("SRC-014 " + PARTITION), told(plan));
        assertEquals("it has 1, 2", plan.diagnostics().getFirst().remedy());
        assertEquals(List.of("SRC-016 " + SOURCE), told(plan(of("disk.qcow2"))));
        Files.write(disk, Arrays.copyOf(Files.readAllBytes(disk), 70_000));
        assertEquals(List.of("SRC-013 " + SOURCE), told(plan(of("disk.qcow2", 2))));
    }

    @Test
    void anImageThatIsTooLargeIsRefusedWithAWayOut() throws Exception {
        Plan plan = plan(design("2MiB", "{\"type\": \"image\", \"source\": \"root.squashfs\"}"));
        assertEquals(List.of("FS-023 /layout/partitions/0"), told(plan));
        Diagnostic problem = plan.diagnostics().getFirst();
        assertFalse(problem.fixes().isEmpty());
        Design mended = problem.fixes().getFirst().edit().apply(plan.design());
        assertEquals(List.of(), told(plan(mended)));
    }

    @Test
    void contentsBelowAnImageAreRefused() throws Exception {
        Design design =
                of("root.squashfs")
                        .withContents(
                                List.of(new Content("root.squashfs", "/etc/x", null, null, null)));
        assertEquals(List.of("SRC-012 /contents/0/target"), told(plan(design)));
    }

    @Test
    void previewsKnowTheSizeWithoutALook() throws Exception {
        Plan plan = plan(of("root.squashfs"));
        Files.delete(base.resolve("root.squashfs"));
        Design edited = new Edit.MovePartition(0, 1).apply(plan.design());
        edited =
                new Edit.SetPartition(
                                0,
                                edited.layout()
                                        .partitions()
                                        .getFirst()
                                        .withPlace(null, null, SizeText.parse("20MiB")))
                        .apply(edited);
        Plan preview = plan.preview(edited);
        Segment.Partition moved = preview.partition(1).orElseThrow();
        assertEquals(SIZE, Objects.requireNonNull(moved.volume()).minimumSize());
        assertEquals(21L << 20, moved.start());
        assertEquals(List.of(), told(preview));
    }

    @Test
    void aFileThatChangesIsLookedAtAgainAndNeverHalfTaken() throws Exception {
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(of("root.squashfs"));
            assertFalse(planner.refresh());
            BlockSource disk = planner.image(plan, ImageListener.NONE);
            Files.write(base.resolve("root.squashfs"), new byte[] {1, 2, 3});
            Files.setLastModifiedTime(base.resolve("root.squashfs"), FileTime.fromMillis(1));
            assertTrue(planner.refresh());
            assertThrows(HostException.class, () -> disk.bytes(1 << 20, 512));
            assertEquals(3, volume(planner.plan(plan.design())).minimumSize());
            assertFalse(planner.refresh());
            Files.delete(base.resolve("root.squashfs"));
            assertTrue(planner.refresh());
            assertEquals(List.of("SRC-013 " + SOURCE), told(planner.plan(plan.design())));
        }
    }

    @Test
    void anEspFromAnImageCountsAsSomethingThatBoots() throws Exception {
        disk();
        Design design =
                Designs.parse(
                        """
                        {"name": "x", "layout": {"partitions": [{"type": "esp", "size": "fit",
                          "filesystem": {"type": "image", "source": "disk.qcow2", "partition": 1}}]}}
                        """);
        Plan plan = plan(design);
        assertEquals(List.of(), told(plan));
        assertNotNull(first(plan).volume());
        assertEquals("vfat", volume(plan).type());
    }
}
