package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Every gesture of the strip by pointer and by keys, on the real planner.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // show runs before every test
class StripFlowTest {
    @TempDir private static Path folder;
    private ViewModels models;

    @Start
    void show(Stage stage) {
        Settings settings =
                Settings.defaults()
                        .look(it -> it.withTheme(Look.Theme.LIGHT).withMotion(Look.Motion.REDUCED));
        models = StripScene.models(new FxJobRunner(Throwable::printStackTrace), folder, settings);
        StripScene.open(models, StripScene.four());
        new Window(stage, models).show();
        stage.setWidth(1000);
        stage.setHeight(700);
    }

    @Test
    void edgesFollowThePointerAndCatch(FxRobot robot) throws Exception {
        ready();
        Bounds root = box("#block-2");
        robot.clickOn("#block-2");
        drag(robot, root.getMaxX() - 1, 70, root.getMaxX() + 30, 70);
        one("Resize root to ");
        assertTrue(size(1) > 3 * Units.GIB);
        assertEquals(2 * Units.GIB, size(2), "pushed, not shrunk");
        assertEquals(0, size(1) % Units.MIB);
        undoOne();

        // Near 4 GiB it catches on it, with Shift it does not.
        double gib = root.getWidth() / 3;
        drag(robot, root.getMaxX() - 1, 70, root.getMaxX() - 1 + gib + 3, 70);
        assertEquals(4 * Units.GIB, size(1));
        undoOne();
        drag(robot, KeyCode.SHIFT, root.getMaxX() - 1, root.getMaxX() - 1 + gib + 3);
        assertTrue(size(1) > 4 * Units.GIB, "caught on " + size(1));
        undoOne();
    }

    @Test
    void controlTradesWithTheNeighbour(FxRobot robot) throws Exception {
        ready();
        Bounds root = box("#block-2");
        drag(robot, KeyCode.CONTROL, root.getMaxX() - 1, root.getMaxX() + 40);
        assertEquals(5 * Units.GIB, size(1) + size(2));
        assertTrue(size(2) < 2 * Units.GIB);
        undoOne();
    }

    @Test
    void escapeLeavesNoTrace(FxRobot robot) throws Exception {
        ready();
        Design before = models.document().require();
        Bounds root = box("#block-2");
        press(robot, root.getMaxX() - 1, 70);
        move(robot, root.getMaxX() + 60, 70);
        until(() -> shown(1) > 3 * Units.GIB);
        assertTrue(robot.lookup("#strip-bubble").query().isVisible());
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(before, models.document().require());
        assertEquals(3 * Units.GIB, shown(1));
        assertEquals(List.of(), models.document().done());

        press(robot, root.getMinX() + 40, 70);
        move(robot, box("#block-3").getMaxX() - 5, 70);
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        robot.release(MouseButton.PRIMARY);
        assertEquals(before, models.document().require());
    }

    @Test
    void keysResize(FxRobot robot) throws Exception {
        ready();
        robot.clickOn("#block-2");
        key(robot, KeyCode.RIGHT, KeyCode.ALT);
        assertEquals(3 * Units.GIB + Units.MIB, size(1));
        key(robot, KeyCode.LEFT, KeyCode.ALT, KeyCode.SHIFT);
        assertEquals(3 * Units.GIB - 63 * Units.MIB, size(1));
        robot.interact(models.document()::undo);
        undoOne();

        key(robot, KeyCode.R);
        key(robot, KeyCode.RIGHT);
        key(robot, KeyCode.PAGE_UP);
        assertEquals(3 * Units.GIB + 17 * Units.MIB, shown(1));
        key(robot, KeyCode.RIGHT, KeyCode.SHIFT);
        assertEquals(4 * Units.GIB, shown(1));
        assertEquals(3 * Units.GIB, size(1), "nothing done yet");
        key(robot, KeyCode.ENTER);
        one("Resize root to 4 GiB");
        undoOne();

        key(robot, KeyCode.R);
        robot.write("2g");
        assertEquals(2 * Units.GIB, shown(1));
        key(robot, KeyCode.ESCAPE);
        assertEquals(3 * Units.GIB, shown(1));
        key(robot, KeyCode.R);
        key(robot, KeyCode.X);
        key(robot, KeyCode.PAGE_DOWN);
        key(robot, KeyCode.ENTER);
        assertEquals(2 * Units.GIB + 16 * Units.MIB, size(2), "traded");
        undoOne();
        key(robot, KeyCode.R);
        key(robot, KeyCode.PERIOD);
        assertEquals(3 * Units.GIB + 512, shown(1));
        key(robot, KeyCode.ESCAPE);
    }

    @Test
    void pinsAreWallsAndTheStartOfAPinnedBlockMoves(FxRobot robot) throws Exception {
        ready();
        robot.clickOn("#block-3");
        key(robot, KeyCode.P);
        one("Pin data");
        Bounds root = box("#block-2");
        drag(robot, root.getMaxX() - 2, 70, root.getMaxX() + 50, 70);
        assertEquals(3 * Units.GIB, size(1), "the pin is a wall");
        robot.clickOn("#block-3");
        Bounds data = box("#block-3");
        drag(robot, data.getMinX() + 1, 70, data.getMinX() + 40, 70);
        assertTrue(size(2) < 2 * Units.GIB);
        undoOne();
        Point2D lock = lock("#block-3");
        robot.clickOn(lock);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(null, models.document().explicitLayout().partitions().get(2).start());
    }

    @Test
    void blocksMoveByPointerAndByKeys(FxRobot robot) throws Exception {
        ready();
        Bounds root = box("#block-2");
        press(robot, root.getMinX() + 60, 70);
        move(robot, box("#block-3").getMaxX() - 6, 70);
        assertTrue(robot.lookup("#strip-caret").query().isVisible());
        robot.release(MouseButton.PRIMARY);
        one("Move root");
        assertEquals("root", name(2));
        undoOne();
        robot.clickOn("#block-2");
        key(robot, KeyCode.RIGHT, KeyCode.CONTROL, KeyCode.SHIFT);
        assertEquals("root", name(2));
        assertEquals(new Selected.Partition(2), models.document().selectedProperty().get());
        key(robot, KeyCode.LEFT, KeyCode.CONTROL, KeyCode.SHIFT);
        assertEquals("root", name(1));
    }

    @Test
    void tilesBecomePartitions(FxRobot robot) throws Exception {
        ready();
        robot.interact(() -> robot.lookup("#tile-esp").query().requestFocus());
        key(robot, KeyCode.RIGHT);
        key(robot, KeyCode.RIGHT);
        key(robot, KeyCode.RIGHT);
        key(robot, KeyCode.ENTER);
        one("Add data2");
        undoOne();
        robot.clickOn("#block-1");
        key(robot, KeyCode.INSERT);
        assertEquals("data2", name(1));
    }

    @Test
    void aTileReachesTheEndOfTheStripWhereTheLastBlockTakesTheRest(FxRobot robot) throws Exception {
        ready();
        robot.interact(() -> StripScene.open(models, StripScene.rest()));
        until(() -> robot.lookup("#block-3").tryQuery().isEmpty());
        Bounds root = box("#block-2");
        robot.moveTo(center("#tile-data")).press(MouseButton.PRIMARY);
        move(robot, root.getCenterX(), 70);
        move(robot, root.getMaxX() - 4, 70);
        assertTrue(box("#strip-caret").getCenterX() >= root.getMaxX() - 4, "the caret's place");
        robot.release(MouseButton.PRIMARY);
        one("Add data");
        assertEquals(List.of("ESP", "root", "data"), List.of(name(0), name(1), name(2)));
        undoOne();

        // A little beyond the end is the end, too.
        robot.moveTo(center("#tile-data")).press(MouseButton.PRIMARY);
        move(robot, root.getCenterX(), 70);
        move(robot, root.getMaxX() + 20, 70);
        robot.release(MouseButton.PRIMARY);
        one("Add data");
        assertEquals("data", name(2));
        undoOne();

        // Before the last block, if let go left of its middle.
        robot.moveTo(center("#tile-data")).press(MouseButton.PRIMARY);
        move(robot, root.getMaxX() - 4, 70);
        move(robot, root.getCenterX() - 20, 70);
        robot.release(MouseButton.PRIMARY);
        one("Add data");
        assertEquals(List.of("ESP", "data", "root"), List.of(name(0), name(1), name(2)));
    }

    @Test
    void namesAndSizesAreEditedInPlace(FxRobot robot) throws Exception {
        ready();
        Bounds data = box("#block-3");
        robot.moveTo(point(data.getMinX() + 30, 18));
        robot.doubleClickOn(MouseButton.PRIMARY);
        field(robot, "home");
        one("Rename data to home");
        undoOne();
        robot.clickOn("#block-3");
        key(robot, KeyCode.S);
        robot.interact(() -> robot.lookup("#strip-field").queryAs(TextField.class).setText("50%"));
        assertEquals(4 * Units.GIB, shown(2));
        key(robot, KeyCode.ESCAPE);
        assertEquals(2 * Units.GIB, shown(2));
        robot.moveTo(point(data.getMinX() + 30, 36));
        robot.doubleClickOn(MouseButton.PRIMARY);
        field(robot, "1.5G");
        one("Resize data to 1.5G");
        assertEquals(1536 * Units.MIB, size(2));
        undoOne();
        key(robot, KeyCode.F2);
        field(robot, "a name that is much too long for what the table holds");
        assertEquals(List.of(), models.document().done(), "refused");
        key(robot, KeyCode.ESCAPE);
    }

    @Test
    void severalAreOneStep(FxRobot robot) throws Exception {
        ready();
        robot.clickOn("#block-1");
        key(robot, KeyCode.RIGHT, KeyCode.SHIFT);
        assertEquals(List.of(0, 1), models.document().selectedPartitions());
        robot.interact(() -> pressWithControl(robot.lookup("#block-3").query()));
        assertEquals(List.of(0, 1, 2), models.document().selectedPartitions());
        key(robot, KeyCode.SPACE);
        assertEquals(List.of(0, 1), models.document().selectedPartitions());
        key(robot, KeyCode.DELETE);
        one("Delete 2 partitions");
        assertEquals(1, models.document().explicitLayout().partitions().size());
        undoOne();
        robot.clickOn("#block-3");
        key(robot, KeyCode.D, KeyCode.CONTROL);
        one("Duplicate data");
        assertEquals("data2", name(3));
        undoOne();
    }

    @Test
    void menusOfferTheSame(FxRobot robot) throws Exception {
        ready();
        robot.rightClickOn("#block-3");
        until(() -> robot.lookup("#menu-strip-duplicate").tryQuery().isPresent());
        robot.clickOn("#menu-strip-duplicate");
        one("Duplicate data");
        undoOne();
        robot.clickOn("#free-1");
        key(robot, KeyCode.ENTER);
        until(() -> robot.lookup("#free-use-previous").tryQuery().isPresent());
        robot.clickOn("#free-use-previous");
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(size(2) > 4 * Units.GIB, "data took it");
        undoOne();
    }

    @Test
    void theMenuOpensByKeysWithContentsAndHelpNamesThem(FxRobot robot) throws Exception {
        ready();
        robot.clickOn("#block-2");
        key(robot, KeyCode.F10, KeyCode.SHIFT);
        until(() -> robot.lookup("#menu-strip-duplicate").tryQuery().isPresent());
        assertTrue(robot.lookup("#menu-contents").tryQuery().isPresent());
        key(robot, KeyCode.ESCAPE);
        String help = robot.lookup("#block-2").query().getAccessibleHelp();
        assertTrue(help.contains("F2 renames") && help.contains("Shift+F10 opens"), help);
        robot.interact(() -> models.layout().zoomBy(4));
        WaitForAsyncUtils.waitForFxEvents(3);
        assertTrue(robot.lookup("#strip-map").query().isVisible());
        key(robot, KeyCode.DIGIT0, KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents(3);
        assertFalse(robot.lookup("#strip-map").query().isVisible());
    }

    @Test
    void outlineAndInspectorFollowTheHand(FxRobot robot) throws Exception {
        ready();
        robot.clickOn("#block-2");
        key(robot, KeyCode.R);
        key(robot, KeyCode.RIGHT, KeyCode.SHIFT);
        assertEquals(4 * Units.GIB, shown(1));
        until(() -> models.outline().rows().stream().anyMatch(it -> it.detail().equals("4 GiB")));
        key(robot, KeyCode.ESCAPE);
        until(() -> models.outline().rows().stream().noneMatch(it -> it.detail().equals("4 GiB")));
        assertEquals(new Selected.Partition(1), models.document().selectedProperty().get());
    }

    @Test
    void zoomShowsAMapThatScrolls(FxRobot robot) throws Exception {
        ready();
        Bounds before = box("#block-3");
        for (int i = 0; i < 1; i++) {
            robot.interact(() -> scrollWithControl(robot.lookup("#block-3").query()));
        }
        WaitForAsyncUtils.waitForFxEvents(3);
        assertTrue(robot.lookup("#strip-map").query().isVisible());
        assertTrue(box("#block-3").getWidth() > 2 * before.getWidth());
        double x = content("#block-1");
        robot.drag(center("#strip-map-window"), MouseButton.PRIMARY).dropBy(-60, 0);
        WaitForAsyncUtils.waitForFxEvents(3);
        assertTrue(content("#block-1") > x);
        robot.interact(() -> models.layout().zoomBy(0));
        robot.clickOn("#block-3");
        key(robot, KeyCode.L);
        assertEquals("LOG", models.layout().scaleProperty().get().name());
        key(robot, KeyCode.T);
        assertTrue(models.layout().structuresProperty().get());
    }

    @Test
    void anEmptyDiskAndACrowdedOneOfferAWay(FxRobot robot) throws Exception {
        ready();
        robot.interact(() -> StripScene.open(models, StripScene.over()));
        until(() -> robot.lookup("#remedy-0").tryQuery().isPresent());
        robot.clickOn("#remedy-0");
        until(() -> models.layout().surplusProperty().get() == null);
        robot.interact(() -> StripScene.open(models, StripScene.empty()));
        until(() -> robot.lookup("#strip-empty").query().isVisible());
        robot.clickOn("#empty-efi");
        until(() -> robot.lookup("#block-2").tryQuery().isPresent());
        one("Start with UEFI Linux");
    }

    private void ready() throws TimeoutException {
        until(() -> new FxRobot().lookup("#block-3").tryQuery().isPresent());
    }

    /// {@return where a block is drawn in the window}
    private double content(String id) {
        return new FxRobot().lookup(id).query().localToScene(0, 0).getX();
    }

    private Bounds box(String id) {
        return new FxRobot().lookup(id).query().getBoundsInParent();
    }

    private Point2D center(String id) {
        Node node = new FxRobot().lookup(id).query();
        Bounds box = node.getLayoutBounds();
        return node.localToScreen(box.getCenterX(), box.getCenterY());
    }

    private Point2D lock(String id) {
        Node node = new FxRobot().lookup(id).lookup(".lock-spot").query();
        Bounds box = node.getLayoutBounds();
        return node.localToScreen(box.getCenterX(), box.getCenterY());
    }

    private Point2D point(double x, double y) {
        Node block = new FxRobot().lookup("#block-1").query();
        return block.getParent().localToScreen(x, y);
    }

    private void press(FxRobot robot, double x, double y) {
        robot.moveTo(point(x, y)).press(MouseButton.PRIMARY);
    }

    private void move(FxRobot robot, double x, double y) {
        Point2D at = point(x, y);
        robot.moveTo(at.add(-3, 0)).moveTo(at);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void drag(FxRobot robot, double x, double y, double toX, double toY) {
        press(robot, x, y);
        move(robot, toX, toY);
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// The robot's mouse knows nothing of the keyboard: the modifier comes while the edge is in hand.
    private void drag(FxRobot robot, KeyCode modifier, double x, double toX) {
        press(robot, x, 70);
        move(robot, toX, 70);
        robot.press(modifier).release(MouseButton.PRIMARY).release(modifier);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void key(FxRobot robot, KeyCode code, KeyCode... modifiers) {
        robot.press(modifiers).press(code).release(code).release(modifiers);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void field(FxRobot robot, String text) {
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> robot.lookup("#strip-field").queryAs(TextField.class).setText(text));
        key(robot, KeyCode.ENTER);
    }

    private long size(int index) {
        return size(models.planning().current(), index);
    }

    private long shown(int index) {
        return size(models.planning().shownProperty().get(), index);
    }

    private static long size(@Nullable Plan plan, int index) {
        return plan == null ? -1 : plan.partition(index).map(Segment::size).orElse(-1L);
    }

    private String name(int index) {
        return models.document().explicitLayout().partitions().get(index).name();
    }

    private void one(String label) {
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(1, models.document().done().size(), "steps");
        String last = models.document().done().getLast().label();
        assertTrue(last.startsWith(label), last);
    }

    private void undoOne() {
        WaitForAsyncUtils.waitForFxEvents();
        new FxRobot().interact(models.document()::undo);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void pressWithControl(Node block) {
        Bounds box = block.getLayoutBounds();
        Point2D at = block.localToScene(box.getCenterX(), box.getCenterY());
        Event.fireEvent(
                block,
                new MouseEvent(
                        MouseEvent.MOUSE_PRESSED,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
                        MouseButton.PRIMARY,
                        1,
                        false,
                        true,
                        false,
                        false,
                        true,
                        false,
                        false,
                        false,
                        false,
                        true,
                        new PickResult(block, at.getX(), at.getY())));
    }

    private static void scrollWithControl(Node block) {
        Bounds box = block.getLayoutBounds();
        Point2D at = block.localToScene(box.getCenterX(), box.getCenterY());
        Event.fireEvent(
                block,
                new ScrollEvent(
                        ScrollEvent.SCROLL,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
                        false,
                        true,
                        false,
                        false,
                        false,
                        false,
                        0,
                        4,
                        0,
                        4,
                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                        0,
                        ScrollEvent.VerticalTextScrollUnits.NONE,
                        0,
                        0,
                        new PickResult(block, at.getX(), at.getY())));
    }
}
