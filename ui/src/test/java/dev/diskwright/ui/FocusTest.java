package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.Accessibility;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The way of the focus, and what each screen tells those who do not see it.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // show runs before every test
class FocusTest {
    @TempDir private static Path folder;
    private ViewModels models;
    private Scene scene;

    @Start
    void show(Stage stage) {
        var jobs = new ImmediateJobs();
        Settings settings =
                Settings.defaults()
                        .look(it -> it.withTheme(Look.Theme.LIGHT))
                        .frame(it -> it.withSize(1000, 680));
        models = TestWindow.of(jobs, folder, settings).models();
        new Window(stage, models).show();
        scene = stage.getScene();
        models.files().create("efi");
        jobs.passTime();
    }

    private static void press(FxRobot robot, KeyCode... keys) {
        robot.press(keys).release(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void everyScreenNamesWhatTakesTheFocus(FxRobot robot) {
        var wrong = new ArrayList<String>();
        for (Screen screen : Screen.values()) {
            robot.interact(() -> models.shell().show(screen));
            WaitForAsyncUtils.waitForFxEvents();
            Accessibility.of(scene.getRoot()).forEach(it -> wrong.add(screen + ": " + it));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theWalkOverRegionsComesBackToWhereItWasInEach(FxRobot robot) {
        robot.interact(() -> scene.lookup("#toolbar-add").requestFocus());
        var seen = new ArrayList<Node>();
        for (int i = 0; i < 12; i++) {
            press(robot, KeyCode.F6);
            Node owner = scene.getFocusOwner();
            if (owner.equals(scene.lookup("#toolbar-add"))) {
                break;
            }
            seen.add(owner);
        }
        assertEquals(scene.lookup("#toolbar-add"), scene.getFocusOwner());
        assertTrue(seen.size() >= 3, seen.toString());
        assertEquals(seen.size(), new HashSet<>(seen).size());
        press(robot, KeyCode.SHIFT, KeyCode.F6);
        assertEquals(seen.getLast(), scene.getFocusOwner());
    }

    @Test
    void tabLeavesEveryControl(FxRobot robot) {
        for (Screen screen : List.of(Screen.LAYOUT, Screen.BUILD)) {
            robot.interact(() -> models.shell().show(screen));
            robot.interact(() -> scene.lookup("#toolbar-undo").requestFocus());
            for (int i = 0; i < 25; i++) {
                Node before = scene.getFocusOwner();
                press(robot, KeyCode.TAB);
                assertNotEquals(before, scene.getFocusOwner(), () -> screen + " " + before);
            }
        }
    }

    @Test
    void thePaletteKeepsTheFocusAndGivesItBack(FxRobot robot) {
        robot.interact(() -> scene.lookup("#toolbar-add").requestFocus());
        press(robot, KeyCode.CONTROL, KeyCode.K);
        assertTrue(scene.lookup("#palette").isVisible());
        assertEquals("palette-field", scene.getFocusOwner().getId());
        press(robot, KeyCode.TAB);
        assertEquals("palette-field", scene.getFocusOwner().getId());
        press(robot, KeyCode.ESCAPE);
        assertFalse(scene.lookup("#palette").isVisible());
        assertEquals("toolbar-add", scene.getFocusOwner().getId());
    }

    @Test
    void settingsCloseToWhereTheyWereCalledFrom(FxRobot robot) {
        press(robot, KeyCode.CONTROL, KeyCode.COMMA);
        assertEquals(Screen.SETTINGS, models.shell().screenProperty().get());
        robot.interact(() -> models.finding().preferences().text(200));
        robot.interact(() -> scene.lookup("#setting-text").requestFocus());
        press(robot, KeyCode.ESCAPE);
        assertEquals(Screen.LAYOUT, models.shell().screenProperty().get());
    }
}
