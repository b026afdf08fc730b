package dev.diskwright.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.boot.SelfTest;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Qemu;
import dev.diskwright.core.testing.TarWriter;
import dev.diskwright.ui.build.Outcome;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.drop.DropSupport;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.FakeDesktop;
import dev.diskwright.ui.testing.FakeServices;
import dev.diskwright.ui.testing.ForeignWindow;
import dev.diskwright.ui.testing.FxWatch;
import dev.diskwright.ui.testing.Png;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The way of a new user from the start screen to an image that boots, once by pointer and once by keys alone, with the
/// real planner and builder. On the headless toolkit a drop calls what the platform's event would call; on a real desktop
/// (`-Dui.platform=gtk`) the archive is dragged over from another program's window.
@ExtendWith(ApplicationExtension.class)
@Tag("peer")
@Tag("boot")
@SuppressWarnings("NullAway.Init") // show runs before every test
class NewUserPathTest {
    private static final boolean DESKTOP = System.getProperty("glass.platform", "").equals("gtk");
    private static final int WAIT = 100;

    /// In milliseconds; nothing is compiled yet when everything is done for the first time.
    private static final int WORK = 600;

    @TempDir private Path folder;
    private Path archive;
    private ViewModels models;
    private FakeDesktop desktop;
    private Stage window;

    @Start
    void show(Stage stage) throws Exception {
        archive = Files.write(folder.resolve("rootfs.tar"), root());
        Settings settings =
                Settings.defaults()
                        .look(it -> it.withTheme(Look.Theme.LIGHT).withMotion(Look.Motion.REDUCED));
        TestWindow outside =
                TestWindow.of(
                        new FxJobRunner(Throwable::printStackTrace),
                        folder,
                        settings,
                        new CoreServices(),
                        new FakeServices());
        desktop = outside.desktop();
        models = outside.models();
        window = stage;
        new Window(stage, models).show();
        stage.setX(0);
        stage.setY(DESKTOP ? 60 : 0);
        stage.setWidth(1000);
        stage.setHeight(720);
    }

    private static byte[] root() {
        byte[] file = new byte[3 << 20];
        for (int i = 0; i < file.length; i++) {
            file[i] = (byte) (i * 31 + (i >> 11));
        }
        return new TarWriter()
                .member("etc/", '5', 0755, "", new byte[0])
                .member("etc/hostname", '0', 0644, "", "box\n".getBytes(UTF_8))
                .member("usr/", '5', 0755, "", new byte[0])
                .member("usr/lib.so", '0', 0755, "", file)
                .end();
    }

    @Test
    void byPointer(FxRobot robot) throws Exception {
        warmUp(robot);
        FxWatch watch = FxWatch.start(WAIT, WORK);
        robot.clickOn("#preset-efi");
        until(() -> robot.lookup("#block-2").tryQuery().isPresent() && !busy());

        drop(robot);
        until(() -> models.document().require().contents().size() == 1 && !busy());
        assertEquals("/", models.document().require().contents().getFirst().target());

        dragEspTo(robot, 512 * Units.MIB);
        assertEquals(512 * Units.MIB, size(0));

        dragTile(robot);
        until(() -> !busy());
        assertEquals(3, models.document().explicitLayout().partitions().size());

        // Too small for what was dropped on it: a problem, and one click that mends it.
        robot.clickOn("#block-" + (rootIndex() + 1));
        robot.type(KeyCode.S);
        field(robot, "2MiB");
        until(() -> !busy() && models.problems().rows().size() > 0);
        robot.clickOn("#toolbar-problems");
        until(() -> robot.lookup(".problem-fix").tryQuery().isPresent());
        robot.clickOn(robot.lookup(".problem-fix").<Node>query());
        until(() -> !busy() && plan().isBuildable());

        Design wanted = models.document().require();
        while (!models.document().done().isEmpty()) {
            robot.clickOn("#toolbar-undo");
        }
        assertFalse(models.document().dirtyProperty().get());
        while (!models.document().undone().isEmpty()) {
            robot.clickOn("#toolbar-redo");
        }
        assertEquals(wanted, models.document().require());

        desktop.answer(folder.resolve("first.diskwright.json"));
        robot.interact(() -> models.shell().commands().run("save"));
        until(() -> !models.document().dirtyProperty().get() && !busy());
        robot.clickOn("#toolbar-build");
        until(() -> models.build().blockedProperty().get().isEmpty());
        robot.clickOn("#build-start");
        Path image = built(robot);
        List<String> stalls = watch.stop();
        judge(image);
        assertEquals(List.of(), stalls, "the toolkit's thread was kept busy");
    }

    @Test
    void byKeysAlone(FxRobot robot) throws Exception {
        until(() -> robot.lookup("#preset-efi").tryQuery().isPresent());
        tabTo(robot, "preset-efi");
        robot.type(KeyCode.ENTER);
        until(() -> robot.lookup("#block-2").tryQuery().isPresent() && !busy());

        // The root block takes what is pasted.
        select(robot, new Selected.Partition(1));
        desktop.paste(List.of(archive), "");
        chord(robot, KeyCode.CONTROL, KeyCode.V);
        until(() -> models.document().require().contents().size() == 1 && !busy());

        select(robot, new Selected.Partition(0));
        robot.type(KeyCode.S);
        field(robot, "512MiB");
        until(() -> !busy());
        assertEquals(512 * Units.MIB, size(0));

        chord(robot, KeyCode.SHIFT, KeyCode.TAB);
        tabTo(robot, "tile-esp");
        for (int i = 0; i < 3; i++) {
            robot.type(KeyCode.RIGHT);
        }
        robot.type(KeyCode.ENTER);
        until(() -> models.document().explicitLayout().partitions().size() == 3 && !busy());

        select(robot, new Selected.Partition(rootIndex()));
        robot.type(KeyCode.S);
        field(robot, "2MiB");
        until(() -> !busy() && models.problems().rows().size() > 0);
        robot.type(KeyCode.F8);
        chord(robot, KeyCode.CONTROL, KeyCode.J);
        tabTo(robot, ".problem-fix");
        robot.type(KeyCode.SPACE);
        until(() -> !busy() && plan().isBuildable());

        Design wanted = models.document().require();
        while (!models.document().done().isEmpty()) {
            chord(robot, KeyCode.CONTROL, KeyCode.Z);
        }
        assertFalse(models.document().dirtyProperty().get());
        while (!models.document().undone().isEmpty()) {
            chord(robot, KeyCode.CONTROL, KeyCode.Y);
        }
        assertEquals(wanted, models.document().require());

        desktop.answer(folder.resolve("keys.diskwright.json"));
        chord(robot, KeyCode.CONTROL, KeyCode.S);
        until(() -> !models.document().dirtyProperty().get() && !busy());
        robot.type(KeyCode.F9);
        judge(built(robot));
    }

    /// Every screen once, so that what follows is not the toolkit's first time.
    private void warmUp(FxRobot robot) throws Exception {
        until(() -> robot.lookup("#preset-efi").tryQuery().isPresent());
        robot.interact(() -> models.files().create("efi"));
        until(() -> robot.lookup("#block-2").tryQuery().isPresent() && !busy());
        robot.interact(() -> models.shell().showProblems());
        robot.interact(() -> models.shell().commands().run("drawer"));
        robot.interact(() -> models.shell().show(Screen.BUILD));
        robot.interact(() -> models.shell().show(Screen.START));
        until(() -> robot.lookup("#preset-efi").tryQuery().isPresent());
    }

    private void drop(FxRobot robot) throws Exception {
        Node root = robot.lookup("#block-2").query();
        Point2D to = center(root);
        if (DESKTOP) {
            try (ForeignWindow files = ForeignWindow.open(archive, 1010, 60, 120, 60)) {
                robot.moveTo(files.x() + 30, files.y() + 30).press(MouseButton.PRIMARY);
                for (int i = 1; i <= 20; i++) {
                    robot.moveTo(
                            files.x() + 30 + (to.getX() - files.x() - 30) * i / 20,
                            files.y() + 30 + (to.getY() - files.y() - 30) * i / 20);
                    WaitForAsyncUtils.sleep(40, TimeUnit.MILLISECONDS);
                }
                until(() -> robot.lookup(".drop-zone").tryQuery().isPresent());
                robot.release(MouseButton.PRIMARY);
                assertTrue(files.waitForDrop(), "the drop was refused");
            }
            return;
        }
        Node strip = robot.lookup("#strip").query();
        DropSupport support = support(strip);
        Point2D at = robot.lookup(".strip-card").query().screenToLocal(to);
        until(() -> {
            support.over(List.of(archive), at.getX(), at.getY());
            return robot.lookup(".drop-zone").tryQuery().isPresent();
        });
        robot.interact(() -> assertTrue(support.drop(List.of(archive), at.getX(), at.getY())));
    }

    private static DropSupport support(Node node) {
        Node it = node;
        while (!it.getProperties().containsKey(DropSupport.class)) {
            it = Objects.requireNonNull(it.getParent());
        }
        return (DropSupport) Objects.requireNonNull(it.getProperties().get(DropSupport.class));
    }

    private void dragEspTo(FxRobot robot, long wanted) throws Exception {
        robot.clickOn("#block-1");
        Bounds esp = robot.lookup("#block-1").query().getBoundsInParent();
        Parent strip = robot.lookup("#block-1").query().getParent();
        Point2D edge = strip.localToScreen(esp.getMaxX() - 1, esp.getCenterY());
        robot.moveTo(edge).press(MouseButton.PRIMARY);
        for (int i = 1; i < 600 && shown(0) != wanted; i++) {
            robot.moveTo(edge.add(i, 0));
            WaitForAsyncUtils.waitForFxEvents();
        }
        robot.release(MouseButton.PRIMARY);
        until(() -> !busy());
    }

    private void dragTile(FxRobot robot) {
        Bounds root = robot.lookup("#block-2").query().getBoundsInParent();
        Parent strip = robot.lookup("#block-2").query().getParent();
        robot.moveTo("#tile-data").press(MouseButton.PRIMARY);
        robot.moveTo(strip.localToScreen(root.getCenterX(), root.getCenterY()));
        robot.moveTo(strip.localToScreen(root.getMaxX() - 4, root.getCenterY()));
        WaitForAsyncUtils.waitForFxEvents();
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Path built(FxRobot robot) throws Exception {
        until(() -> models.build().run().outcomeProperty().get() != null);
        Outcome outcome = Objects.requireNonNull(models.build().run().outcomeProperty().get());
        Label verdict = robot.lookup("#build-verdict").query();
        assertTrue(verdict.getText().endsWith("is built and verified"), outcome.toString());
        return folder.resolve(models.document().require().name() + ".qcow2");
    }

    private void judge(Path image) throws Exception {
        Plan plan = plan();
        Peers.require("qemu-img", "sgdisk", "sfdisk", "e2fsck", "fsck.fat", "qemu-system-x86_64");
        Peers.run("qemu-img", "check", image).ok();
        Path raw = folder.resolve("judged.raw");
        Peers.run("qemu-img", "convert", "-O", "raw", image, raw).ok();
        assertTrue(Peers.run("sgdisk", "-v", raw).ok().contains("No problems found"));
        String table = Peers.run("sfdisk", "-J", raw).ok();
        for (Segment.Partition it : plan.partitions()) {
            String place =
                    "\"start\":\\s*%d,\\s*\"size\":\\s*%d,"
                            .formatted(it.start() / 512, it.size() / 512);
            assertTrue(Pattern.compile(place).matcher(table).find(), place + " in " + table);
            Path part = folder.resolve("judged.part");
            Peers.run(
                            "dd",
                            "if=" + raw,
                            "of=" + part,
                            "bs=1M",
                            "iflag=skip_bytes,count_bytes",
                            "skip=" + it.start(),
                            "count=" + it.size(),
                            "conv=sparse",
                            "status=none")
                    .ok();
            String type = Objects.requireNonNull(it.volume()).type();
            if (type.equals("vfat")) {
                Peers.run("fsck.fat", "-n", part).ok();
            } else {
                Peers.run("e2fsck", "-fn", part).ok();
            }
            Files.delete(part);
        }
        Files.delete(raw);
        String serial = Qemu.bootUefi(image, "qcow2", "virtio");
        assertTrue(
                serial.contains(SelfTest.line(models.document().require().name(), "uefi")), serial);
    }

    private int rootIndex() {
        List<PartitionSpec> all = models.document().explicitLayout().partitions();
        return IntStream.range(0, all.size())
                .filter(i -> "/".equals(all.get(i).mount()))
                .findFirst()
                .orElseThrow();
    }

    private boolean busy() {
        return models.planning().busyProperty().get();
    }

    private Plan plan() {
        return Objects.requireNonNull(models.planning().current());
    }

    private long size(int index) {
        return plan().partition(index).orElseThrow().size();
    }

    private long shown(int index) throws Exception {
        return WaitForAsyncUtils.asyncFx(() ->
                        Objects.requireNonNull(models.planning().shownProperty().get())
                                .partition(index)
                                .orElseThrow()
                                .size())
                .get();
    }

    private static Point2D center(Node node) {
        Bounds box = node.getBoundsInLocal();
        return node.localToScreen(box.getCenterX(), box.getCenterY());
    }

    private void select(FxRobot robot, Selected what) throws Exception {
        tabTo(robot, "strip");
        robot.type(KeyCode.HOME);
        WaitForAsyncUtils.waitForFxEvents();
        for (int i = 0; i < 8 && !models.document().selectedProperty().get().equals(what); i++) {
            robot.type(KeyCode.RIGHT);
            WaitForAsyncUtils.waitForFxEvents();
        }
        if (!models.document().selectedProperty().get().equals(what)) {
            picture();
        }
        assertEquals(what, models.document().selectedProperty().get());
    }

    /// Walks with the tabulator until the focus is on the node with that id, or style class after a dot, or within it.
    private void tabTo(FxRobot robot, String wanted) throws Exception {
        for (int i = 0; i < 120; i++) {
            if (WaitForAsyncUtils.asyncFx(() -> hasFocus(wanted)).get()) {
                return;
            }
            robot.type(KeyCode.TAB);
            WaitForAsyncUtils.waitForFxEvents();
        }
        throw new AssertionError("no way by tabulator to " + wanted);
    }

    private boolean hasFocus(String wanted) {
        for (Node it = window.getScene().getFocusOwner(); it != null; it = it.getParent()) {
            if (wanted.startsWith(".")
                    ? it.getStyleClass().contains(wanted.substring(1))
                    : wanted.equals(it.getId())) {
                return true;
            }
        }
        return false;
    }

    private static void chord(FxRobot robot, KeyCode modifier, KeyCode key) {
        robot.press(modifier).press(key).release(key).release(modifier);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void field(FxRobot robot, String text) throws Exception {
        until(() -> robot.lookup("#strip-field").query().isFocused());
        TextField field = robot.lookup("#strip-field").query();
        robot.interact(field::selectAll);
        robot.write(text);
        robot.type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void until(Callable<Boolean> condition) throws TimeoutException {
        try {
            WaitForAsyncUtils.waitFor(
                    30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
        } catch (TimeoutException e) {
            picture();
            throw e;
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Keeps what the window looked like when it did not come as expected.
    private static void picture() {
        String target = System.getProperty("diskwright.screenshots", "");
        if (!target.isEmpty()) {
            new FxRobot()
                    .interact(() -> {
                        Scene scene = javafx.stage.Window.getWindows().getFirst().getScene();
                        try {
                            byte[] picture = Png.encode(scene.snapshot(null));
                            Path folder = Files.createDirectories(Path.of(target));
                            Files.write(folder.resolve("stuck.png"), picture);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
