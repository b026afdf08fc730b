package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.act;
import static dev.diskwright.ui.testing.Toolkit.find;
import static dev.diskwright.ui.testing.Toolkit.onToolkit;
import static dev.diskwright.ui.testing.Toolkit.shoot;
import static dev.diskwright.ui.testing.Toolkit.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.vm.LocalHost;
import dev.diskwright.core.vm.session.SessionPlaces;
import dev.diskwright.ui.image.ImageChoice;
import dev.diskwright.ui.machine.MachineSight;
import dev.diskwright.ui.machine.MachineViewModel.Place;
import dev.diskwright.ui.machine.PreviewRow;
import dev.diskwright.ui.running.CheckOutcome;
import dev.diskwright.ui.running.ConsoleViewModel;
import dev.diskwright.ui.running.MachineOutcome;
import dev.diskwright.ui.running.RunningViewModel;
import dev.diskwright.ui.running.RunningViewModel.Phase;
import dev.diskwright.ui.service.LiveListener;
import dev.diskwright.ui.service.MachineOrigin;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.FakeMachines;
import dev.diskwright.ui.testing.FakeServices;
import dev.diskwright.ui.testing.FxWatch;
import dev.diskwright.ui.testing.HostileEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Machines that run in the window: real ones, and emulators that behave badly. Nothing may be left of them.
@Tag("boot")
@EnabledOnOs({OS.LINUX, OS.MAC})
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // show runs before every test
class RunningFlowTest {
    private static final int BOOT = 150; // seconds
    private static final String LINE = "diskwright self-test ok: web";

    private Path folder;
    private Stage stage;
    private ViewModels models;
    private RunningViewModel running;

    @Start
    void show(Stage newStage) throws IOException {
        stage = newStage;
        folder = Files.createTempDirectory(Path.of("/tmp"), "run"); // sockets want a short path
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        act(() -> {
            running.stop();
            models.machines().check().cancel();
        });
        until(() -> !models.machines().isLive());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    left.filter(it -> it.getFileName().toString().startsWith("dw")).toList());
        }
        String place = folder.toString();
        assertFalse(
                ProcessHandle.allProcesses()
                        .anyMatch(it -> it.info().commandLine().orElse("").contains(place)));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path it : all.toList().reversed()) {
                Files.delete(it);
            }
        }
    }

    private CoreMachines machines(LocalHost host) {
        return new CoreMachines(
                host,
                SessionPlaces.in(folder, "ada"),
                folder.resolve("checks"),
                new Random(1),
                Clock.systemUTC());
    }

    private static Design web() {
        Design plain = Design.of("web", Preset.LEGACY);
        return plain.withVm(plain.vm().withMemory(ByteSize.of(256L << 20)));
    }

    private void open(LocalHost host, Design design) throws Exception {
        act(() -> {
            Settings settings =
                    Settings.defaults()
                            .look(it ->
                                    it.withTheme(Look.Theme.LIGHT).withMotion(Look.Motion.REDUCED));
            models =
                    TestWindow.of(
                                    new FxJobRunner(Throwable::printStackTrace),
                                    folder,
                                    settings,
                                    new CoreServices(),
                                    new FakeServices(),
                                    new CoreImages(),
                                    machines(host),
                                    new FakeMachines())
                            .models();
            running = models.machines().running();
            models.document().open(design, null, List.of(), false);
            new Window(stage, models).show();
            stage.setWidth(1000);
            stage.setHeight(680);
            models.shell().show(Screen.MACHINE);
        });
    }

    private static LocalHost real() {
        Peers.require("qemu-system-x86_64");
        return LocalHost.ofThisProcess();
    }

    private boolean says(String text) {
        return running.console().lines().stream().anyMatch(it -> it.contains(text));
    }

    /// Waits as long as an emulated machine may take on a busy host.
    private static void untilBooted(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(
                BOOT, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private String text(String selector) throws Exception {
        return onToolkit(() -> ((Labeled) stage.getScene().lookup(selector)).getText());
    }

    private MachineOutcome end() {
        return Objects.requireNonNull(running.outcomeProperty().get());
    }

    private static List<String> tokens(MachineSight sight) {
        return sight.groups().stream().flatMap(it -> it.tokens().stream()).toList();
    }

    @Test
    void whatThePreviewShowsIsWhatIsExecuted() throws Exception {
        LocalHost host = real();
        for (boolean graphics : new boolean[] {false, true}) {
            Design web = web();
            Design design =
                    web.withVm(
                            web.vm().withGraphics(graphics).withQemuOptions(List.of("-no-reboot")));
            CoreMachines machines = machines(host);
            MachineSight shown = machines.look(design, folder, "");
            try (var live =
                    (SessionMachine)
                            machines.start(
                                    new MachineOrigin.Unbuilt(design, folder),
                                    new LiveListener() {})) {
                var all = new ArrayList<String>();
                all.add(shown.program());
                all.addAll(tokens(shown));
                assertEquals(all, live.command());
                assertEquals(shown.groups(), live.sight().groups());
                assertTrue(!graphics || all.contains("none"), all.toString());
            }
            MachineSight again = machines.look(design, folder, "");
            assertEquals(shown.groups(), again.groups(), "the place is free again");
        }
        open(host, web());
    }

    @Test
    void kernelOfTheContentsIsShownAsItIsLoaded() throws Exception {
        LocalHost host = real();
        Files.createDirectories(folder.resolve("root"));
        Files.writeString(folder.resolve("root/vmlinuz"), "no kernel, but a file");
        Design plain = web();
        Design design =
                plain.withContents(List.of(new Content("root", "/boot", null, "0", "0")))
                        .withVm(
                                plain.vm()
                                        .withUseBootLoader(false)
                                        .withDirectBoot(
                                                plain.vm()
                                                        .directBoot()
                                                        .withEnable(true)
                                                        .withKernel("contents:/boot/vmlinuz")));
        open(host, design);
        var preview = models.machine().preview();
        until(() ->
                !preview.rows().isEmpty()
                        && models.planning().planProperty().get() != null
                        && !preview.busyProperty().get());
        assertTrue(preview.needsMetProperty().get(), preview.needsProperty().get());
        String kernel =
                preview.rows().stream()
                        .filter(it -> it.id().equals("kernel"))
                        .findFirst()
                        .orElseThrow()
                        .tokens()
                        .get(1);
        assertTrue(kernel.endsWith("/kernel"), kernel);
        act(() -> running.run());
        until(() -> running.phaseProperty().get() == Phase.FAILED);
        String why = Objects.requireNonNull(running.errorProperty().get()).why();
        assertTrue(
                why.contains(kernel.substring(0, kernel.lastIndexOf('/')))
                        || why.contains("kernel"),
                why);
    }

    @Test
    void unbuiltDesignRunsAndSpeaksInTheWindow(FxRobot robot) throws Exception {
        open(real(), web());
        var preview = models.machine().preview();
        until(() -> !preview.rows().isEmpty());
        List<PreviewRow> before = onToolkit(() -> List.copyOf(preview.rows()));
        robot.press(KeyCode.F5).release(KeyCode.F5);
        until(() -> running.phaseProperty().get() != Phase.NONE);
        find(stage.getScene(), "#running-view");
        untilBooted(() -> running.phaseProperty().get() == Phase.ENDED);
        assertTrue(says(LINE), running.console().lines().toString());
        assertEquals("The guest switched the machine off.", end().headline());
        assertEquals("web, unbuilt", text("#running-title"));
        act(() -> models.machine().open(Place.DESIGN));
        assertEquals("run", preview.base().keyProperty().get());
        List<PreviewRow> after = onToolkit(() -> List.copyOf(preview.rows()));
        assertEquals(
                before.stream().map(PreviewRow::tokens).toList(),
                after.stream().map(PreviewRow::tokens).toList());
        assertTrue(after.stream().allMatch(it -> it.mark() == PreviewRow.Mark.SAME));

        act(() -> running.console().searchProperty().set("self-test"));
        assertEquals("0 of 2", running.console().countProperty().get(), "its name and its result");
    }

    /// A machine that stands still has a screen too; no window of QEMU is needed for it.
    @Test
    void aRealScreenIsShown() throws Exception {
        Design web = withScreen();
        open(real(), web.withVm(web.vm().withQemuOptions(List.of("-S"))));
        act(() -> running.run());
        until(() -> running.screen().pictureProperty().get() != null);
        var picture = Objects.requireNonNull(running.screen().pictureProperty().get());
        assertTrue(picture.width() >= 320 && picture.height() >= 200, "a size of screens");
        until(() ->
                stage.getScene().lookup("#running-screen").lookupAll("ImageView").stream()
                        .anyMatch(it -> ((ImageView) it).getImage() != null));
        shoot(stage.getScene(), "running-real");
        act(() -> running.stop());
        until(() -> running.phaseProperty().get() == Phase.ENDED);
    }

    /// Nothing is written: what the machine of an image changes is thrown away.
    @Test
    void anImageRunsWithoutADesignAndStaysAsItIs() throws Exception {
        Path image = folder.resolve("zeros.img");
        Files.write(image, new byte[1 << 20]);
        open(real(), web());
        act(() -> {
            models.document().close();
            running.runImage(ImageChoice.of(image).withDisk(""));
        });
        until(() -> running.phaseProperty().get() != Phase.STARTING);
        assertEquals(
                Phase.RUNNING,
                running.phaseProperty().get(),
                () -> String.valueOf(running.errorProperty().get()));
        assertEquals(Screen.MACHINE, models.shell().screenProperty().get());
        until(() -> !running.screen().disksProperty().get().isEmpty());
        act(() -> running.stop());
        until(() -> running.phaseProperty().get() == Phase.ENDED);
        assertEquals(-1, Arrays.mismatch(new byte[1 << 20], Files.readAllBytes(image)));
    }

    @Test
    void typedLinesReachTheGuestAndStopEndsIt(FxRobot robot) throws Exception {
        open(HostileEmulator.host(folder, "echoes"), web());
        act(() -> running.run());
        until(() -> running.phaseProperty().get() == Phase.RUNNING);
        until(() -> isFocused("console-input"));
        robot.write("hello guest").type(KeyCode.ENTER);
        until(() -> says("hello guest"));
        act(() -> {
            running.console().directProperty().set(true);
            stage.getScene().lookup("#console-input").requestFocus();
        });
        robot.type(KeyCode.X);
        until(() -> running.console().lines().getLast().endsWith("x"));
        assertEquals("", running.console().inputProperty().get(), "it was sent, not typed");
        robot.press(KeyCode.SHIFT, KeyCode.F5).release(KeyCode.F5, KeyCode.SHIFT);
        until(() -> running.phaseProperty().get() == Phase.ENDED);
        assertEquals("The machine was stopped.", end().headline());
        assertFalse(
                stage.getScene().lookup("#console-input").isVisible()
                        && !stage.getScene().lookup("#console-input").isDisabled());
    }

    private boolean isFocused(String id) {
        Node owner = stage.getScene().getFocusOwner();
        return owner != null && id.equals(owner.getId());
    }

    @Test
    void floodNeitherBlocksNorBloatsTheWindow() throws Exception {
        open(HostileEmulator.host(folder, "floods"), web());
        act(() -> running.run());
        until(() -> running.phaseProperty().get() == Phase.RUNNING);
        until(() -> running.console().lines().size() > ConsoleViewModel.LINES / 2);
        FxWatch watch = FxWatch.start(100, 400);
        Thread.sleep(4000);
        int lines = onToolkit(() -> running.console().lines().size());
        assertTrue(lines <= ConsoleViewModel.LINES, "" + lines);
        assertTrue(running.console().noticeProperty().get().contains("too fast"));
        act(() -> running.console().searchProperty().set("very last"));
        Thread.sleep(1000);
        assertEquals(List.of(), watch.stop());
        act(() -> running.stop());
        until(() -> running.phaseProperty().get() == Phase.ENDED);
    }

    @Test
    void garbageOnTheControlSocketLeavesTheWindowInCharge() throws Exception {
        open(HostileEmulator.host(folder, "says garbage"), withScreen());
        act(() -> running.run());
        until(() -> running.phaseProperty().get() == Phase.RUNNING);
        until(() -> !running.screen().noteProperty().get().isEmpty());
        FxWatch watch = FxWatch.start(100, 400);
        act(() -> running.powerDown());
        until(() -> running.noticeProperty().get().contains("did not obey"));
        act(() -> running.stop());
        until(() -> running.phaseProperty().get() == Phase.ENDED);
        assertEquals(List.of(), watch.stop());
    }

    private static Design withScreen() {
        return web().withVm(web().vm().withGraphics(true));
    }

    @Test
    void silenceAndAnIgnoredPowerButtonDoNotHoldTheWindow() throws Exception {
        open(HostileEmulator.host(folder, "ignores all"), withScreen());
        act(() -> running.run());
        until(() -> running.phaseProperty().get() == Phase.RUNNING);
        act(() -> running.powerDown());
        FxWatch watch = FxWatch.start(100, 400);
        act(() -> models.shell().requestClose());
        act(() -> {
            var asked = Objects.requireNonNull(models.shell().questionProperty().get());
            models.shell().answer(asked.choices().getLast());
        });
        until(() -> !running.liveProperty().get());
        assertEquals(List.of(), watch.stop());
        assertEquals("The machine was stopped.", end().headline());
    }

    @Test
    void aDyingEmulatorIsToldWithItsLastWords() throws Exception {
        open(HostileEmulator.host(folder, "crashes"), web());
        act(() -> running.run());
        until(() ->
                running.phaseProperty().get() == Phase.ENDED
                        || running.phaseProperty().get() == Phase.FAILED);
        if (running.phaseProperty().get() == Phase.ENDED) {
            assertEquals("bad", end().kind());
            assertTrue(end().words().contains("Bus error"), end().words());
        } else {
            var card = Objects.requireNonNull(running.errorProperty().get());
            assertTrue(card.why().contains("Bus error"), card.why());
        }
    }

    @Test
    void anEmulatorThatFailsAtOnceIsACard() throws Exception {
        open(HostileEmulator.host(folder, "fails"), web());
        act(() -> running.run());
        until(() -> running.phaseProperty().get() == Phase.FAILED);
        find(stage.getScene(), "#error-headline");
        assertTrue(text("#error-headline").contains("web"));
        var card = Objects.requireNonNull(running.errorProperty().get());
        assertTrue(card.why().contains("Could not open 'x'"), card.why());
    }

    @Test
    void aHostWithoutQemuIsToldWhatItLacks() throws Exception {
        var bare =
                new LocalHost(
                        Map.of("PATH", folder.toString()),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        folder);
        open(bare, web());
        act(() -> running.run());
        until(() -> running.phaseProperty().get() == Phase.FAILED);
        var card = Objects.requireNonNull(running.errorProperty().get());
        assertTrue(card.facts().getFirst().value().contains("PATH"), card.text());
        assertEquals("VM-100", card.facts().getFirst().label());
    }

    private CheckOutcome verdict() throws Exception {
        var check = models.machines().check();
        untilBooted(() -> !check.runningProperty().get());
        return Objects.requireNonNull(
                check.outcomeProperty().get(), () -> String.valueOf(check.errorProperty().get()));
    }

    @Test
    void bootCheckPassesAndKeepsItsResults(FxRobot robot) throws Exception {
        open(real(), web());
        var check = models.machines().check();
        act(() -> models.shell().commands().run("bootCheck"));
        find(stage.getScene(), "#check-view");
        act(() -> {
            check.limitProperty().set("100");
            check.expectedProperty().set(LINE);
        });
        robot.clickOn("#check-start");
        CheckOutcome end = verdict();
        assertEquals("good", end.kind(), end.toString());
        assertEquals("Passed: everything expected was seen", text("#check-verdict"));
        assertTrue(check.stages().getFirst().state().equals("passed"));
        try (Stream<Path> kept = Files.list(folder.resolve("checks"))) {
            Path results = kept.findFirst().orElseThrow();
            assertTrue(results.getFileName().toString().startsWith("web-"), results.toString());
            assertTrue(Files.exists(results.resolve("report.json")));
            assertTrue(Files.readString(results.resolve("serial.log")).contains(LINE));
        }
    }

    @Test
    void bootCheckTellsWhyItFailed() throws Exception {
        open(real(), web());
        var check = models.machines().check();
        act(() -> {
            check.open();
            check.limitProperty().set("100");
            check.expectedProperty().set("login:");
            check.start();
        });
        CheckOutcome end = verdict();
        assertEquals("bad", end.kind());
        assertEquals("Failed: the guest switched the machine off before", end.headline());
        act(check::start);
        until(() -> check.runningProperty().get());
        act(check::cancel);
        assertEquals("cancelled", verdict().kind());
    }
}
