package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.palette.PaletteItem;
import dev.diskwright.ui.palette.PaletteViewModel;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be found and done by typing.
class PaletteTest {
    @TempDir private Path folder;
    private ImmediateJobs jobs;
    private ViewModels models;
    private PaletteViewModel palette;

    @BeforeEach
    void open() {
        jobs = new ImmediateJobs();
        models = TestWindow.of(jobs, folder).models();
        palette = models.finding().palette();
        models.files().create("efi");
        jobs.passTime();
    }

    private List<PaletteItem> typed(String text) {
        palette.openEverything();
        palette.queryProperty().set(text);
        return palette.rows();
    }

    private PartitionSpec partition(int index) {
        return models.document().explicitLayout().partitions().get(index);
    }

    @Test
    void sizesInWordsAreEditsOfOneStep() {
        assertEquals("Resize primary to 3G", typed("root 3g").getFirst().title());
        palette.run();

        assertFalse(palette.openProperty().get());
        assertEquals("3G", String.valueOf(partition(1).size()));
        assertEquals(1, models.document().done().size());
        assertEquals(new Selected.Partition(1), models.document().selectedProperty().get());
        models.document().undo();
        assertFalse(models.document().dirtyProperty().get());

        typed("esp 512 mib");
        palette.run();
        assertEquals("512MiB", String.valueOf(partition(0).size()));
        typed("root fit + 1g");
        palette.run();
        assertEquals("fit + 1G", String.valueOf(partition(1).size()));
        typed("2 rest");
        palette.run();
        assertEquals("rest", String.valueOf(partition(1).size()));
    }

    @Test
    void partitionsAreRenamedAndDeletedInWords() {
        typed("rename root system");
        palette.run();
        assertEquals("system", partition(1).name());
        Design before = models.document().require();

        assertEquals("Remove system", typed("delete system").getFirst().title());
        palette.run();
        assertEquals(1, models.document().explicitLayout().partitions().size());
        models.document().undo();
        assertEquals(before, models.document().require());
    }

    @Test
    void whatIsNotAnEditIsNone() {
        for (String text : List.of("root", "root 3x", "nothing 3g", "delete nothing", "rename")) {
            assertTrue(
                    typed(text).stream().noneMatch(it -> it.kind() == PaletteItem.Kind.EDIT), text);
        }
    }

    @Test
    void commandsTellTheirKeyAndWhyTheyCannotRun() {
        PaletteItem undo =
                typed("undo").stream()
                        .filter(it -> it.kind() == PaletteItem.Kind.COMMAND)
                        .findFirst()
                        .orElseThrow();
        assertEquals("Nothing to undo", undo.reason());
        palette.run(palette.rows().indexOf(undo));
        assertTrue(palette.openProperty().get());

        palette.queryProperty().set("keyboard shortcuts");
        palette.run();
        assertEquals(Screen.SHORTCUTS, models.shell().screenProperty().get());
    }

    @Test
    void objectsSettingsAndRecentDesignsAreThere() {
        models.settings().used(Path.of("/a/b/router.json"));
        assertEquals("ESP", typed("ESP").getFirst().title());
        palette.run();
        assertEquals(new Selected.Partition(0), models.document().selectedProperty().get());
        assertEquals("Colours: High contrast", typed("high contrast colours").getFirst().title());
        assertTrue(typed("router").stream().anyMatch(it -> it.kind() == PaletteItem.Kind.RECENT));
        palette.openObjects();
        assertTrue(palette.rows().stream().allMatch(it -> it.kind() == PaletteItem.Kind.OBJECT));
    }

    @Test
    void theSearchSelectsWhatItFindsAndGoesOnFromOneToTheNext() {
        var find = models.finding().find();
        models.shell().commands().run("find");
        assertTrue(find.openProperty().get());
        find.textProperty().set("p");
        assertEquals("1 of 2", find.countProperty().get());
        assertEquals(2, models.document().selectionProperty().get().size());
        find.step(1);
        assertEquals(new Selected.Partition(1), models.document().selectedProperty().get());
        find.textProperty().set("zzz");
        assertEquals("nothing found", find.countProperty().get());
        assertEquals(Selected.DISK, models.document().selectedProperty().get());
        find.close();
        assertFalse(find.openProperty().get());
    }

    @Test
    void keysChangeHandsOnlyWhenThePersonSaysSo() {
        var keys = models.finding().preferences().keys();
        keys.refresh();
        var save =
                keys.rows().stream().filter(it -> it.id().equals("save")).findFirst().orElseThrow();

        keys.record(save);
        keys.pressed("Shortcut+K");
        assertEquals("palette", keys.conflictProperty().get().orElseThrow().holder());
        assertEquals("Shortcut+S", models.shell().commands().get("save").key().get());
        keys.cancel();
        keys.record(save);
        keys.pressed("Shortcut+K");
        keys.takeOver();
        assertEquals("Shortcut+K", models.shell().commands().get("save").key().get());
        assertEquals("", models.shell().commands().get("palette").key().get());

        keys.record(save);
        keys.pressed("Alt+F12");
        assertEquals("Alt+F12", models.shell().commands().get("save").key().get());
        keys.resetAll();
        assertTrue(models.shell().commands().all().stream().noneMatch(it -> it.isRebound()));
    }

    @Test
    void noTwoCommandsComeWithTheSameKey() {
        var commands = models.shell().commands();
        for (var command : commands.all()) {
            String key = command.defaultKey();
            var holders =
                    commands.all().stream()
                            .filter(it -> !key.isEmpty() && it.defaultKey().equals(key))
                            .filter(it -> it.scope() == command.scope())
                            .toList();
            assertTrue(holders.size() < 2, () -> key + " " + holders);
        }
    }
}
