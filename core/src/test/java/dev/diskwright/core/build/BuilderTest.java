package dev.diskwright.core.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Designs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderTest {
    @TempDir Path base;

    private BuildReport build(Design design, Path target, BuildListener listener) throws Exception {
        var options = new BuildOptions(target, "qcow2", Map.of(), true, true);
        return new Builder(() -> 0).build(design, base, options, listener);
    }

    /// Does something once the named stage has begun.
    private static BuildListener at(String stage, Runnable action) {
        return new BuildListener() {
            @Override
            public void planned(List<Stage> stages) {}

            @Override
            public void started(Stage started, long total) {
                if (started.id().equals(stage)) {
                    action.run();
                }
            }

            @Override
            public void advanced(Stage advanced, long bytes) {}

            @Override
            public void ended(Stage ended, Stage.State state, String note) {}
        };
    }

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(base)) {
            return list.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void everyStageIsToldAndTheReportSaysVerified() throws Exception {
        var told = new ArrayList<String>();
        var listener =
                new BuildListener() {
                    @Override
                    public void planned(List<Stage> stages) {
                        stages.forEach(it -> told.add("planned " + it.id()));
                    }

                    @Override
                    public void started(Stage stage, long total) {
                        told.add("started " + stage.id());
                    }

                    @Override
                    public void advanced(Stage stage, long bytes) {
                        assertTrue(bytes >= 0);
                    }

                    @Override
                    public void ended(Stage stage, Stage.State state, String note) {
                        told.add(state + " " + stage.id());
                    }
                };
        BuildReport report =
                build(Designs.small(base, Preset.HYBRID, 512), base.resolve("out.qcow2"), listener);
        var expected = new ArrayList<String>();
        List<String> ids =
                List.of(
                        "check",
                        "sources",
                        "filesystem-1",
                        "filesystem-3",
                        "table",
                        "write",
                        "verify",
                        "flush");
        ids.forEach(it -> expected.add("planned " + it));
        ids.forEach(it -> expected.addAll(List.of("started " + it, "PASSED " + it)));
        assertEquals(expected, told);
        assertEquals(BuildReport.Verdict.VERIFIED, report.verdict());
        assertEquals(List.of(), report.findings());
        assertEquals(64, report.fingerprint().length());
        assertEquals(List.of("out.qcow2", "root"), files());
    }

    @Test
    void aDesignWithErrorsWritesNothing() throws Exception {
        Files.writeString(base.resolve("out.qcow2"), "old");
        Design design =
                Design.of("x", Preset.EFI)
                        .withContents(List.of(new Content("absent", "/", null, null, null)));
        var e =
                assertThrows(
                        InvalidDesignException.class,
                        () -> build(design, base.resolve("out.qcow2"), BuildListener.NONE));
        assertEquals("/contents/0/source", e.diagnostics().getFirst().path());
        assertEquals("old", Files.readString(base.resolve("out.qcow2")));
        assertEquals(List.of("out.qcow2"), files());
    }

    @Test
    void anInterruptLeavesTheOldFileAndNothingElse() throws Exception {
        Design design = Designs.small(base, Preset.EFI, 512);
        for (String stage :
                List.of("check", "sources", "filesystem-2", "table", "write", "verify")) {
            Files.writeString(base.resolve("out.qcow2"), "old");
            assertThrows(
                    InterruptedException.class,
                    () ->
                            build(
                                    design,
                                    base.resolve("out.qcow2"),
                                    at(stage, Thread.currentThread()::interrupt)),
                    stage);
            Thread.interrupted();
            assertEquals("old", Files.readString(base.resolve("out.qcow2")));
            assertEquals(List.of("out.qcow2", "root"), files());
        }
    }

    @Test
    void aSourceThatChangesWhileItIsReadFailsTheBuild() throws Exception {
        Design design = Designs.small(base, Preset.EFI, 512);
        Path source = base.resolve("root/etc/deep/er/data");
        var e =
                assertThrows(
                        HostException.class,
                        () ->
                                build(
                                        design,
                                        base.resolve("out.qcow2"),
                                        at(
                                                "write",
                                                () -> {
                                                    try {
                                                        Files.write(
                                                                source,
                                                                Cases.bytes(
                                                                        Cases.random(2), 300_001));
                                                    } catch (IOException failed) {
                                                        throw new AssertionError(failed);
                                                    }
                                                })));
        assertTrue(String.valueOf(e.getMessage()).contains("changed"), e.getMessage());
        assertEquals(List.of("root"), files());
    }

    @Test
    void anExistingTargetIsKeptUnlessItMayBeReplaced() throws Exception {
        Files.writeString(base.resolve("out.raw"), "old");
        var options = new BuildOptions(base.resolve("out.raw"), "raw", Map.of(), false, true);
        Design design = Designs.small(base, Preset.LEGACY, 512);
        assertThrows(
                HostException.class,
                () -> new Builder(() -> 0).build(design, base, options, BuildListener.NONE));
        assertEquals("old", Files.readString(base.resolve("out.raw")));
    }
}
