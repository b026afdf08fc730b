package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.table.PartitionRow;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The table by mouse and keyboard.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // show runs before every test
class TableTest {
    @TempDir private static Path folder;
    private final ImmediateJobs jobs = new ImmediateJobs();
    private TestWindow window;
    private ViewModels models;

    @Start
    void show(Stage stage) {
        var settings = Settings.defaults().look(it -> it.withTheme(Look.Theme.LIGHT));
        window = TestWindow.of(jobs, folder, settings);
        models = window.models();
        var views = new Views(models);
        models.files().create("efi");
        jobs.passTime();
        var scene =
                new Scene(
                        views.load(
                                dev.diskwright.ui.table.PartitionTableController.class,
                                () ->
                                        new dev.diskwright.ui.table.PartitionTableController(
                                                models.table(), models.texts())),
                        900,
                        400);
        stage.setScene(scene);
        stage.show();
    }

    private List<PartitionSpec> partitions() {
        return models.document().explicitLayout().partitions();
    }

    private void act(FxRobot robot, Runnable action) {
        robot.interact(() -> {
            action.run();
            jobs.passTime();
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// An own layout of three: a, b, c.
    private void three(FxRobot robot) {
        act(
                robot,
                () -> {
                    models.document().select(Selected.DISK);
                    models.outline().removeSelected();
                    var specs = new ArrayList<PartitionSpec>();
                    for (String name : List.of("a", "b", "c")) {
                        specs.add(
                                partitions()
                                        .getLast()
                                        .withName(name)
                                        .withMount(null)
                                        .withPlace(null, null, SizeText.parse("512MiB")));
                    }
                    models.document()
                            .apply(
                                    "Set up",
                                    new dev.diskwright.core.design.Edit.SetLayout(
                                            models.document()
                                                    .explicitLayout()
                                                    .withPartitions(specs)));
                });
    }

    private static void press(FxRobot robot, KeyCode... keys) {
        robot.press(keys).release(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private TableView<PartitionRow> table(FxRobot robot) {
        return robot.lookup("#layout-table").queryTableView();
    }

    private void focus(FxRobot robot, int row) {
        robot.interact(() -> {
            table(robot).requestFocus();
            table(robot).getSelectionModel().clearAndSelect(row);
        });
    }

    @Test
    void aNameIsEditedByF2AndASizeByTyping(FxRobot robot) {
        three(robot);
        focus(robot, 1);
        press(robot, KeyCode.F2);
        robot.write("home");
        press(robot, KeyCode.ENTER);
        act(robot, () -> {});
        assertEquals("home", partitions().get(1).name());

        press(robot, KeyCode.RIGHT);
        press(robot, KeyCode.RIGHT);
        press(robot, KeyCode.RIGHT);
        robot.write("3");
        WaitForAsyncUtils.waitForFxEvents();
        robot.write("0 G");
        WaitForAsyncUtils.waitForFxEvents();
        String echo = robot.lookup("#table-note").queryAs(Label.class).getText();
        assertTrue(echo.contains("30 GiB"), echo);
        press(robot, KeyCode.ENTER);
        act(robot, () -> {});
        assertEquals("30 G", String.valueOf(partitions().get(1).size()));
    }

    @Test
    void whatIsRefusedSaysWhyInTheCellAndEscapeDropsIt(FxRobot robot) {
        three(robot);
        focus(robot, 0);
        robot.interact(() -> table(robot).edit(0, table(robot).getColumns().get(5)));
        WaitForAsyncUtils.waitForFxEvents();
        robot.write("much");
        WaitForAsyncUtils.waitForFxEvents();
        press(robot, KeyCode.ENTER);
        Label note = robot.lookup("#table-note").queryAs(Label.class);
        assertTrue(note.isVisible());
        assertTrue(note.getText().contains("much"), note.getText());
        press(robot, KeyCode.ESCAPE);
        assertFalse(note.isVisible());
        assertEquals("512MiB", String.valueOf(partitions().get(0).size()));
    }

    @Test
    void rowsMoveByKeysAndByDragging(FxRobot robot) {
        three(robot);
        focus(robot, 0);
        press(robot, KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.DOWN);
        act(robot, () -> {});
        assertEquals("bac", names());

        robot.drag(robot.lookup("c").queryAs(javafx.scene.Node.class))
                .moveTo(robot.lookup("b").queryAs(javafx.scene.Node.class))
                .moveBy(0, -8)
                .drop();
        WaitForAsyncUtils.waitForFxEvents();
        act(robot, () -> {});
        assertEquals("cba", names());
        assertEquals("Move c", models.document().done().getLast().label());
    }

    private String names() {
        return String.join("", partitions().stream().map(PartitionSpec::name).toList());
    }

    @Test
    void pinnedPartitionsSayWhyTheyStay(FxRobot robot) {
        focus(robot, 1);
        press(robot, KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.DOWN);

        assertEquals("ESPprimary", names());
        assertTrue(robot.lookup("#table-note").queryAs(Label.class).getText().startsWith("ESP is"));
    }

    @Test
    void severalAreSelectedTogetherWithTheStrip(FxRobot robot) {
        three(robot);
        focus(robot, 0);
        press(robot, KeyCode.SHIFT, KeyCode.DOWN);
        assertEquals(List.of(0, 1), models.document().selectedPartitions());

        act(
                robot,
                () ->
                        models.document()
                                .selectAll(
                                        List.of(
                                                new Selected.Partition(2),
                                                new Selected.Partition(0))));
        assertEquals(
                List.of(0, 2),
                table(robot).getSelectionModel().getSelectedIndices().stream().sorted().toList());
        act(robot, () -> models.table().copy("markdown"));
        assertEquals(4, window.desktop().done().getLast().lines().count());
    }

    @Test
    void columnsAreRemembered(FxRobot robot) {
        robot.interact(() -> table(robot).getColumns().get(2).setVisible(false));
        robot.interact(() -> table(robot).getColumns().get(10).setVisible(true));

        String kept = models.settings().settingsProperty().get().frame().columns();
        assertFalse(kept.contains("role"), kept);
        assertTrue(kept.contains("flags"), kept);
    }
}
