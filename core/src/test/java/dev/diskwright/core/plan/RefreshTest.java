package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.testing.Designs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefreshTest {
    private static final int DIRECTORIES = 60;
    private static final int FILES = 100; // in each

    @TempDir Path base;

    private static Volume root(Plan plan) {
        return Objects.requireNonNull(plan.partitions().getLast().volume());
    }

    private static List<String> codes(Plan plan) {
        return plan.diagnostics().stream().map(Diagnostic::code).toList();
    }

    private static Design from(String source) {
        return Design.of("x", Preset.LEGACY)
                .withContents(List.of(new Content(source, "/data", null, null, null)));
    }

    private static boolean withinTurns(Planner planner, int turns) {
        for (int i = 0; i < turns; i++) {
            if (planner.refresh()) {
                return true;
            }
        }
        return false;
    }

    /// Changes a file so that its time differs whatever the file system's grain.
    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    }

    @Test
    void whatStaysTheSameIsNotReadAgain() throws Exception {
        Design design = Designs.small(base, Preset.EFI, 512);
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design);
            assertFalse(withinTurns(planner, 5));
            Plan again = planner.plan(design.withName("other"));
            assertSame(root(plan).tree().root(), root(again).tree().root());
        }
    }

    @Test
    void aFileThatVanishesAndComesBackIsTold() throws Exception {
        write(base.resolve("file"), "1");
        try (var planner = new Planner(base, base)) {
            Design design = from("file");
            assertEquals(List.of(), codes(planner.plan(design)));
            Files.delete(base.resolve("file"));
            assertTrue(planner.refresh());
            assertEquals(List.of("SRC-010"), codes(planner.plan(design)));
            assertFalse(planner.refresh());
            write(base.resolve("file"), "22");
            assertTrue(planner.refresh());
            assertEquals(List.of(), codes(planner.plan(design)));
        }
    }

    @Test
    void aMissingSourceIsFoundByTheNextPlanEvenIfNobodyAsks() throws Exception {
        try (var planner = new Planner(base, base)) {
            assertEquals(List.of("SRC-010"), codes(planner.plan(from("file"))));
            write(base.resolve("file"), "1");
            assertEquals(List.of(), codes(planner.plan(from("file"))));
        }
    }

    @Test
    void whatComesToAPatternIsTold() throws Exception {
        write(base.resolve("a.txt"), "1");
        try (var planner = new Planner(base, base)) {
            assertEquals(2, root(planner.plan(from("*.txt"))).files());
            assertFalse(planner.refresh());
            write(base.resolve("b.txt"), "1");
            assertTrue(planner.refresh());
            assertEquals(3, root(planner.plan(from("*.txt"))).files());
        }
    }

    @Test
    void aChangeDeepInALargeDirectoryIsFoundWithinAFewTurns() throws Exception {
        for (int i = 0; i < DIRECTORIES; i++) {
            Path directory = Files.createDirectories(base.resolve("tree/" + i + "/deep"));
            for (int j = 0; j < FILES; j++) {
                Files.writeString(directory.resolve("f" + j), "");
            }
        }
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(from("tree"));
            assertEquals(1 + DIRECTORIES * (FILES + 2), root(plan).files());
            assertFalse(withinTurns(planner, 6));
            write(base.resolve("tree/47/deep/f13"), "changed");
            assertTrue(withinTurns(planner, 4), "written to");
            assertNotNull(root(planner.plan(from("tree"))).tree().find("/data/47/deep/f13"));
            assertFalse(withinTurns(planner, 6));
            Files.writeString(base.resolve("tree/11/deep/new"), "");
            assertTrue(planner.refresh(), "new");
            assertEquals(2 + DIRECTORIES * (FILES + 2), root(planner.plan(from("tree"))).files());
        }
    }

    @Test
    void aKernelThatChangesIsReadAgain() throws Exception {
        write(base.resolve("vmlinuz"), "no kernel");
        Design plain = Design.of("x", Preset.EFI);
        Boot boot = plain.boot().withKernel("vmlinuz");
        try (var planner = new Planner(base, base)) {
            assertEquals(List.of("BLD-012"), codes(planner.plan(plain.withBoot(boot))));
            assertFalse(planner.refresh());
            Files.delete(base.resolve("vmlinuz"));
            assertTrue(planner.refresh());
            assertEquals(List.of("SRC-020"), codes(planner.plan(plain.withBoot(boot))));
        }
    }
}
