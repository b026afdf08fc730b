package dev.diskwright.core.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.plan.Planner;
import dev.diskwright.core.testing.Designs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
    @TempDir Path base;

    private DryRun run(Design design, String target) throws Exception {
        var options = new BuildOptions(base.resolve(target), "qcow2", Map.of(), false, true);
        try (var planner = new Planner(base)) {
            return DryRun.of(planner.plan(design), base, options);
        }
    }

    @Test
    void sourcesAndTargetAreToldAndNothingIsWritten() throws Exception {
        Design design = Designs.small(base, Preset.EFI, 512);
        Files.writeString(base.resolve("old.qcow2"), "old");
        Files.writeString(base.resolve("a.conf"), "12345");
        Files.writeString(base.resolve("b.conf"), "1234567");
        DryRun found =
                run(
                        design.withContents(
                                List.of(
                                        design.contents().getFirst(),
                                        new Content("*.conf", "/etc", null, null, null))),
                        "old.qcow2");
        assertTrue(found.exists());
        assertTrue(found.isBuildable());
        assertTrue(found.diskSize() > 64 << 20);
        assertEquals(new DryRun.Source("root", "/", 2, 300_005), found.sources().get(0));
        assertEquals(new DryRun.Source("*.conf", "/etc", 2, 12), found.sources().get(1));
        try (Stream<Path> files = Files.list(base)) {
            assertEquals(
                    List.of("a.conf", "b.conf", "old.qcow2", "root"),
                    files.map(it -> it.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void whatIsMissingOrCannotBeWrittenIsAProblem() throws Exception {
        Design design = Design.of("x", Preset.EFI);
        DryRun found =
                run(
                        design.withContents(List.of(new Content("absent", "/", null, null, null)))
                                .withDisk(design.disk().withFormat("floppy")),
                        "new.qcow2");
        assertFalse(found.isBuildable());
        assertFalse(found.exists());
        assertEquals(0, found.sources().getFirst().files());
        assertTrue(found.diagnostics().stream().anyMatch(it -> it.code().equals("OUT-001")));
    }
}
