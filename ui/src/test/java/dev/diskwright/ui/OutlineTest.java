package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.outline.OutlineController;
import dev.diskwright.ui.outline.OutlineRow;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.testing.FxWatch;
import dev.diskwright.ui.testing.ImmediateJobs;
import dev.diskwright.ui.testing.Png;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.css.CssParser;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The outline by mouse and keyboard.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // show runs before every test
class OutlineTest {
    @TempDir private static Path folder;
    private final ImmediateJobs jobs = new ImmediateJobs();
    private TestWindow window;
    private ViewModels models;

    @Start
    void show(Stage stage) {
        var settings = Settings.defaults().look(it -> it.withTheme(Look.Theme.LIGHT));
        window = TestWindow.of(jobs, folder, settings);
        models = window.models();
        models.files().create("efi");
        jobs.passTime();
        var view =
                new Views(models)
                        .load(
                                OutlineController.class,
                                () -> new OutlineController(models.outline(), models.texts()));
        stage.setScene(new Scene(view, 300, 600));
        Theme.apply(stage.getScene(), settings.look(), true);
        stage.show();
    }

    @BeforeEach
    void fill(FxRobot robot) {
        act(
                robot,
                () ->
                        models.document()
                                .apply(
                                        "Fill",
                                        new Edit.All(
                                                List.of(
                                                        new Edit.SetLayout(layout()),
                                                        new Edit.SetContents(
                                                                List.of(
                                                                        content("rootfs.tar", "/"),
                                                                        content("app", "/opt/app"),
                                                                        content(
                                                                                "loader.conf",
                                                                                "/boot/loader.conf")))))));
    }

    private dev.diskwright.core.design.Layout layout() {
        var layout = Presets.expand(models.document().require());
        List<PartitionSpec> two = layout.partitions();
        return layout.withPartitions(
                List.of(
                        two.getFirst().withMount("/boot").withPlace(null, null, size()),
                        two.getLast().withPlace(null, null, size()),
                        two.getLast()
                                .withName("spare")
                                .withMount(null)
                                .withPlace(null, null, size())));
    }

    private static dev.diskwright.core.design.SizeExpression size() {
        return dev.diskwright.core.design.SizeText.parse("256MiB");
    }

    private static Content content(String source, String target) {
        return new Content(source, target, null, null, null);
    }

    private void act(FxRobot robot, Runnable action) {
        robot.interact(() -> {
            action.run();
            jobs.passTime();
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void press(FxRobot robot, KeyCode... keys) {
        robot.press(keys).release(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private List<String> texts() {
        return models.outline().rows().stream().map(OutlineRow::text).toList();
    }

    private List<String> names() {
        return models.document().explicitLayout().partitions().stream()
                .map(PartitionSpec::name)
                .toList();
    }

    private List<String> targets() {
        return models.document().require().contents().stream().map(Content::target).toList();
    }

    private List<Selected> selection() {
        return models.document().selectionProperty().get();
    }

    private static Node row(FxRobot robot, String text) {
        return robot.lookup(".outline-row").queryAll().stream()
                .filter(it ->
                        it instanceof IndexedCell<?> cell
                                && cell.getItem() instanceof OutlineRow row
                                && row.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void contentsStandBelowThePartitionTheyGoInto(FxRobot robot) {
        assertEquals(
                List.of("disk", "ESP", "loader.conf", "primary", "rootfs.tar", "app", "spare"),
                texts());
        act(robot, () -> models.layout().structuresProperty().set(true));
        assertTrue(texts().contains("GPT"));
        assertTrue(texts().indexOf("GPT") < texts().indexOf("ESP"));
    }

    @Test
    void keysWalkFoldAndFindLines(FxRobot robot) {
        robot.clickOn(row(robot, "ESP"));
        assertEquals(List.of(new Selected.Partition(0)), selection());
        press(robot, KeyCode.LEFT);
        assertFalse(texts().contains("loader.conf"));
        press(robot, KeyCode.DOWN);
        assertEquals(List.of(new Selected.Partition(1)), selection());
        press(robot, KeyCode.RIGHT);
        assertEquals(List.of(new Selected.Entry(0)), selection());
        press(robot, KeyCode.END);
        assertEquals(List.of(new Selected.Partition(2)), selection());
        press(robot, KeyCode.HOME);
        assertEquals(List.of(Selected.DISK), selection());
        robot.write("ap");
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of(new Selected.Entry(1)), selection());
        press(robot, KeyCode.LEFT);
        assertEquals(List.of(new Selected.Partition(1)), selection());
    }

    @Test
    void severalAreSelectedHereAsOnTheStrip(FxRobot robot) {
        robot.clickOn(row(robot, "ESP"));
        ListView<?> list = robot.lookup("#outline-list").queryListView();
        robot.interact(() -> list.getSelectionModel().select(6));
        assertEquals(List.of(0, 2), models.document().selectedPartitions());
        act(robot, () -> models.document().select(new Selected.Partition(1)));
        assertEquals(List.of(3), List.copyOf(list.getSelectionModel().getSelectedIndices()));
    }

    @Test
    void linesAreRenamedInPlace(FxRobot robot) {
        robot.clickOn(row(robot, "spare"));
        press(robot, KeyCode.F2);
        robot.write("home");
        press(robot, KeyCode.ENTER);
        assertEquals(List.of("ESP", "primary", "home"), names());
        press(robot, KeyCode.F2);
        robot.write("other");
        press(robot, KeyCode.ESCAPE);
        assertEquals(List.of("ESP", "primary", "home"), names());
        assertEquals("Rename spare to home", models.document().done().getLast().label());

        robot.clickOn(row(robot, "app"));
        press(robot, KeyCode.F2);
        robot.write("srv");
        press(robot, KeyCode.ENTER);
        assertEquals("/opt/app", targets().get(1));
        assertEquals(
                "A target begins with a slash.",
                models.outline().actions().refusalProperty().get());
    }

    @Test
    void partitionsAreDraggedToAnotherPlace(FxRobot robot) {
        drag(robot, "spare", "ESP", -8);
        assertEquals(List.of("spare", "ESP", "primary"), names());
        assertEquals(List.of(new Selected.Partition(0)), selection());
        press(robot, KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.DOWN);
        assertEquals(List.of("ESP", "spare", "primary"), names());
    }

    @Test
    void entriesAreDraggedIntoAnotherPartition(FxRobot robot) {
        drag(robot, "app", "ESP", 0);
        assertEquals(List.of("/", "/boot/app", "/boot/loader.conf"), targets());
        drag(robot, "app", "spare", 0);
        assertEquals(
                "spare is not mounted, or takes no files.",
                models.outline().actions().refusalProperty().get());
        assertEquals(List.of("/", "/boot/app", "/boot/loader.conf"), targets());
    }

    private void drag(FxRobot robot, String from, String onto, double below) {
        var place = robot.bounds(row(robot, onto)).query();
        robot.moveTo(row(robot, from)).press(MouseButton.PRIMARY);
        robot.moveBy(0, 4).moveBy(0, 5);
        robot.moveTo(
                (place.getMinX() + place.getMaxX()) / 2,
                (place.getMinY() + place.getMaxY()) / 2 + below);
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void deleteAndDuplicateActOnAllThatIsSelectedAsOneStep(FxRobot robot) {
        robot.clickOn(row(robot, "app"));
        ListView<?> list = robot.lookup("#outline-list").queryListView();
        robot.interact(() -> list.getSelectionModel().select(6));
        int before = models.document().done().size();
        press(robot, KeyCode.CONTROL, KeyCode.D);
        assertEquals(List.of("ESP", "primary", "spare", "spare2"), names());
        assertEquals(4, targets().size());
        press(robot, KeyCode.DELETE);
        assertEquals(List.of("ESP", "primary", "spare"), names());
        assertEquals(3, targets().size());
        assertEquals(before + 2, models.document().done().size());
        assertEquals("Remove 2 objects", models.document().done().getLast().label());
    }

    @Test
    void theFilterLeavesWhatFitsAndWhatItLiesIn(FxRobot robot) {
        robot.clickOn("#outline-filter").write("LOADER");
        assertEquals(List.of("disk", "ESP", "loader.conf"), texts());
        press(robot, KeyCode.DOWN);
        assertEquals(List.of(new Selected.Partition(0)), selection());
        robot.clickOn("#outline-filter").write("x");
        assertEquals(List.of("disk", "Nothing here holds \u201cLOADERx\u201d"), texts());
        press(robot, KeyCode.ESCAPE);
        assertEquals(7, texts().size());
    }

    @Test
    void emptyGroupsSaySoAndAreNotSelected(FxRobot robot) {
        act(robot, () -> models.document().apply("Empty", new Edit.SetContents(List.of())));
        assertEquals("Nothing goes in here yet", texts().get(2));
        robot.clickOn(row(robot, "ESP"));
        press(robot, KeyCode.DOWN);
        assertEquals(List.of(new Selected.Partition(1)), selection());
        press(robot, KeyCode.UP);
        assertEquals(List.of(new Selected.Partition(0)), selection());
    }

    @Test
    void looksRightInEveryThemeAndDensity(FxRobot robot) throws Exception {
        CssParser.errorsProperty().clear();
        Scene scene = list(robot).getScene();
        for (Look.Theme theme : List.of(Look.Theme.LIGHT, Look.Theme.DARK)) {
            for (Look.Density density : Look.Density.values()) {
                robot.interact(() -> {
                    Look look = Settings.defaults().look().withTheme(theme).withDensity(density);
                    Theme.apply(scene, look, true);
                    models.document().select(new Selected.Partition(1));
                });
                WaitForAsyncUtils.waitForFxEvents();
                double row = density == Look.Density.COMPACT ? 26 : 32;
                assertEquals(row, list(robot).getFixedCellSize(), 0.1);
                String into = System.getProperty("diskwright.screenshots", "");
                if (!into.isEmpty()) {
                    Path file = Path.of(into, "outline-" + theme + "-" + density + ".png");
                    var picture =
                            WaitForAsyncUtils.asyncFx(() -> Png.encode(scene.snapshot(null))).get();
                    Files.createDirectories(Path.of(into));
                    Files.write(file, picture);
                }
            }
        }
        assertEquals(List.of(), List.copyOf(CssParser.errorsProperty()));
    }

    private static ListView<?> list(FxRobot robot) {
        return robot.lookup("#outline-list").queryListView();
    }

    @Test
    void theMenuActsOnTheLine(FxRobot robot) {
        robot.clickOn(row(robot, "spare"));
        Node list = robot.lookup("#outline-list").query();
        robot.interact(() ->
                Event.fireEvent(
                        list,
                        new ContextMenuEvent(
                                ContextMenuEvent.CONTEXT_MENU_REQUESTED, 9, 9, 9, 9, true, null)));
        robot.clickOn("#outline-menu-remove");
        assertEquals(List.of("ESP", "primary"), names());
        assertNull(models.document().wantedFieldProperty().get());
    }

    @Test
    void tenThousandEntriesAreWalkedAndFilteredWithoutAPause(FxRobot robot) throws Exception {
        var many = new ArrayList<Content>();
        for (int i = 0; i < 10_000; i++) {
            many.add(content("file" + i + ".txt", "/data/file" + i + ".txt"));
        }
        act(robot, () -> models.document().apply("Fill", new Edit.SetContents(many)));
        ListView<?> list = robot.lookup("#outline-list").queryListView();
        robot.clickOn(row(robot, "disk"));
        walk(robot, list);
        FxWatch watch = FxWatch.start(100, 100);
        walk(robot, list);
        assertEquals(List.of(), watch.stop());
        assertTrue(robot.lookup(".outline-row").queryAll().size() < 60);
    }

    private void walk(FxRobot robot, ListView<?> list) {
        press(robot, KeyCode.END);
        for (int i = 0; i < 20; i++) {
            int to = i * 499;
            robot.interact(() -> list.scrollTo(to));
            press(robot, KeyCode.UP);
        }
        press(robot, KeyCode.HOME);
        robot.interact(() -> models.outline().filterProperty().set("file99"));
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> models.outline().filterProperty().set(""));
        WaitForAsyncUtils.waitForFxEvents();
    }
}
