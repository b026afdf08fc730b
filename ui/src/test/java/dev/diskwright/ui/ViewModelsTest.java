package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Derived;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.inspector.InspectorViewModel;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the window does, without a toolkit.
class ViewModelsTest {
    @TempDir private Path folder;
    private ImmediateJobs jobs;
    private TestWindow window;
    private ViewModels models;

    @BeforeEach
    void open() {
        jobs = new ImmediateJobs();
        window = TestWindow.of(jobs, folder);
        models = window.models();
    }

    private void create(String preset) {
        models.files().create(preset);
        jobs.passTime();
    }

    @Test
    void newDesignShowsItsLayoutAndIsNotDirty() {
        create("efi");

        assertEquals(Screen.LAYOUT, models.shell().screenProperty().get());
        assertFalse(models.document().dirtyProperty().get());
        assertEquals("disk \u2014 Diskwright", models.shell().titleProperty().get());
        assertEquals(
                List.of("free-1", "block-1", "block-2"),
                models.layout().itemsProperty().get().stream().map(it -> it.id()).toList());
    }

    @Test
    void withoutADesignThereIsOnlyTheStart() {
        models.shell().commands().run("layout");

        assertEquals(Screen.START, models.shell().screenProperty().get());
        assertEquals("Open or create a design first", models.shell().hintProperty().get());
    }

    @Test
    void fieldsCommitIntoEditsThatUndoAndRedo() {
        create("efi");
        Design before = models.document().require();
        models.document().select(new Selected.Partition(1));
        var name = models.inspector().partition().name();
        name.draftProperty().set("system");
        name.commit();
        jobs.passTime();

        assertEquals("Undo: Rename primary to system", title("undo"));
        assertTrue(models.document().dirtyProperty().get());
        assertTrue(models.shell().titleProperty().get().contains("*"));
        assertNull(models.document().require().layout().preset());

        models.shell().commands().run("undo");
        assertEquals(before, models.document().require());
        assertFalse(models.document().dirtyProperty().get());
        assertEquals("primary", name.draftProperty().get());

        models.shell().commands().run("redo");
        assertEquals("system", name.draftProperty().get());
        assertTrue(models.document().dirtyProperty().get());
    }

    private String title(String command) {
        return models.shell().commands().get(command).title().getValue();
    }

    @Test
    void goingBackByHandIsNotDirtyEither() {
        create("efi");
        var name = models.inspector().disk().name();
        name.take("other");
        name.take("disk");

        assertEquals(2, models.document().done().size());
        assertFalse(models.document().dirtyProperty().get());
    }

    @Test
    void historyLeadsToAnyStep() {
        create("efi");
        var name = models.inspector().disk().name();
        name.take("one");
        name.take("two");
        models.history().goTo(models.history().entries().getFirst());

        assertEquals("disk", models.document().require().name());
        assertEquals(
                List.of("now", "future", "future"),
                models.history().entries().stream().map(it -> it.state()).toList());

        models.history().goTo(models.history().entries().getLast());
        assertEquals("two", models.document().require().name());
    }

    @Test
    void savingAndOpeningGivesTheSameDesign() throws IOException {
        create("hybrid");
        models.inspector().disk().name().take("router");
        Path file = folder.resolve("router.diskwright.json");
        window.desktop().answer(file);
        models.files().save();

        assertFalse(models.document().dirtyProperty().get());
        assertEquals(
                "router.diskwright.json \u2014 Diskwright", models.shell().titleProperty().get());
        Design saved = models.document().require();
        assertEquals(saved, DesignJson.read(Files.readString(file)).design());

        create("none");
        models.files().open(file);
        assertEquals(saved, models.document().require());
        assertEquals(file, models.settings().settingsProperty().get().recent().getFirst());
    }

    @Test
    void savingOverCommentsAsksFirst() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("a.diskwright.json"), "// mine\n{ \"name\": \"a\" }");
        models.files().open(file);
        models.inspector().disk().name().take("b");
        models.files().save();

        Question question = models.shell().questionProperty().get();
        assertNotNull(question);
        assertTrue(Files.readString(file).contains("mine"));
        answer("overwrite");
        assertFalse(Files.readString(file).contains("mine"));
        assertFalse(models.document().dirtyProperty().get());
    }

    @Test
    void unsavedChangesAreAskedAboutBeforeClosing() {
        create("efi");
        var closed = new boolean[1];
        models.shell().onClose(() -> closed[0] = true);
        models.inspector().disk().name().take("b");
        models.shell().requestClose();
        assertFalse(closed[0]);

        answer("cancel");
        assertFalse(closed[0]);
        models.shell().requestClose();
        answer("discard");
        assertTrue(closed[0]);
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

    @Test
    void unreadableFileIsExplainedAndNothingChanges() {
        create("efi");
        models.files().open(folder.resolve("none.json"));

        assertEquals("none.json could not be opened", question());
        assertEquals("disk", models.document().require().name());
    }

    private String question() {
        Question question = models.shell().questionProperty().get();
        return question == null ? "" : question.title();
    }

    @Test
    void mistakesInTheFileAreProblemsUntilItIsSaved() throws IOException {
        Path file =
                Files.writeString(folder.resolve("a.json"), "{ \"name\": \"a\", \"nmae\": \"b\" }");
        models.files().open(file);
        jobs.passTime();
        assertEquals("1 problem", models.problems().countProperty().get());

        models.inspector().disk().name().take("c");
        models.files().save();
        jobs.passTime();
        assertEquals("No problems", models.problems().countProperty().get());
    }

    @Test
    void problemLeadsToItsFieldAndIsFixedByItsEdit() {
        create("efi");
        models.document().select(new Selected.Partition(1));
        models.inspector().partition().size().take("2TiB");
        jobs.passTime();
        models.document().select(Selected.DISK);

        assertEquals("error", models.problems().worstProperty().get());
        assertFalse(models.shell().commands().get("build").isAvailable());
        models.problems().goTo(0);
        assertEquals(new Selected.Partition(1), models.document().selectedProperty().get());
        assertEquals("/layout/partitions/1/size", models.document().wantedFieldProperty().get());
        assertEquals(InspectorViewModel.Form.PARTITION, models.inspector().formProperty().get());
        assertTrue(models.inspector().partition().size().errorProperty().get().contains("larger"));

        models.problems().fix(0);
        jobs.passTime();
        assertEquals("No problems", models.problems().countProperty().get());
        assertTrue(models.shell().commands().get("build").isAvailable());
    }

    @Test
    void fieldsOnTabsAreShownThere() {
        create("efi");
        assertEquals("partitions", models.shell().layoutTabProperty().get());
        models.inspector().disk().openBoot();
        assertEquals("boot", models.shell().layoutTabProperty().get());
        models.document().select(new Selected.Partition(1));
        models.inspector().partition().openContents();
        assertEquals("contents", models.shell().layoutTabProperty().get());
        for (var path : List.of("/boot/kernel", "/reproducible/seed", "/contents/0/source")) {
            models.shell().openLayoutTab("partitions");
            models.document().goTo(path);
            assertEquals(
                    path.startsWith("/contents") ? "contents" : "boot",
                    models.shell().layoutTabProperty().get());
        }
        models.shell().openLayoutTab("partitions");
        models.document().goTo("/layout/partitions/0/name");
        assertEquals("partitions", models.shell().layoutTabProperty().get());
    }

    @Test
    void warningsAreIgnoredWithAReasonAndHeededAgain() {
        create("efi");
        models.document().select(new Selected.Partition(1));
        models.inspector().partition().name().take("warn");
        jobs.passTime();
        assertEquals("1 problem", models.problems().countProperty().get());
        var row = models.problems().rows().getFirst();
        assertEquals("Warnings", row.heading());
        models.problems().ignore(row, " ");
        assertEquals(0, models.document().require().ignored().size());

        models.problems().ignore(row, "it is a test");
        assertEquals("it is a test", models.document().require().ignored().getFirst().reason());
        assertEquals("Undo: Ignore FS-021", title("undo"));
        models.problems().heed(row);
        assertEquals(0, models.document().require().ignored().size());
    }

    @Test
    void problemsAreFilteredByKindAndCopiedAsText() {
        create("efi");
        models.document().select(new Selected.Partition(1));
        models.inspector().partition().name().take("warn");
        models.inspector().partition().size().take("2TiB");
        jobs.passTime();

        assertEquals("1 error", models.problems().tallyProperty("error").get());
        models.problems().filterProperty().set("warning");
        assertEquals(1, models.problems().rows().size());
        models.problems().copy();
        assertEquals(
                "copy Warning FS-021, Partition warn, label: The label is the same as that of"
                        + " another partition. Give each its own.\n",
                window.desktop().done().getLast());
    }

    @Test
    void arrowKeysWalkTheStrip() {
        create("efi");
        models.layout().move(1);
        assertEquals(new Selected.Free(0), models.document().selectedProperty().get());
        models.layout().move(1_000_000);
        assertEquals(new Selected.Partition(1), models.document().selectedProperty().get());
        models.layout().move(-1);
        assertEquals(new Selected.Partition(0), models.document().selectedProperty().get());
    }

    @Test
    void removingTheSelectedPartitionSelectsTheDisk() {
        create("efi");
        models.document().select(new Selected.Partition(1));
        models.shell().commands().run("remove");

        assertEquals(Selected.DISK, models.document().selectedProperty().get());
        assertEquals(1, models.document().explicitLayout().partitions().size());
    }

    @Test
    void contentsAreNamedRelativeToTheDesign() {
        create("efi");
        window.desktop().answer(folder.resolve("sub/rootfs.tar.zst"));
        models.outline().addFile();

        assertEquals(
                "sub/rootfs.tar.zst", models.document().require().contents().getFirst().source());
        assertEquals("/", models.document().require().contents().getFirst().target());
        models.inspector().content().user().take("www");
        assertEquals("root", models.document().require().contents().getFirst().group());
    }

    @Test
    void aTextTakesThePlaceOfASourceAndBack() {
        create("efi");
        window.desktop().answer(folder.resolve("sub/rootfs.tar.zst"));
        models.outline().addFile();
        models.inspector().content().exclude().take("usr/share/doc/**, **/*.pyc");
        assertEquals(
                List.of("usr/share/doc/**", "**/*.pyc"),
                models.document().require().contents().getFirst().exclude());
        models.inspector().content().text().take("hello\\n");
        assertEquals("hello\n", models.document().require().contents().getFirst().text());
        assertEquals("", models.document().require().contents().getFirst().source());
        models.inspector().content().source().take("x");
        assertNull(models.document().require().contents().getFirst().text());
        models.inspector().content().partition().take("2");
        models.inspector().content().path().take("/srv");
        assertEquals(2, models.document().require().contents().getFirst().partition());
        assertEquals("/srv", models.document().require().contents().getFirst().path());
        models.inspector().content().reference().take("latest");
        models.inspector().content().platform().take("linux/arm64");
        assertEquals("linux/arm64", models.document().require().contents().getFirst().platform());
        assertEquals("latest", models.document().require().contents().getFirst().reference());
    }

    @Test
    void whatFollowsFromTheDesignIsAskedForByTheMenu() {
        create("efi");
        models.filling().contents().addHostname();
        models.filling().contents().addMachineId();
        models.filling().contents().addGrowth(true);
        var derived = models.document().require().derived();
        assertTrue(derived.hostname());
        assertTrue(derived.machineId());
        assertTrue(derived.fstab());
        assertEquals(Derived.Grow.PARTITION, derived.grow());
        models.filling().contents().addText();
        models.filling().contents().addText();
        assertEquals(
                List.of("/file", "/file2"),
                models.document().require().contents().stream().map(Content::target).toList());
    }
}
