package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.StartingLayout;
import dev.diskwright.ui.difference.DifferenceRow;
import dev.diskwright.ui.journal.JournalStore;
import dev.diskwright.ui.journal.Unsaved;
import dev.diskwright.ui.notice.Notice;
import dev.diskwright.ui.service.FileState;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keeps a person's work safe: the journal, the watch on the file, the questions before something is lost.
class SafetyTest {
    private static final Design SAVED = StartingLayout.AB.design("router");

    @TempDir private Path folder;
    private Path file;
    private ImmediateJobs jobs;
    private TestWindow window;
    private ViewModels models;
    private Around around;

    @BeforeEach
    void open() throws IOException {
        jobs = new ImmediateJobs();
        window = TestWindow.of(jobs, folder);
        models = window.models();
        around = models.around();
        file = folder.resolve("router.diskwright.json");
        Files.writeString(file, DesignJson.write(SAVED));
        models.files().open(file);
        around.outside().activeProperty().set(true);
    }

    private void rename(String name) {
        models.document().apply("Rename to " + name, new Edit.Rename(name));
    }

    private String kept() {
        Unsaved own = window.journals().own();
        return own == null ? "" : own.design().name();
    }

    private List<String> banners() {
        return around.notices().banners().stream().map(Notice::text).toList();
    }

    private void choose(String id) {
        Notice banner = around.notices().banners().getLast();
        around.notices()
                .choose(
                        banner,
                        banner.actions().stream()
                                .filter(it -> it.id().equals(id))
                                .findFirst()
                                .orElseThrow());
    }

    private void answer(String id) {
        Question question = models.shell().questionProperty().get();
        assertNotNull(question);
        models.shell()
                .answer(
                        question.choices().stream()
                                .filter(it -> it.id().equals(id))
                                .findFirst()
                                .orElseThrow());
    }

    private String inFile() throws IOException {
        Design design = DesignJson.read(Files.readString(file)).design();
        return design == null ? "" : design.name();
    }

    @Test
    void unsavedEditsAreKeptSoonAndDroppedOnceSaved() {
        rename("one");
        rename("two");
        assertEquals("", kept());
        jobs.passTime();
        assertEquals("two", kept());
        assertEquals(file, Objects.requireNonNull(window.journals().own()).file());

        models.files().save();
        assertEquals("", kept());

        rename("three");
        jobs.passTime();
        models.document().undo();
        assertEquals("", kept());
    }

    @Test
    void discardingEditsDropsTheirJournal() {
        rename("one");
        jobs.passTime();
        models.files().close();
        answer("discard");
        assertEquals("", kept());
        assertNull(models.document().designProperty().get());
        assertEquals(Screen.START, models.shell().screenProperty().get());

        models.files().open(file);
        rename("two");
        jobs.passTime();
        var closed = new StringBuilder();
        models.shell().onClose(() -> around.journal().end(() -> closed.append("closed")));
        models.shell().requestClose();
        answer("discard");
        assertEquals("", kept());
        assertEquals("closed", closed.toString());
    }

    @Test
    void aJournalThatCannotBeWrittenIsSaidOnceAndTakenBack() {
        window.journals().full(true);
        rename("one");
        jobs.passTime();
        assertEquals(
                List.of("Unsaved edits cannot be kept aside: no space left. Save often."),
                banners());
        window.journals().full(false);
        rename("two");
        jobs.passTime();
        assertEquals("two", kept());
        assertEquals(List.of(), banners());
    }

    @Test
    void onlyWorkThatDiffersFromItsFileIsOffered() {
        Design edited = SAVED.withName("gateway");
        window.journals().others().add(left("same", SAVED));
        window.journals().others().add(left("edited", edited));
        window.journals().damage(1);
        around.journal().look();

        assertEquals(
                List.of("edited"), around.journal().found().stream().map(it -> it.id()).toList());
        assertEquals(
                List.of("edited"),
                window.journals().others().stream().map(JournalStore.Kept::id).toList());
        assertEquals(
                List.of(
                        "Unsaved work of an earlier run was damaged and could not be read. It was put aside."),
                banners());

        models.files()
                .openCopy(() -> around.journal().openAsCopy(around.journal().found().getFirst()));
        assertEquals("gateway", models.document().require().name());
        assertNull(models.document().fileProperty().get());
        assertEquals(folder, models.planning().folder());
        assertTrue(models.document().dirtyProperty().get());
        assertEquals(1, window.journals().others().size());
        jobs.passTime();
        assertEquals("gateway", kept());
        assertEquals(List.of(), window.journals().others());
    }

    private JournalStore.Kept left(String id, Design design) {
        return new JournalStore.Kept(id, new Unsaved(file, "", design, Instant.EPOCH));
    }

    @Test
    void aChangeOnDiskIsToldAndTakenAsAStep() throws IOException {
        rename("mine");
        Files.writeString(file, DesignJson.write(SAVED.withName("theirs-now")));
        around.outside().look();
        assertEquals(
                List.of("router.diskwright.json was changed on disk by someone else."), banners());

        choose("differences");
        assertTrue(around.differences().openProperty().get());
        assertEquals(
                List.of("Design, Name: mine \u2192 theirs-now"),
                around.differences().rowsProperty().get().stream()
                        .map(DifferenceRow::sentence)
                        .toList());
        assertEquals(1, banners().size());

        choose("reload");
        assertEquals("theirs-now", models.document().require().name());
        assertFalse(models.document().dirtyProperty().get());
        assertEquals(List.of(), banners());
        models.document().undo();
        assertEquals("mine", models.document().require().name());
        assertTrue(models.document().dirtyProperty().get());
    }

    @Test
    void savingOverAChangeOnDiskAsks() throws IOException {
        rename("mine");
        Files.writeString(file, DesignJson.write(SAVED.withName("theirs-now")));
        models.files().save();
        assertEquals("theirs-now", inFile());
        answer("overwrite");
        assertEquals("mine", inFile());
        around.outside().look();
        assertEquals(List.of(), banners());
    }

    @Test
    void keepingMineIsAskedOnce() throws IOException {
        rename("mine");
        Files.writeString(file, DesignJson.write(SAVED.withName("theirs-now")));
        around.outside().look();
        choose("keep");
        around.outside().look();
        assertEquals(List.of(), banners());
        assertTrue(models.document().dirtyProperty().get());
        models.files().save();
        assertEquals("mine", inFile());
    }

    @Test
    void theSameValueWrittenAnewIsNoChange() throws IOException {
        Files.writeString(file, DesignJson.write(SAVED) + "\n\n");
        around.outside().look();
        assertEquals(List.of(), banners());
        models.document().apply("x", new Edit.Rename("mine"));
        models.files().save();
        assertEquals("mine", inFile());
    }

    @Test
    void aVanishedFileCanBeSavedAgain() throws IOException {
        Files.delete(file);
        around.outside().look();
        assertEquals(
                List.of("router.diskwright.json is no longer there: it was moved or removed."),
                banners());
        choose("saveAgain");
        assertEquals("router", inFile());
        assertEquals(List.of(), banners());
    }

    @Test
    void anUnreadableChangeIsToldAndCanBeMended() throws IOException {
        Files.writeString(file, "{ half");
        around.outside().look();
        assertEquals(1, banners().size());
        assertEquals(Notice.Kind.ERROR, around.notices().banners().getFirst().kind());
        Files.writeString(file, DesignJson.write(SAVED));
        around.outside().look();
        assertEquals(List.of(), banners());
    }

    @Test
    void aReadOnlyFileOffersAnotherName() throws IOException {
        window.files()
                .lie(
                        file,
                        it ->
                                new FileState(
                                        it.exists(), it.size(), it.modified(), it.key(), false));
        models.files().open(file);
        assertEquals(
                List.of(
                        "router.diskwright.json is read-only. Changes can be saved under another name."),
                banners());
        rename("mine");
        models.files().save();
        Path other = folder.resolve("other.diskwright.json");
        window.desktop().answer(other);
        answer("other-name");
        assertTrue(Files.exists(other));
        assertEquals("router", inFile());
        assertFalse(models.document().dirtyProperty().get());
        assertEquals(List.of(), banners());
    }

    @Test
    void nothingIsWatchedWhileTheWindowIsNotInUse() {
        around.outside().activeProperty().set(false);
        int before = window.files().looks();
        jobs.passTime();
        jobs.passTime();
        assertEquals(before, window.files().looks());
        around.outside().activeProperty().set(true);
        assertEquals(before + 1, window.files().looks());
    }

    @Test
    void aChangedSourceIsPlannedAgainAtOnce() {
        int before = window.services().plans();
        around.outside().look();
        assertEquals(before, window.services().plans());
        window.services().changeSources();
        around.outside().look();
        assertEquals(before + 1, window.services().plans());
    }

    @Test
    void revertGoesBackToTheFileInOneStep() {
        rename("one");
        rename("two");
        models.shell().commands().run("revert");
        answer("revert");
        assertEquals("router", models.document().require().name());
        assertEquals(3, models.document().done().size());
        models.shell().commands().run("revert");
        assertEquals(
                "There are no changes since it was saved", models.shell().hintProperty().get());
    }

    @Test
    void aNewerDocumentIsRefusedInItsOwnWords() throws IOException {
        Files.writeString(file, "{\"version\": 9, \"name\": \"future\"}");
        models.files().open(file);
        Question question = models.shell().questionProperty().get();
        assertNotNull(question);
        assertEquals(
                "router.diskwright.json was made by a newer version of Diskwright",
                question.title());
        assertEquals("router", models.document().require().name());
    }

    @Test
    void aFaultSaysWhatBecameOfTheWork() {
        around.faults().report(new IllegalStateException("boom"));
        assertEquals(
                "Your design is saved. Nothing is lost.", around.faults().savedProperty().get());
        rename("one");
        jobs.passTime();
        around.faults().report(new IllegalStateException("again"));
        assertTrue(around.faults().savedProperty().get().contains("kept aside"));
        around.faults().copy();
        String copied = window.desktop().done().getLast();
        assertTrue(copied.contains("2 faults") && copied.contains("again"), copied);
    }
}
