package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The main path through the window by mouse and keyboard.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // show runs before every test
class WindowTest {
    @TempDir private static Path folder;
    private TestWindow window;

    @Start
    void show(Stage stage) {
        var settings =
                Settings.defaults()
                        .look(it -> it.withTheme(Look.Theme.LIGHT))
                        .frame(it -> it.withSize(1000, 680));
        window = TestWindow.of(new FxJobRunner(Throwable::printStackTrace), folder, settings);
        new Window(stage, window.models()).show();
    }

    @Test
    void fromANewLayoutToAVerifiedImage(FxRobot robot) throws Exception {
        ViewModels models = window.models();
        robot.clickOn("#preset-efi");
        until(() -> robot.lookup("#block-2").tryQuery().isPresent());

        robot.clickOn("#block-2");
        assertEquals(new Selected.Partition(1), models.document().selectedProperty().get());
        robot.press(KeyCode.LEFT).release(KeyCode.LEFT);
        assertEquals(new Selected.Partition(0), models.document().selectedProperty().get());
        robot.press(KeyCode.RIGHT).release(KeyCode.RIGHT);
        robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();

        type(robot, "#field-name", "system");
        assertEquals("Rename primary to system", models.document().done().getLast().label());
        until(() ->
                robot.lookup("#block-2")
                        .queryAs(Node.class)
                        .getAccessibleText()
                        .startsWith("system"));
        robot.interact(() -> models.shell().overlayOpenProperty().set(false));
        robot.clickOn("#toolbar-undo");
        assertFalse(models.document().dirtyProperty().get());
        robot.clickOn("#toolbar-redo");
        assertTrue(models.document().dirtyProperty().get());

        Path file = folder.resolve("tour.diskwright.json");
        window.desktop().answer(file);
        robot.interact(() -> models.shell().commands().run("save"));
        until(() -> !models.document().dirtyProperty().get());
        assertTrue(Files.exists(file));

        robot.clickOn("#rail-start");
        until(() -> robot.lookup("#start-open").tryQuery().isPresent());
        robot.clickOn("#start-open");
        until(() -> robot.lookup("#block-2").tryQuery().isPresent());
        assertEquals("system", models.document().explicitLayout().partitions().get(1).name());

        robot.clickOn("#block-2");
        robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
        type(robot, "#field-size", "3TiB");
        until(() -> models.problems().rows().size() == 1);
        robot.interact(() -> models.shell().overlayOpenProperty().set(false));
        robot.clickOn("#toolbar-problems");
        until(() -> robot.lookup(".problem-action").tryQuery().isPresent());
        robot.clickOn(".problem-action");
        until(() -> models.problems().rows().isEmpty());

        robot.clickOn("#toolbar-build");
        until(() -> models.build().blockedProperty().get().isEmpty());
        robot.clickOn("#build-start");
        until(() ->
                robot.lookup("#build-verdict").tryQuery().isPresent()
                        && models.build().run().outcomeProperty().get() != null);
        assertEquals(
                "disk.qcow2 is built and verified",
                robot.lookup("#build-verdict").queryAs(Label.class).getText());
        robot.clickOn("#open-folder");
        assertTrue(window.desktop().done().getFirst().startsWith("show "));
    }

    private static void type(FxRobot robot, String field, String text) {
        var visible =
                robot.lookup(field).queryAllAs(TextField.class).stream()
                        .filter(it -> it.localToScene(it.getBoundsInLocal()).getWidth() > 0)
                        .filter(WindowTest::isShown)
                        .findFirst()
                        .orElseThrow();
        robot.clickOn(visible);
        robot.interact(visible::selectAll);
        robot.write(text);
        robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static boolean isShown(Node node) {
        for (Node it = node; it != null; it = it.getParent()) {
            if (!it.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
