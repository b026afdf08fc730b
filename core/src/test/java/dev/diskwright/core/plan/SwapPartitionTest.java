package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Trees;
import dev.diskwright.core.verify.DiskImage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Partitions of swap space.
class SwapPartitionTest {
    @TempDir Path base;

    private static Design design(String swap) {
        return Designs.parse(
                """
                { "name": "swapping",
                  "layout": { "preset": null, "table": "gpt", "partitions": [
                    { "name": "root", "size": "16MiB", "mount": "/", "filesystem": { "type": "ext4" } },
                    { "name": "swap", "size": "8MiB", %s } ] },
                  "derived": { "fstab": true },
                  "boot": { "loader": "none" } }
                """
                        .formatted(swap));
    }

    @Test
    void itHasItsTypeAndALineInFstab() throws Exception {
        Path image = base.resolve("disk.raw");
        Design design = design("\"filesystem\": { \"type\": \"swap\", \"label\": \"space\" }");
        Designs.build(design, base, image, "raw");
        try (DiskImage disk = DiskImage.open(image)) {
            DiskImage.Part part = disk.parts().get(1);
            var info = part.volume().orElseThrow();
            assertEquals("swap", info.type());
            assertEquals("space", info.label());
            assertEquals(8 << 20, info.size());
            DiskImage.Part root = disk.parts().getFirst();
            var tree = root.format().orElseThrow().read(root.where(), root.bytes());
            String fstab = Trees.text(tree, "/etc/fstab");
            assertTrue(fstab.endsWith("\n/dev/disk/by-label/space none swap sw 0 0\n"), fstab);
        }
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design);
            assertEquals("linux-swap", plan.partition(1).orElseThrow().type().name());
        }
    }

    @Test
    void aMountPointIsTold() throws Exception {
        try (var planner = new Planner(base, base)) {
            Plan plan =
                    planner.plan(
                            design("\"mount\": \"/swap\", \"filesystem\": { \"type\": \"swap\" }"));
            List<String> codes = plan.diagnostics().stream().map(Diagnostic::code).toList();
            assertTrue(codes.contains("FS-008"), codes.toString());
        }
    }
}
