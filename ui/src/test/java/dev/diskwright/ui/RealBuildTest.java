package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Preset;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.build.BuildViewModel;
import dev.diskwright.ui.build.Outcome;
import dev.diskwright.ui.build.PastRunsViewModel;
import dev.diskwright.ui.build.RunArchive;
import dev.diskwright.ui.build.RunContext;
import dev.diskwright.ui.build.RunStore;
import dev.diskwright.ui.build.StageRow;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.testing.FakeDesktop;
import dev.diskwright.ui.testing.MemoryRuns;
import dev.diskwright.ui.testing.ThreadJobs;
import dev.diskwright.ui.text.Texts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds with the core, off the thread that looks.
class RealBuildTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path folder;
    private ThreadJobs jobs;
    private FakeDesktop desktop;
    private DocumentViewModel document;
    private BuildViewModel build;

    @BeforeEach
    void open() throws Exception {
        jobs = new ThreadJobs();
        desktop = new FakeDesktop();
        document = new DocumentViewModel();
        var services = new CoreServices();
        var planning = new PlanningViewModel(document, services, jobs, folder);
        var context =
                new RunContext(
                        desktop,
                        jobs,
                        question -> question.choices().getFirst().action().run(),
                        new Texts(WindowResources.texts(Locale.ENGLISH)),
                        System::nanoTime,
                        new RunArchive(
                                new MemoryRuns(RunStore.Kept.NOTHING),
                                () -> Instant.EPOCH,
                                ZoneOffset.UTC),
                        "Linux");
        build =
                new BuildViewModel(
                        document, planning, services, context, PastRunsViewModel.of(context));
    }

    private void open(int megabytes) throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        var random = new Random(7);
        byte[] piece = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(root.resolve("data"))) {
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
        document.open(Design.of("real", Preset.EFI), null, List.of(), false);
        document.apply(
                "Contents",
                new Edit.SetContents(List.of(new Content("root", "/", null, null, null))));
        jobs.until(() -> build.blockedProperty().get().isEmpty(), LIMIT);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void buildRunsToItsVerdictAndTheReportSaysWhatWasChecked() throws Exception {
        open(4);
        build.start();
        jobs.until(() -> build.run().runningProperty().get(), LIMIT);
        jobs.until(() -> !build.run().runningProperty().get(), LIMIT);

        Outcome end = build.run().outcomeProperty().get();
        assertNotNull(end);
        assertEquals("good", end.kind(), end.toString());
        assertEquals(1, build.run().fractionProperty().get());
        assertTrue(
                build.run().stages().stream()
                        .map(StageRow::state)
                        .allMatch(it -> it.equals("passed") || it.equals("warned")),
                build.run().stages().toString());
        assertEquals(List.of("real.qcow2", "root"), files());
        build.run().report().copy("text");
        assertTrue(desktop.done().getLast().contains("\nPartition 1"), desktop.done().getLast());
        assertEquals(1, build.run().past().rows().size());
    }

    @Test
    void cancelledBuildStopsWithinTwoSecondsAndLeavesNothing() throws Exception {
        open(300);
        build.start();
        jobs.until(
                () ->
                        build.run().stages().stream()
                                .anyMatch(it ->
                                        it.id().equals("write")
                                                && it.state().equals("running")
                                                && !it.amount().isEmpty()),
                LIMIT);
        long asked = System.nanoTime();
        build.run().cancel();
        assertTrue(build.run().cancellingProperty().get(), "acknowledged at once");
        assertEquals("Cancelling…", build.run().headlineProperty().get());
        jobs.until(() -> !build.run().runningProperty().get(), Duration.ofSeconds(2));
        assertTrue(System.nanoTime() - asked < 2_000_000_000L);
        assertEquals("cancelled", build.run().outcomeProperty().get().kind());
        assertEquals(List.of("root"), files());
    }

    @Test
    void partialFileIsKeptWhenAskedFor() throws Exception {
        open(40);
        build.output().keepPartialProperty().set(true);
        build.start();
        jobs.until(
                () -> build.run().stages().stream().anyMatch(it -> !it.amount().isEmpty()), LIMIT);
        build.run().cancel();
        jobs.until(() -> !build.run().runningProperty().get(), LIMIT);
        assertEquals("cancelled", build.run().outcomeProperty().get().kind());
        assertEquals(List.of(".real.qcow2.diskwright-part", "root"), files());
    }

    @Test
    void dryRunFindsTheSourcesAndWritesNothing() throws Exception {
        open(2);
        build.rehearse();
        jobs.until(() -> build.rehearsalProperty().get() != null, LIMIT);
        assertEquals("good", build.rehearsalProperty().get().kind());
        assertEquals("1 file, 2 MiB", build.rehearsalProperty().get().sources().getFirst().size());
        assertEquals(List.of("root"), files());
    }
}
