package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.until;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.ui.drop.DropSupport;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.testing.FakeDesktop;
import dev.diskwright.ui.testing.FakeServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Files from outside on the strip: dropped, pasted and chosen, on the real planner.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // show runs before every test
class DropFlowTest {
    @TempDir private static Path folder;
    private ViewModels models;
    private FakeDesktop desktop;

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
        StripScene.open(models, StripScene.four());
        new Window(stage, models).show();
        stage.setWidth(1000);
        stage.setHeight(700);
    }

    @BeforeEach
    void ready() throws TimeoutException {
        until(() -> new FxRobot().lookup("#block-3").tryQuery().isPresent());
    }

    @Test
    void anArchiveFillsABlockThatHasNothingYet(FxRobot robot) throws Exception {
        Path tar = write("root.tar", tar());
        drop(robot, tar, "#block-2", 0.9, "Use as contents of root");
        until(() -> !contents().isEmpty());
        assertEquals(List.of(new Content("root.tar", "/", null, null, null)), contents());
        step("Use as contents of root");

        // Now there is something to replace, or to add to.
        over(robot, tar, "#block-2", 0.2);
        assertEquals(
                List.of("Replace contents of root", "Add under root…"),
                robot.lookup(".drop-zone .drop-word").queryAllAs(Label.class).stream()
                        .map(Label::getText)
                        .toList());
        drop(robot, write("new.tar", tar()), "#block-2", 0.1, "Replace contents of root");
        assertEquals(2, models.document().done().size());
        assertEquals("new.tar", contents().getFirst().source());
        undo(robot);
        undo(robot);
        assertEquals(List.of(), contents());
    }

    @Test
    void anArchiveOnFreeSpaceGetsAPartition(FxRobot robot) throws Exception {
        drop(robot, write("web.tar", tar()), "#free-1", 0.5, "New partition that fits web.tar");
        until(() -> partitions().size() == 4);
        assertEquals("web", partitions().get(3).name());
        assertEquals("/srv", partitions().get(3).mount());
        undo(robot);
        assertEquals(3, partitions().size());
        assertEquals(List.of(), contents());
    }

    @Test
    void anArchiveOnTheEmptyStripMakesADiskWithThisRoot(FxRobot robot) throws Exception {
        empty(robot);
        drop(robot, write("root.tar", tar()), "#strip-empty", 0.5, "New disk with this root");
        until(() -> robot.lookup("#block-2").tryQuery().isPresent());
        assertEquals("/", contents().getFirst().target());
        step("New disk with this root");
        undo(robot);
        assertEquals(List.of(), partitions());
    }

    @Test
    void oneOfTheImagesPartitionsBecomesABlock(FxRobot robot) throws Exception {
        drop(robot, write("stick.img", disk(6)), "#block-3", 0.1, "Take one partition…");
        until(() -> robot.lookup("#answer-part-2").tryQuery().isPresent());
        assertTrue(robot.lookup("#answer-part-1").query().isFocused());
        robot.clickOn("#answer-part-2");
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(new Filesystem.Image("stick.img", 2), partitions().get(2).filesystem());
        step("Take partition 2 of stick.img");
        undo(robot);
        assertTrue(partitions().get(2).filesystem() instanceof Filesystem.Ext4);
    }

    @Test
    void aDiskImageOnTheEmptyStripIsImported(FxRobot robot) throws Exception {
        byte[] stick = disk(2);
        stick[0] = (byte) 0xeb; // boot code
        empty(robot);
        drop(robot, write("old.img", stick), "#strip-empty", 0.2, "New design with this layout");
        until(() -> models.document().require().name().equals("old"));
        until(() -> robot.lookup("#block-2").tryQuery().isPresent());
        assertEquals(2, partitions().size());
        assertEquals(1, models.around().notices().banners().size());
        robot.clickOn("#banner-import-lost-show");
        until(() -> robot.lookup("#question").query().isVisible());
        assertTrue(shown(robot, ".question-text").contains("boot code"));
    }

    @Test
    void filesArePastedOntoTheSelectedBlock(FxRobot robot) throws Exception {
        Path tar = write("root.tar", tar());
        desktop.paste(List.of(tar), "");
        robot.clickOn("#block-2");
        paste(robot);
        until(() -> !contents().isEmpty());
        step("Use as contents of root");
        undo(robot);

        desktop.paste(List.of(), tar.toString());
        robot.clickOn("#block-3");
        paste(robot);
        until(() -> !contents().isEmpty());
        assertEquals("/data", contents().getFirst().target());
        undo(robot);

        // Partitions still go into the layout.
        until(() -> !models.planning().busyProperty().get());
        robot.clickOn("#block-3");
        robot.press(KeyCode.CONTROL, KeyCode.C).release(KeyCode.C, KeyCode.CONTROL);
        paste(robot);
        assertEquals(4, partitions().size());
        assertFalse(robot.lookup("#question").query().isVisible());
    }

    @Test
    void theEmptyStripIsFilledByPastingAndFromAChosenFolder(FxRobot robot) throws Exception {
        empty(robot);
        desktop.answer(Files.createDirectories(folder.resolve("tree")));
        desktop.paste(List.of(write("root.tar", tar())), "");
        robot.interact(() -> robot.lookup("#empty-efi").query().requestFocus());
        paste(robot);
        until(() -> robot.lookup("#block-2").tryQuery().isPresent());
        assertEquals("root.tar", contents().getFirst().source());
        step("New disk with this root");
        undo(robot);
        until(() -> robot.lookup("#strip-empty").query().isVisible());

        robot.clickOn("#empty-source");
        robot.clickOn("#answer-choose-folder");
        until(() -> robot.lookup("#block-2").tryQuery().isPresent());
        assertEquals(new Content("tree", "/", null, null, null), contents().getFirst());
        step("New disk with this root");
    }

    private void empty(FxRobot robot) throws TimeoutException {
        robot.interact(() -> StripScene.open(models, StripScene.empty()));
        until(() -> robot.lookup("#strip-empty").query().isVisible());
        until(() -> robot.lookup("#block-3").tryQuery().isEmpty());
    }

    private static Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] tar() {
        byte[] header = new byte[1536];
        System.arraycopy("etc/".getBytes(US_ASCII), 0, header, 0, 4);
        System.arraycopy("0000755".getBytes(US_ASCII), 0, header, 100, 7);
        System.arraycopy("0000000".getBytes(US_ASCII), 0, header, 108, 7);
        System.arraycopy("0000000".getBytes(US_ASCII), 0, header, 116, 7);
        System.arraycopy("00000000000".getBytes(US_ASCII), 0, header, 124, 11);
        System.arraycopy("00000000000".getBytes(US_ASCII), 0, header, 136, 11);
        header[156] = '5';
        System.arraycopy("ustar\00000".getBytes(US_ASCII), 0, header, 257, 8);
        int sum = 8 * ' ';
        for (int i = 0; i < 512; i++) {
            sum += header[i];
        }
        System.arraycopy("%06o\0 ".formatted(sum).getBytes(US_ASCII), 0, header, 148, 8);
        return header;
    }

    /// {@return a disk of 1 MiB with primary partitions of 64 KiB, four at most}
    private static byte[] disk(int wanted) {
        byte[] disk = new byte[1 << 20];
        for (int i = 0; i < Math.min(4, wanted); i++) {
            int entry = 446 + 16 * i;
            disk[entry + 4] = (byte) 0x83;
            disk[entry + 9] = (byte) (i + 1); // times 256 sectors
            disk[entry + 12] = (byte) 128;
        }
        disk[510] = 0x55;
        disk[511] = (byte) 0xaa;
        return disk;
    }

    /// Moves a file over a node, until it is known what it is.
    private static Point2D over(FxRobot robot, Path file, String node, double share)
            throws TimeoutException {
        DropSupport drops = drops(robot);
        Point2D at = at(robot, node, share);
        until(() -> {
            drops.over(List.of(file), at.getX(), at.getY());
            return robot.lookup(".drop-zone.looking").tryQuery().isEmpty();
        });
        return at;
    }

    private static void drop(FxRobot robot, Path file, String node, double share, String zone)
            throws TimeoutException {
        Point2D at = over(robot, file, node, share);
        Node here =
                robot.lookup(".drop-zone").queryAll().stream()
                        .filter(it ->
                                it.getPseudoClassStates().stream()
                                        .anyMatch(
                                                state -> state.getPseudoClassName().equals("here")))
                        .findFirst()
                        .orElseThrow();
        assertEquals(zone, ((Label) here.lookup(".drop-word")).getText());
        robot.interact(() -> assertTrue(drops(robot).drop(List.of(file), at.getX(), at.getY())));
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(robot.lookup("#drop-overlay").tryQuery().isEmpty());
    }

    private static DropSupport drops(FxRobot robot) {
        for (Node it = robot.lookup(".strip-card").query(); it != null; it = it.getParent()) {
            if (it.getProperties().get(DropSupport.class) instanceof DropSupport drops) {
                return drops;
            }
        }
        throw new AssertionError("the strip takes no drops");
    }

    /// {@return a place on a node, in the coordinates of the card}
    private static Point2D at(FxRobot robot, String id, double share) {
        Node node = robot.lookup(id).query();
        Bounds bounds = node.getLayoutBounds();
        return robot.lookup(".strip-card")
                .query()
                .sceneToLocal(
                        node.localToScene(
                                bounds.getMinX() + share * bounds.getWidth(), bounds.getCenterY()));
    }

    private static void paste(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.V).release(KeyCode.V, KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private List<Content> contents() {
        return models.document().require().contents();
    }

    private List<PartitionSpec> partitions() {
        return models.document().explicitLayout().partitions();
    }

    private static String shown(FxRobot robot, String label) {
        return Objects.requireNonNull(robot.lookup(label).queryAs(Label.class).getText());
    }

    private void step(String label) {
        assertEquals(1, models.document().done().size(), "steps");
        assertEquals(label, models.document().done().getLast().label());
    }

    private void undo(FxRobot robot) {
        robot.interact(models.document()::undo);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
