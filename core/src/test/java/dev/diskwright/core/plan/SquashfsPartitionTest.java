package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.Builder;
import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Trees;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Partitions whose size follows from what their contents are packed to.
class SquashfsPartitionTest {
    private static final int RANDOM = 3_000_000; // bytes that nothing packs

    @TempDir Path base;
    @TempDir Path temporary;

    @BeforeEach
    void makeContents() throws IOException {
        Path root = Files.createDirectories(base.resolve("root/etc"));
        Files.writeString(root.resolve("hostname"), "test\n");
        Files.write(root.resolve("random"), Cases.bytes(Cases.random(1), RANDOM));
        Files.write(root.resolve("zeros"), new byte[5_000_000]);
        Files.writeString(root.resolve("text"), "again and again ".repeat(100_000));
    }

    private static Design design(String size, String filesystem) {
        return Designs.parse(
                """
                { "name": "packed",
                  "layout": { "preset": null, "table": "gpt", "partitions": [
                    { "name": "root", "size": "%s", "mount": "/",
                      "filesystem": { "type": "squashfs"%s } },
                    { "name": "data", "size": "16MiB", "filesystem": { "type": "ext4" } } ] },
                  "contents": [ { "source": "root", "target": "/" } ],
                  "derived": { "fstab": true },
                  "boot": { "loader": "none" } }
                """
                        .formatted(size, filesystem));
    }

    private Planner planner() {
        return new Planner(base, temporary);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"compression\": \"xz\"",
                ", \"compression\": \"zstd\", \"blockSize\": 1048576",
                ", \"compression\": \"lz4\", \"fragments\": false",
                ", \"compression\": \"none\", \"blockSize\": 4096"
            })
    void theSizeIsWhatTheContentsArePackedTo(String options) throws Exception {
        Path image = base.resolve("disk.qcow2");
        Designs.build(design("fit", options), base, image, "qcow2");
        try (DiskImage disk = DiskImage.open(image)) {
            DiskImage.Part part = disk.parts().getFirst();
            var info = part.volume().orElseThrow();
            assertEquals("squashfs", info.type());
            long most = options.contains("none") ? RANDOM + (7 << 20) : RANDOM + (1 << 20);
            assertTrue(info.size() > RANDOM && info.size() < most, info.toString());
            assertTrue(part.bytes().size() - info.size() < 1 << 20, part.bytes().size() + " bytes");
            var tree = part.format().orElseThrow().read(part.where(), part.bytes());
            assertEquals("test\n", Trees.text(tree, "/etc/hostname"));
            String fstab = Trees.text(tree, "/etc/fstab");
            assertTrue(fstab.contains(" / squashfs ro 0 0\n"), fstab);
        }
    }

    @Test
    void nothingIsLeftOfWhatWasPacked() throws Exception {
        try (var planner = planner()) {
            Plan plan = planner.plan(design("fit", ""));
            assertTrue(plan.isBuildable(), plan.diagnostics().toString());
            assertEquals(3, plan.partition(0).orElseThrow().size() >> 20);
            planner.image(plan, ImageListener.NONE);
        }
        assertEquals(List.of(), left());
    }

    @Test
    void contentsThatDoNotFitAreToldBeforeTheBuild() throws Exception {
        try (var planner = planner()) {
            Plan plan = planner.plan(design("2MiB", ""));
            assertFalse(plan.isBuildable());
            String all = plan.diagnostics().toString();
            assertTrue(all.contains("FS-023"), all);
        }
        var options = new BuildOptions(base.resolve("x.raw"), "raw", Map.of(), true, true);
        assertThrows(
                InvalidDesignException.class,
                () ->
                        new Builder(() -> 0)
                                .build(design("2MiB", ""), base, options, BuildListener.NONE));
    }

    @Test
    void aBlockSizeThatCannotBeIsTold() throws Exception {
        try (var planner = planner()) {
            Plan plan = planner.plan(design("fit", ", \"blockSize\": 5000"));
            List<String> codes = plan.diagnostics().stream().map(Diagnostic::code).toList();
            assertTrue(codes.contains("FS-007"), codes.toString());
            assertFalse(plan.isBuildable());
        }
    }

    @Test
    void packingIsInterruptedAndLeavesNothing() throws Exception {
        try (var planner = planner()) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> planner.plan(design("fit", "")));
        }
        assertEquals(List.of(), left());
    }
}
