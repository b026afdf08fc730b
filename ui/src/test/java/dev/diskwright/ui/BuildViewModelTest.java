package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.Stage;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Disk;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.ui.build.BuildViewModel;
import dev.diskwright.ui.build.ErrorCard;
import dev.diskwright.ui.build.LogLine;
import dev.diskwright.ui.build.Outcome;
import dev.diskwright.ui.build.Rehearsal;
import dev.diskwright.ui.build.StageRow;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.testing.FakeServices;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The build screen, without a toolkit.
class BuildViewModelTest {
    @TempDir private Path folder;
    private ImmediateJobs jobs;
    private TestWindow window;
    private ViewModels models;
    private BuildViewModel build;
    private final List<BuildOptions> built = new ArrayList<>();

    @BeforeEach
    void open() {
        jobs = new ImmediateJobs();
        window = TestWindow.of(jobs, folder);
        models = window.models();
        build = models.build();
        models.files().create("efi");
        jobs.passTime();
        window.services()
                .script((plan, options, steps) -> {
                    built.add(options);
                    return FakeServices.pass(plan, options, steps);
                });
    }

    private Outcome outcome() {
        return Objects.requireNonNull(build.run().outcomeProperty().get());
    }

    private Question question() {
        return Objects.requireNonNull(models.shell().questionProperty().get());
    }

    private void answer(String id) {
        models.shell()
                .answer(
                        question().choices().stream()
                                .filter(it -> it.id().equals(id))
                                .findFirst()
                                .orElseThrow());
    }

    private void stayInTheMiddle() {
        window.services()
                .script((_, _, steps) -> {
                    steps.planned(FakeServices.stages());
                    steps.started(FakeServices.stages().get(5), 1000);
                    steps.advanced(FakeServices.stages().get(5), 400);
                    throw new ImmediateJobs.Unfinished();
                });
        build.start();
    }

    private static BuildReport withVerdict(
            Plan plan, BuildOptions options, BuildReport.Verdict verdict) {
        BuildReport good = FakeServices.report(plan, options, List.of());
        return new BuildReport(
                verdict,
                good.outputs(),
                good.diskSize(),
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void buildEndsWithAVerdictAndIsRemembered() {
        build.start();

        assertEquals("good", outcome().kind());
        assertEquals("disk.qcow2 is built and verified", outcome().headline());
        assertEquals(1, build.run().fractionProperty().get());
        assertEquals("100 %", build.run().percentProperty().get());
        assertEquals(8, build.run().stages().size());
        assertTrue(build.run().stages().stream().allMatch(it -> it.state().equals("passed")));
        assertEquals(1, build.run().past().rows().size());
        assertEquals("verified", build.run().past().rows().getFirst().verdict());
        assertEquals(0, jobs.waiting(), "no tick waits");
    }

    @Test
    void everyVerdictHasItsWordsAndSkippedVerificationIsNotVerified() {
        for (BuildReport.Verdict verdict : BuildReport.Verdict.values()) {
            window.services().script((plan, options, _) -> withVerdict(plan, options, verdict));
            build.start();
            assertFalse(outcome().headline().isEmpty());
        }
        window.services()
                .script((plan, options, _) ->
                        withVerdict(
                                plan,
                                options,
                                options.verify()
                                        ? BuildReport.Verdict.VERIFIED
                                        : BuildReport.Verdict.NOT_VERIFIED));
        build.output().verifyProperty().set(false);
        build.start();
        assertEquals("disk.qcow2 is built, not verified", outcome().headline());
        assertEquals("warned", outcome().kind());
    }

    @Test
    void existingImageIsReplacedLeftOrAvoided() throws IOException {
        Files.writeString(folder.resolve("disk.qcow2"), "old");
        build.start();
        assertEquals("Replace disk.qcow2?", question().title());
        assertEquals(
                List.of("replace", "other", "cancel"),
                question().choices().stream().map(Question.Choice::id).toList());
        answer("cancel");
        assertFalse(build.run().runningProperty().get());
        assertEquals(List.of(), built);

        build.start();
        answer("replace");
        assertTrue(built.getLast().replace());

        build.start();
        window.desktop().answer(folder.resolve("other.qcow2"));
        answer("other");
        assertEquals(folder.resolve("other.qcow2"), built.getLast().target());
        assertFalse(built.getLast().replace());
    }

    @Test
    void targetThatCannotBeWrittenIsAProblemOfItsField() throws IOException {
        build.output().targetProperty().set("");
        build.start();
        assertEquals("Write the path of a file.", build.output().targetErrorProperty().get());
        build.output().targetProperty().set(folder.toString());
        assertEquals("", build.output().targetErrorProperty().get());
        build.start();
        assertTrue(build.output().targetErrorProperty().get().contains("is a folder"));
        build.output().targetProperty().set("absent/disk.qcow2");
        build.start();
        assertTrue(build.output().targetErrorProperty().get().startsWith("There is no folder"));
        assertEquals(List.of(), built);
    }

    @Test
    void failureOpensACardInTheRowOfItsStage() {
        window.services()
                .script((_, options, steps) -> {
                    steps.planned(FakeServices.stages());
                    steps.started(FakeServices.stages().get(5), 100);
                    throw new HostException(
                            Where.file(options.target().toString()), "no space left on the disk");
                });
        build.start();

        ErrorCard card = build.run().errorProperty().get();
        assertNotNull(card);
        assertEquals("write", card.stage());
        assertEquals("Write failed: the disk is full", card.headline());
        assertEquals("bad", outcome().kind());
        assertEquals("failed", build.run().stages().get(5).state());
        assertEquals("skipped", build.run().stages().get(7).state());
        assertEquals("failed", build.run().past().rows().getFirst().verdict());
        build.run().copyError();
        assertTrue(window.desktop().done().getLast().contains("the disk is full"));

        window.services().script(FakeServices::pass);
        build.act(ErrorCard.Action.RETRY);
        assertNull(build.run().errorProperty().get());
        assertEquals("good", outcome().kind());
    }

    @Test
    void cancellationIsAcknowledgedAtOnceAndEndsWithTheJob() {
        stayInTheMiddle();
        StageRow write = build.run().stages().get(5);
        assertEquals("running", write.state());
        assertEquals("40 %", write.stateWord());
        assertEquals(1, jobs.waiting(), "one tick waits");

        build.run().cancel();
        assertEquals("cancelled", outcome().verdict());
        assertEquals("Nothing was left behind.", outcome().next());
        assertEquals("cancelled", build.run().stages().get(5).state());
        assertEquals("cancelled", build.run().past().rows().getFirst().verdict());
        assertEquals(0, jobs.waiting(), "no tick waits");
    }

    @Test
    void windowLooksTenTimesASecondHoweverOftenTheJobTells() {
        stayInTheMiddle();
        double before = build.run().fractionProperty().get();
        for (int i = 0; i < 1000; i++) {
            window.services().listener().advanced(FakeServices.stages().get(5), 1);
        }
        assertEquals(before, build.run().fractionProperty().get(), "nothing before the tick");
        jobs.passTime();
        assertTrue(build.run().fractionProperty().get() > before);
        assertTrue(build.run().fractionProperty().get() < 1);
        assertEquals(1, jobs.waiting());
    }

    @Test
    void dryRunListsOutputSourcesAndProblems() throws IOException {
        Files.writeString(folder.resolve("a.conf"), "12345");
        models.document()
                .apply(
                        "Contents",
                        new Edit.SetContents(
                                List.of(
                                        new Content("a.conf", "/etc", null, null, null),
                                        new Content("absent", "/", null, null, null))));
        jobs.passTime();
        models.shell().commands().run("dryRun");

        Rehearsal found = Objects.requireNonNull(build.rehearsalProperty().get());
        assertEquals("disk.qcow2 can be built", found.headline());
        assertEquals("warned", found.kind(), "a source is missing");
        assertEquals("1 file, 5 B", found.sources().get(0).size());
        assertEquals("not found", found.sources().get(1).size());
        assertEquals(List.of(), built);
        assertEquals(0, build.run().past().rows().size(), "a dry run is no run");
        assertFalse(Files.exists(folder.resolve("disk.qcow2")));
    }

    @Test
    void formatAndCompressionAreEditsOfTheDesign() {
        build.output().format().keyProperty().set("raw");
        assertEquals("raw", models.document().require().disk().format());
        assertEquals("Format raw", models.document().done().getLast().label());
        jobs.passTime();
        build.start();
        assertEquals("raw", built.getLast().format());
        models.document().undo();
        assertEquals("qcow2", build.output().format().keyProperty().get());
    }

    @Test
    void outputThatCannotBeWrittenIsAProblemHereAndStopsTheBuild() {
        Disk disk = models.document().require().disk();
        models.document().apply("Odd", new Edit.SetDisk(disk.withFormat("floppy")));
        jobs.passTime();
        assertTrue(
                String.valueOf(build.output().format().problemProperty().get())
                        .contains("OUT-001: "));
        assertTrue(build.blockedProperty().get().startsWith("1 error"));
        assertEquals("/disk/format", build.problemProperty().get());
        models.document()
                .apply(
                        "Odd",
                        new Edit.SetDisk(
                                disk.withFormat("raw").withCompress(Disk.Compression.ZSTD)));
        jobs.passTime();
        assertTrue(
                String.valueOf(build.output().compression().problemProperty().get())
                        .contains("OUT-002: "));
        assertTrue(build.output().compression().shownProperty().get());
        build.output().compression().keyProperty().set("none");
        jobs.passTime();
        assertEquals("", build.blockedProperty().get());
        assertNull(build.output().compression().problemProperty().get());
    }

    @Test
    void imageFollowsNameAndFormatUntilItIsChosen() {
        models.inspector().disk().name().take("router");
        assertTrue(build.output().targetProperty().get().endsWith("router.qcow2"));

        window.desktop().answer(folder.resolve("mine.img"));
        build.output().chooseTarget();
        models.inspector().disk().name().take("switch");
        assertTrue(build.output().targetProperty().get().endsWith("mine.img"));
    }

    @Test
    void reportIsSavedInTheFormOfTheChosenNameAndCopied() throws IOException {
        build.start();
        window.desktop().answer(folder.resolve("r.html"));
        build.run().report().save("text");
        assertTrue(Files.readString(folder.resolve("r.html")).startsWith("<!DOCTYPE html>"));
        assertTrue(build.run().report().noticeProperty().get().startsWith("Saved as"));
        build.run().report().copy("json");
        assertTrue(window.desktop().done().getLast().startsWith("copy {"));
        window.desktop().answer(folder.resolve("absent/r.txt"));
        build.run().report().save("text");
        assertTrue(build.run().report().noticeProperty().get().contains("could not be saved"));
    }

    @Test
    void commandNeedsASavedDesign() {
        assertFalse(models.shell().commands().get("copyBuildCommand").isAvailable());
        build.copyCommand();
        assertEquals(List.of(), window.desktop().done());
        assertTrue(build.run().report().noticeProperty().get().startsWith("Save the design first"));
        Path file = folder.resolve("my disk.diskwright.json");
        window.desktop().answer(file);
        models.shell().commands().run("save");
        build.output().verifyProperty().set(false);
        models.shell().commands().run("copyBuildCommand");
        assertEquals(
                "copy diskwright build '"
                        + file
                        + "' --output "
                        + folder.resolve("disk.qcow2")
                        + " --no-verify",
                window.desktop().done().getLast());
    }

    @Test
    void logHoldsMoreThanItShowsAtFirst() {
        build.start();
        assertTrue(
                build.run().log().lines().stream()
                        .noneMatch(it -> it.level() == LogLine.Level.DETAIL));
        assertTrue(
                build.run().log().count() > build.run().log().lines().size(), "checks are details");
        build.run().copyLog();
        assertTrue(window.desktop().done().getLast().contains("Building disk.qcow2"));
    }

    @Test
    void stagesThatAreToldAgainTakeTheirPlaces() {
        var root = new Stage("filesystem-9", "File system data");
        stayInTheMiddle();
        List<Stage> more = new ArrayList<>(FakeServices.stages());
        more.add(4, root);
        window.services().listener().planned(more);
        jobs.passTime();
        assertEquals("filesystem-9", build.run().stages().get(4).id());
        assertEquals("running", build.run().stages().get(6).state());
        window.services().listener().planned(more.subList(6, 8));
        jobs.passTime();
        assertEquals(2, build.run().stages().size());
    }

    @Test
    void closingWhileBuildingAsksAndCanWaitForTheEnd() {
        var closed = new ArrayList<String>();
        models.shell().onClose(() -> closed.add("closed"));
        stayInTheMiddle();
        models.shell().requestClose();
        assertEquals(
                List.of("stay", "close-when-done", "cancel-build"),
                question().choices().stream().map(Question.Choice::id).toList());
        answer("close-when-done");
        assertEquals(List.of(), closed);
        build.run().cancel();
        assertEquals(List.of(), closed, "it did not end well: the person should read why");

        stayInTheMiddle();
        models.shell().requestClose();
        answer("cancel-build");
        if (models.shell().questionProperty().get() != null) {
            answer("discard"); // the design itself was never saved
        }
        assertEquals(List.of("closed"), closed);
    }
}
