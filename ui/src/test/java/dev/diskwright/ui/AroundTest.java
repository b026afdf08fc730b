package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.act;
import static dev.diskwright.ui.testing.Toolkit.onToolkit;
import static dev.diskwright.ui.testing.Toolkit.shoot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.StartingLayout;
import dev.diskwright.ui.help.Topic;
import dev.diskwright.ui.journal.JournalStore;
import dev.diskwright.ui.journal.Unsaved;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.css.CssParser;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// Recovery, outside changes, toasts and help in a real window; `-Ddiskwright.screenshots=DIR` keeps pictures.
@ExtendWith(ApplicationExtension.class)
class AroundTest {
    private static final Design SAVED = StartingLayout.AB.design("router");

    @TempDir private Path folder;
    private final ImmediateJobs jobs = new ImmediateJobs();
    private Path file;

    @BeforeEach
    void forgetErrors() throws IOException {
        CssParser.errorsProperty().clear();
        file = folder.resolve("router.diskwright.json");
        Files.writeString(file, DesignJson.write(SAVED));
    }

    private record Shown(TestWindow window, Stage stage) {
        ViewModels models() {
            return window.models();
        }

        Scene scene() {
            return stage.getScene();
        }
    }

    private Shown show(Look.Theme theme, int width, int height) throws Exception {
        Settings settings =
                Settings.defaults()
                        .look(it -> it.withTheme(theme))
                        .frame(it -> it.withSize(width, height))
                        .withRecent(Path.of("/home/ada/images/field-kit.diskwright.json"))
                        .withRecent(file);
        return onToolkit(() -> {
            TestWindow window = TestWindow.of(jobs, folder, settings);
            window.journals()
                    .others()
                    .add(
                            new JournalStore.Kept(
                                    "left.journal",
                                    new Unsaved(
                                            file,
                                            "",
                                            new Edit.RemovePartition(2)
                                                    .apply(SAVED.withName("gateway")),
                                            Instant.ofEpochSecond(1_799_990_000L))));
            var stage = new Stage(StageStyle.UNDECORATED);
            new Window(stage, window.models()).show();
            window.models().around().journal().look();
            return new Shown(window, stage);
        });
    }

    @Test
    void unsavedWorkIsShownOpenedAndKept(FxRobot robot) throws Exception {
        Shown shown = show(Look.Theme.LIGHT, 1000, 680);
        robot.clickOn("#unsaved-differences");
        assertTrue(visible(robot, "#differences"));
        assertFocusIn(shown, "differences");
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        assertFalse(visible(robot, "#differences"));
        assertEquals("unsaved-differences", shown.scene().getFocusOwner().getId());

        robot.clickOn("#unsaved-open");
        assertEquals("gateway", shown.models().document().require().name());
        assertTrue(shown.models().document().dirtyProperty().get());
        act(jobs::passTime);
        assertEquals(List.of(), shown.window().journals().others());
        act(shown.stage()::close);
    }

    @Test
    void aChangeOnDiskIsAnsweredByKeyboard(FxRobot robot) throws Exception {
        Shown shown = show(Look.Theme.LIGHT, 1000, 680);
        act(() -> shown.models().files().open(file));
        Files.writeString(file, DesignJson.write(SAVED.withName("theirs-now")));
        act(() -> shown.models().around().outside().look());
        assertTrue(visible(robot, "#banner-outside"));
        act(() -> shown.scene().lookup("#banner-outside-reload").requestFocus());
        robot.press(KeyCode.SPACE).release(KeyCode.SPACE);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("theirs-now", shown.models().document().require().name());
        assertTrue(robot.lookup("#banner-outside").tryQuery().isEmpty());
        assertTrue(visible(robot, "#toast-edit"));
        act(shown.stage()::close);
    }

    @Test
    void aToastTakesTheStepBackAndStaysWhileLookedAt(FxRobot robot) throws Exception {
        Shown shown = show(Look.Theme.LIGHT, 1000, 680);
        act(() -> shown.models().files().open(file));
        act(() -> shown.models().document().apply("Delete root-b", new Edit.RemovePartition(2)));
        assertTrue(visible(robot, "#toast-edit"));
        robot.moveTo("#toast-edit");
        act(jobs::passTime);
        assertTrue(visible(robot, "#toast-edit"));
        robot.clickOn("#toast-edit-undo");
        assertEquals(SAVED, shown.models().document().require());
        assertTrue(robot.lookup("#toast-edit").tryQuery().isEmpty());
        act(shown.stage()::close);
    }

    @Test
    void helpExplainsWhatHasTheFocusAndGivesItBack(FxRobot robot) throws Exception {
        Shown shown = show(Look.Theme.LIGHT, 1000, 680);
        act(() -> shown.models().files().open(file));
        act(jobs::passTime);
        robot.clickOn("#block-2");
        Node before = shown.scene().getFocusOwner();
        robot.press(KeyCode.F1).release(KeyCode.F1);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(new Topic("strip", ""), shown.models().around().help().topicProperty().get());
        assertFocusIn(shown, "help");
        robot.write("lay-015");
        robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(
                Topic.ofProblem("LAY-015"), shown.models().around().help().topicProperty().get());
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(before, shown.scene().getFocusOwner());
        act(shown.stage()::close);
    }

    @ParameterizedTest(name = "{0} {1}x{2}")
    @CsvSource({"LIGHT, 1280, 800", "DARK, 1280, 800", "LIGHT, 1000, 680", "DARK, 1000, 680"})
    void everythingAroundShowsWithoutComplaint(Look.Theme theme, int width, int height)
            throws Exception {
        Shown shown = show(theme, width, height);
        ViewModels models = shown.models();
        Around around = models.around();
        String end = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width;
        shoot(shown.scene(), "around-start" + end);
        act(() -> models.start().showDifferences(models.start().unsaved().getFirst()));
        shoot(shown.scene(), "around-differences" + end);
        act(around.differences()::close);
        act(() -> {
            models.files().open(file);
            jobs.passTime();
        });
        Files.writeString(file, DesignJson.write(SAVED.withName("theirs-now")));
        act(() -> {
            around.outside().look();
            models.document().apply("Rename to mine", new Edit.Rename("mine"));
            models.document().apply("Delete root-b", new Edit.RemovePartition(2));
            around.notices().toast("Saved router.diskwright.json");
            models.shell().openDrawer("history");
        });
        shoot(shown.scene(), "around-notices" + end);
        act(() -> {
            around.tasks().start("build", "Building router.qcow2", () -> {}, () -> {});
            around.tasks()
                    .start("verify", "Verifying disk.qcow2", () -> {}, () -> {})
                    .fractionProperty()
                    .set(0.4);
            around.tasks().toggle();
        });
        shoot(shown.scene(), "around-tasks" + end);
        act(() -> {
            around.tasks().toggle();
            around.help().show(new Topic("strip", ""));
        });
        shoot(shown.scene(), "around-help" + end);
        act(() -> around.help().go(Topic.ofProblem("LAY-023")));
        shoot(shown.scene(), "around-help-problem" + end);
        act(() -> around.help().queryProperty().set("grain"));
        shoot(shown.scene(), "around-help-search" + end);
        act(() -> {
            around.help().close();
            around.faults().report(new IllegalStateException("a picture of a fault"));
        });
        shoot(shown.scene(), "around-fault" + end);
        act(shown.stage()::close);
        assertEquals(
                List.of(),
                CssParser.errorsProperty().stream().map(CssParser.ParseError::getMessage).toList());
    }

    private static boolean visible(FxRobot robot, String query) {
        WaitForAsyncUtils.waitForFxEvents();
        return robot.lookup(query).tryQuery().filter(Node::isVisible).isPresent();
    }

    private static void assertFocusIn(Shown shown, String id) {
        var path = new StringBuilder();
        for (Node it = shown.scene().getFocusOwner(); it != null; it = it.getParent()) {
            if (id.equals(it.getId())) {
                return;
            }
            path.append(it).append('\n');
        }
        throw new AssertionError("the focus is not in " + id + " but in\n" + path);
    }
}
