package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.Digests;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.verify.DiskImage;
import dev.diskwright.ui.help.Explained;
import dev.diskwright.ui.service.ImageServices;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Images are converted in the window, on the core.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // show runs before every test
class ConvertFlowTest {
    @TempDir private static Path shared;
    private static Path original;
    private final CountDownLatch inTheMiddle = new CountDownLatch(1);
    @TempDir private Path folder;
    private boolean slow;
    private ViewModels models;
    private FakeDesktop desktop;

    @BeforeAll
    static void build() throws Exception {
        original = SampleImages.build(shared, "web.qcow2", "qcow2");
    }

    @Start
    void show(javafx.stage.Stage stage) {
        Settings settings =
                Settings.defaults()
                        .look(it -> it.withTheme(Look.Theme.DARK).withMotion(Look.Motion.REDUCED));
        TestWindow window =
                TestWindow.of(
                        new FxJobRunner(Throwable::printStackTrace),
                        shared,
                        settings,
                        new CoreServices(),
                        new FakeServices(),
                        slowly(new CoreImages()));
        models = window.models();
        desktop = window.desktop();
        new Window(stage, models).show();
        stage.setWidth(1000);
        stage.setHeight(700);
    }

    /// {@return the same, but a conversion waits in its middle until it is cancelled while `slow` says so}
    private ImageServices slowly(CoreImages core) {
        return (ImageServices)
                java.lang.reflect.Proxy.newProxyInstance(
                        ImageServices.class.getClassLoader(),
                        new Class<?>[] {ImageServices.class},
                        (_, method, arguments) -> {
                            if (slow && method.getName().equals("convert")) {
                                inTheMiddle.countDown();
                                new CountDownLatch(1).await();
                            }
                            try {
                                return method.invoke(core, arguments);
                            } catch (java.lang.reflect.InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @Test
    void twoFormatsAreWrittenFromOneReadAndVerified(FxRobot robot) throws Exception {
        Path image = open(robot);
        robot.clickOn("#image-convert");
        assertEquals(Screen.CONVERT, models.shell().screenProperty().get());
        assertTrue(
                robot.lookup("#rail-inspect").query().getPseudoClassStates().stream()
                        .anyMatch(it -> it.getPseudoClassName().equals("selected")));
        robot.clickOn("#convert-add");
        WaitForAsyncUtils.waitForFxEvents();
        ComboBox<?> second = robot.lookup("#output-2 .combo-box").queryAs(ComboBox.class);
        assertTrue(second.isFocused(), "the new form has the focus");
        robot.interact(() -> models.convert().outputs().get(1).format().keyProperty().set("vdi"));
        assertEquals(
                image.resolveSibling("web.vdi").toString(),
                models.convert().outputs().get(1).targetProperty().get());
        assertEquals(List.of(), Accessibility.of((Parent) robot.lookup("#screen-convert").query()));
        assertEquals(
                "converting", Explained.topicOf(robot.lookup("#output-target-1").query()).anchor());

        robot.clickOn("#convert-start");
        until(() -> models.convert().run().outcomeProperty().get() != null);
        assertEquals("2 images are written and verified", text(robot, "#build-verdict"));
        assertEquals(List.of("web.img", "web.qcow2", "web.vdi"), files());
        assertEquals(digest(image), digest(image.resolveSibling("web.img")));
        assertEquals(digest(image), digest(image.resolveSibling("web.vdi")));

        robot.clickOn("#build-copy-command");
        assertTrue(
                desktop.done().getLast().startsWith("copy diskwright convert "),
                desktop.done().getLast());
        robot.clickOn("#build-past-tab");
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn("#build-inspect");
        until(() -> models.image().rootProperty().get() != null);
        assertEquals("web.img", text(robot, "#image-title"));
        robot.interact(() -> models.shell().show(Screen.CONVERT));
        assertEquals(2, robot.lookup("#past-runs").queryAs(ListView.class).getItems().size());
    }

    @Test
    void aCancelledConversionLeavesNothing(FxRobot robot) throws Exception {
        open(robot);
        slow = true;
        robot.interact(() -> models.shell().commands().run("convertImage"));
        robot.interact(() -> robot.lookup("#convert-start").query().requestFocus());
        robot.type(KeyCode.SPACE);
        assertTrue(inTheMiddle.await(20, TimeUnit.SECONDS));
        until(() -> robot.lookup("#convert-cancel").query().isFocused());
        assertEquals(1, models.around().tasks().tasks().size());
        robot.press(KeyCode.CONTROL, KeyCode.PERIOD).release(KeyCode.PERIOD, KeyCode.CONTROL);
        until(() -> !models.convert().run().runningProperty().get());
        assertEquals("Conversion cancelled", text(robot, "#build-verdict"));
        assertEquals(List.of("web.qcow2"), files());
        assertEquals(0, models.around().tasks().tasks().size());
        until(() -> robot.lookup("#convert-start").query().isFocused());
    }

    @Test
    void aWrongOptionIsToldAtItsField(FxRobot robot) throws Exception {
        open(robot);
        robot.clickOn("#image-convert");
        robot.interact(() -> {
            var output = models.convert().outputs().getFirst();
            output.format().keyProperty().set("qcow2");
            output.targetProperty().set("other.qcow2");
        });
        Node field = robot.lookup("#output-1 .option-pane .text-field").query();
        robot.clickOn(field);
        robot.press(KeyCode.CONTROL, KeyCode.A).release(KeyCode.A, KeyCode.CONTROL);
        robot.write("3");
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(text(robot, "#convert-blocked").contains("cluster_size"));
        robot.clickOn("#convert-start");
        WaitForAsyncUtils.waitForFxEvents();
        assertFalse(models.convert().run().runningProperty().get());
        assertEquals(List.of("web.qcow2"), files());
        robot.clickOn("#convert-back");
        assertEquals(Screen.INSPECT, models.shell().screenProperty().get());
    }

    private Path open(FxRobot robot) throws Exception {
        Path image = Files.copy(original, folder.resolve("web.qcow2")).toRealPath();
        folder = Objects.requireNonNull(image.getParent());
        robot.interact(() -> models.image().open(image));
        until(() -> models.image().rootProperty().get() != null);
        return image;
    }

    private List<String> files() throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    private static String digest(Path image) throws Exception {
        try (DiskImage it = DiskImage.open(image)) {
            return Digests.fingerprint(it.disk(), Progress.NONE);
        }
    }

    private static String text(FxRobot robot, String label) {
        return Objects.requireNonNull(robot.lookup(label).queryAs(Label.class).getText());
    }
}
