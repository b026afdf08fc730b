package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.Progress;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Trees;
import dev.diskwright.core.verify.DiskImage;
import dev.diskwright.core.verify.Verifier;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Partitions that prove others.
class VerityPartitionTest {
    private static final String HASHES =
            """
            { "name": "root-verity", "type": "linux-root-x86-64-verity", "size": "fit",
              "filesystem": { "type": "verity", "data": "root" } }
            """;

    @TempDir Path base;

    @BeforeEach
    void makeContents() throws IOException {
        Path root = Files.createDirectories(base.resolve("root/etc"));
        Files.writeString(root.resolve("hostname"), "test\n");
        Files.write(root.resolve("random"), Cases.bytes(Cases.random(1), 3_000_000));
    }

    private static Design design(String filesystem, String hashes) {
        return Designs.parse(
                """
                { "name": "proved",
                  "layout": { "preset": null, "table": "gpt", "partitions": [
                    { "name": "root", "type": "linux-root-x86-64", "size": "fit", "mount": "/",
                      "filesystem": { "type": "%s" } },
                    %s ] },
                  "contents": [ { "source": "root", "target": "/" } ],
                  "derived": { "fstab": true },
                  "boot": { "loader": "none" } }
                """
                        .formatted(filesystem, hashes));
    }

    private static byte[] bytes(DiskImage.Part part) throws IOException {
        return part.bytes().bytes(0, (int) part.bytes().size()).toArray(ValueLayout.JAVA_BYTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"squashfs", "erofs"})
    void veritysetupAgreesAndTheGuidsFollow(String filesystem) throws Exception {
        Peers.require("veritysetup");
        Path image = base.resolve("disk.img");
        BuildReport report = Designs.build(design(filesystem, HASHES), base, image, "raw");
        assertEquals(List.of(), report.checks().stream().filter(it -> !it.passed()).toList());
        try (DiskImage disk = DiskImage.open(image)) {
            List<DiskImage.Part> parts = disk.parts();
            String root =
                    (Objects.requireNonNull(parts.get(0).entry()).id()
                                    + ""
                                    + Objects.requireNonNull(parts.get(1).entry()).id())
                            .replace("-", "");
            Path data = base.resolve("data");
            Path hashes = base.resolve("hashes");
            Files.write(data, bytes(parts.get(0)));
            Files.write(hashes, bytes(parts.get(1)));
            Peers.run("veritysetup", "verify", data, hashes, root).ok();
            assertEquals("DM_verity_hash", parts.get(1).volume().orElseThrow().type());
            assertTrue(
                    Trees.text(parts.get(0).read(), "/etc/fstab").contains("/dev/mapper/root / "));
            assertEquals(List.of(), findings(image));
        }
    }

    private static List<String> findings(Path image) throws Exception {
        var found = new ArrayList<Finding>();
        try (DiskImage disk = DiskImage.open(image)) {
            Verifier.verify(disk, found::add, Progress.NONE);
        }
        return found.stream().map(Finding::toString).toList();
    }

    @Test
    void theSameBytesEveryTimeAndOthersForOtherContents() throws Exception {
        Path one = base.resolve("one.img");
        Path two = base.resolve("two.img");
        Designs.build(design("erofs", HASHES), base, one, "raw");
        Designs.build(design("erofs", HASHES), base, two, "raw");
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
        String before = id(one);
        Files.writeString(base.resolve("root/etc/hostname"), "other\n");
        Path three = base.resolve("three.img");
        Designs.build(design("erofs", HASHES), base, three, "raw");
        assertNotEquals(before, id(three));
    }

    private static String id(Path image) throws IOException {
        try (DiskImage disk = DiskImage.open(image)) {
            return String.valueOf(Objects.requireNonNull(disk.parts().getFirst().entry()).id());
        }
    }

    @Test
    void aChangedBlockOfTheDataIsFound() throws Exception {
        Path image = base.resolve("disk.img");
        Designs.build(design("erofs", HASHES), base, image, "raw");
        long start;
        try (DiskImage disk = DiskImage.open(image)) {
            start = disk.parts().getFirst().offset();
        }
        try (FileChannel file = FileChannel.open(image, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), start + (1 << 20));
        }
        List<String> found = findings(image);
        assertTrue(
                found.stream().anyMatch(it -> it.contains("not the hash of its block")),
                found.toString());
    }

    @Test
    void planKnowsTheRootHashAndAPreviewKeepsIt() throws Exception {
        Design design = design("squashfs", HASHES);
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design);
            assertTrue(plan.isBuildable(), plan.diagnostics().toString());
            Plan preview = plan.preview(design.withName("other"));
            assertEquals(plan.partitions().getFirst().id(), preview.partitions().getFirst().id());
            assertEquals("/dev/mapper/root", plan.partitions().getFirst().device());
            Plan again = planner.plan(design);
            assertEquals(plan.partitions().getLast().id(), again.partitions().getLast().id());
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "ext4, root, FS-030, 'root has no file system that is only read'",
        "erofs, rooot, FS-030, 'there is no partition \"rooot\"'"
    })
    void whatCannotBeProvedIsToldBefore(
            String filesystem, String data, String code, String sentence) throws Exception {
        Design design =
                design(
                        filesystem,
                        HASHES.replace("\"data\": \"root\"", "\"data\": \"" + data + "\""));
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design);
            assertFalse(plan.isBuildable());
            Diagnostic first = plan.diagnostics().getFirst();
            assertEquals(code, first.code());
            assertEquals(sentence, first.problem());
        }
    }

    @Test
    void aGuidOfItsOwnIsWarnedOf() throws Exception {
        String own =
                HASHES.replace(
                        "\"size\"", "\"uuid\": \"6b1a1c4e-0f0e-4a0e-9a53-0c1d2e3f4a5b\", \"size\"");
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design("erofs", own));
            assertTrue(plan.isBuildable());
            assertEquals(
                    List.of("FS-034"),
                    plan.diagnostics().stream()
                            .filter(it -> it.path().endsWith("/uuid"))
                            .map(Diagnostic::code)
                            .toList());
        }
    }
}
