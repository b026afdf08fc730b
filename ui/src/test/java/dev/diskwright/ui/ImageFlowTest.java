package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.ui.drop.DropSupport;
import dev.diskwright.ui.help.Explained;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.Accessibility;
import dev.diskwright.ui.testing.FakeDesktop;
import dev.diskwright.ui.testing.FakeServices;
import dev.diskwright.ui.testing.SampleImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Images are opened, seen and verified in the window, on the core.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // show runs before every test
class ImageFlowTest {
    @TempDir private static Path folder;
    private static Path image;
    private ViewModels models;
    private FakeDesktop desktop;

    @BeforeAll
    static void build() throws Exception {
        image = SampleImages.build(folder, "web.qcow2", "qcow2");
    }

    @Start
    void show(Stage stage) {
        Settings settings =
                Settings.defaults()
                        .look(it -> it.withTheme(Look.Theme.LIGHT).withMotion(Look.Motion.REDUCED));
        TestWindow window =
                TestWindow.of(
                        new FxJobRunner(Throwable::printStackTrace),
                        folder,
                        settings,
                        new CoreServices(),
                        new FakeServices());
        models = window.models();
        desktop = window.desktop();
        new Window(stage, models).show();
        stage.setWidth(1000);
        stage.setHeight(700);
    }

    @Test
    void anImageThatIsDroppedIsLookedInto(FxRobot robot) throws Exception {
        Node start = robot.lookup("#screen-start").query();
        over(robot, start, robot.lookup("#drop-area").query(), 0.5);
        assertEquals(
                List.of("Look into web.qcow2", "New design with this layout"),
                robot.lookup(".drop-zone .drop-word").queryAllAs(Label.class).stream()
                        .map(Label::getText)
                        .toList());
        Point2D first = at(start, robot.lookup(".drop-zone").query(), 0.5);
        robot.interact(
                () -> assertTrue(drops(start).drop(List.of(image), first.getX(), first.getY())));
        opened(robot);
        assertEquals("web.qcow2", text(robot, "#image-title"));
        assertTrue(text(robot, "#image-subtitle").startsWith("QEMU disk (qcow2), file of "));

        TableView<?> parts = robot.lookup("#image-parts").queryAs(TableView.class);
        assertEquals(2, parts.getItems().size());
        robot.clickOn("#image-part-2");
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(text(robot, "#image-details-title").startsWith("2: "));
        robot.type(KeyCode.LEFT);
        assertTrue(text(robot, "#image-details-title").startsWith("1: "));
        assertTrue(robot.lookup("#image-part-1").query().isFocused());
        assertEquals(List.of(), Accessibility.of((Parent) robot.lookup("#screen-inspect").query()));
        assertEquals("images", Explained.topicOf(robot.lookup("#image-tree").query()).page());
    }

    @Test
    void anImageIsOpenedByCommandAndWalkedByKeys(FxRobot robot) throws Exception {
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT4).release(KeyCode.DIGIT4, KeyCode.CONTROL);
        until(() -> robot.lookup("#image-drop-area").tryQuery().isPresent());
        assertEquals(List.of(), Accessibility.of((Parent) robot.lookup("#screen-inspect").query()));
        desktop.answer(image);
        robot.interact(() -> robot.lookup("#image-open").query().requestFocus());
        robot.type(KeyCode.SPACE);
        opened(robot);

        TreeView<?> tree = robot.lookup("#image-tree").queryAs(TreeView.class);
        robot.interact(tree::requestFocus);
        robot.type(KeyCode.DOWN);
        assertTrue(text(robot, "#image-details-title").startsWith("1: "));
        robot.type(KeyCode.UP).type(KeyCode.UP);
        assertEquals("web.qcow2", text(robot, "#image-details-title"));

        robot.press(KeyCode.CONTROL, KeyCode.F9).release(KeyCode.F9, KeyCode.CONTROL);
        until(() -> robot.lookup("#image-judgement").query().isVisible());
        assertEquals("No faults were found", text(robot, "#image-verdict"));
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT4).release(KeyCode.DIGIT4, KeyCode.CONTROL);
        assertEquals(Screen.INSPECT, models.shell().screenProperty().get());
    }

    @Test
    void aDamagedImageSaysWhatIsWrongAndIsSeenAsRawBytes(FxRobot robot) throws Exception {
        Path damaged = Files.copy(image, folder.resolve("damaged.qcow2"));
        SampleImages.damage(damaged, 40, 0xff, 0xff); // the L1 table's offset
        desktop.answer(damaged);
        robot.interact(() -> models.shell().commands().run("openImage"));
        until(() -> robot.lookup("#error-headline").tryQuery().isPresent());
        assertEquals("damaged.qcow2 is damaged", text(robot, "#error-headline"));
        List<String> facts =
                robot
                        .lookup("#screen-inspect .error-card .fact-value")
                        .queryAllAs(Label.class)
                        .stream()
                        .map(Label::getText)
                        .toList();
        assertTrue(facts.contains("l1TableOffset"), facts.toString());
        assertFalse(models.shell().commands().get("verifyImage").isAvailable());

        robot.clickOn("#error-open_raw");
        opened(robot);
        assertTrue(text(robot, "#image-subtitle").contains("(raw)"));
    }

    @Test
    void damageInsideAnImageIsFoundAndListed(FxRobot robot) throws Exception {
        Path raw = SampleImages.build(folder, "inside.raw", "raw");
        SampleImages.damage(raw, (1 << 20) + 3, 1, 2, 3, 4, 5); // in the first sector of the ESP
        SampleImages.damage(raw, 512 + 24, 9); // in the GPT's header
        robot.interact(() -> models.image().open(raw));
        until(() -> !models.image().busyProperty().get());
        robot.interact(models.image()::startVerify);
        until(() -> robot.lookup("#image-judgement").query().isVisible());
        assertEquals(
                "bad",
                Objects.requireNonNull(models.image().verify().judgementProperty().get()).kind());
        assertTrue(robot.lookup("#image-findings").query().isVisible());
        robot.clickOn("#findings-copy");
        assertTrue(desktop.done().getLast().contains("inside.raw"));
    }

    private void opened(FxRobot robot) throws TimeoutException {
        until(() ->
                robot.lookup("#screen-inspect").tryQuery().isPresent()
                        && models.image().rootProperty().get() != null);
    }

    private void over(FxRobot robot, Node screen, Node area, double share) throws TimeoutException {
        Point2D at = at(screen, area, share);
        until(() -> {
            drops(screen).over(List.of(image), at.getX(), at.getY());
            return robot.lookup(".drop-zone.looking").tryQuery().isEmpty();
        });
    }

    /// {@return a place on a node, in the coordinates of the screen}
    private static Point2D at(Node screen, Node node, double share) {
        Bounds bounds = node.getLayoutBounds();
        return screen.sceneToLocal(
                node.localToScene(
                        bounds.getMinX() + share * bounds.getWidth(), bounds.getCenterY()));
    }

    private static DropSupport drops(Node node) {
        return (DropSupport) Objects.requireNonNull(node.getProperties().get(DropSupport.class));
    }

    private static String text(FxRobot robot, String label) {
        return Objects.requireNonNull(robot.lookup(label).queryAs(Label.class).getText());
    }
}
