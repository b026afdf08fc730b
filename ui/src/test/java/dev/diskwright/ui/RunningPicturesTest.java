package dev.diskwright.ui;

import static dev.diskwright.ui.testing.Toolkit.act;
import static dev.diskwright.ui.testing.Toolkit.onToolkit;
import static dev.diskwright.ui.testing.Toolkit.shoot;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.vm.boottest.BootOutcome;
import dev.diskwright.core.vm.boottest.BootStage;
import dev.diskwright.core.vm.boottest.BootVerdict;
import dev.diskwright.core.vm.run.MachineEnd;
import dev.diskwright.core.vm.run.MachineException;
import dev.diskwright.ui.machine.MachineViewModel.Place;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.Accessibility;
import dev.diskwright.ui.testing.Clipping;
import dev.diskwright.ui.testing.FakeMachines;
import dev.diskwright.ui.testing.ImmediateJobs;
import dev.diskwright.ui.testing.Png;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.css.CssParser;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// Shows machines that run and boot checks in every state; `-Ddiskwright.screenshots=DIR` keeps the pictures. It fails for
/// texts that are not shown in full, for controls without names and for mistakes in style sheets.
@ExtendWith(ApplicationExtension.class)
class RunningPicturesTest {
    private static final String SERIAL =
            """
            SeaBIOS (version 1.16.3-debian-1.16.3-2)
            Booting from Hard Disk...
            GRUB loading.
            [    0.000000] Linux version 6.12.9-amd64 (debian-kernel@lists.debian.org) #1 SMP PREEMPT_DYNAMIC
            [    0.000000] Command line: root=PARTUUID=1c06f03b-704e-4657-b9cd-681a087a2fdc ro console=ttyS0,115200n8
            [    0.004211] BIOS-provided physical RAM map:
            [    0.412345] virtio_blk virtio1: [vda] 2097152 512-byte logical blocks (1.07 GB/1.00 GiB)
            [    1.127712] EXT4-fs (vda2): mounted filesystem with ordered data mode. Quota mode: none.
            [    2.019993] systemd[1]: Detected virtualization kvm.
            [  OK  ] Reached target Multi-User System.

            Debian GNU/Linux 13 router ttyS0

            router login:\
            """;

    @TempDir private Path folder;
    private final List<String> wrong = new ArrayList<>();

    @BeforeEach
    void forgetErrors() {
        CssParser.errorsProperty().clear();
    }

    @ParameterizedTest(name = "{0} {1}x{2} {3} {4} %")
    @CsvSource({
        "LIGHT, 1000, 680, en, 100",
        "LIGHT, 1280, 800, en, 100",
        "DARK, 1000, 680, en, 100",
        "DARK, 1440, 900, en, 100",
        "HIGH_CONTRAST, 1280, 800, en, 100",
        "DARK, 1280, 800, en-XA, 100",
        "LIGHT, 1280, 800, en, 200"
    })
    void everyStateShowsWithoutComplaint(
            Look.Theme theme, int width, int height, String language, int text) throws Exception {
        var jobs = new ImmediateJobs();
        Settings settings =
                Settings.defaults()
                        .look(it ->
                                it.withTheme(theme).withLanguage(language).withTextPercent(text))
                        .frame(it -> it.withSize(width, height));
        TestWindow window = onToolkit(() -> TestWindow.of(jobs, folder, settings));
        Stage stage = onToolkit(() -> open(window.models(), width, height));
        String end =
                "-%s-%d-%s%s"
                        .formatted(
                                theme.name().toLowerCase(Locale.ROOT).replace("high_", ""),
                                width,
                                language,
                                text == 100 ? "" : "-" + text);
        runs(window, jobs, stage.getScene(), end);
        checks(window, jobs, stage.getScene(), end);
        act(stage::close);
        assertEquals(List.of(), wrong);
        List<String> errors =
                CssParser.errorsProperty().stream().map(CssParser.ParseError::getMessage).toList();
        assertEquals(List.of(), errors, "style sheet errors");
    }

    private void runs(TestWindow window, ImmediateJobs jobs, Scene scene, String end)
            throws Exception {
        ViewModels models = window.models();
        FakeMachines host = window.machines();
        var running = models.machines().running();
        byte[] screen = onToolkit(() -> screen("Debian GNU/Linux 13 router tty1"));
        act(() -> {
            Design design = Design.of("router", Preset.EFI);
            models.document()
                    .open(design.withVm(design.vm().withGraphics(true)), null, List.of(), false);
            models.shell().show(Screen.MACHINE);
            pass(window, jobs, 0.1);
        });
        picture(scene, "machine" + end);
        act(() -> models.machine().open(Place.RUNNING));
        picture(scene, "running-empty" + end);
        act(() -> {
            running.run();
            host.live().show(screen);
            host.live().say(SERIAL.replace("\n", "\r\n"));
            pass(window, jobs, 1);
            pass(window, jobs, 41);
            running.console().searchProperty().set("kernel");
            running.console().step(1);
        });
        picture(scene, "running" + end);
        act(() -> {
            running.console().searchProperty().set("");
            running.console().followProperty().set(true);
            host.live().ignorePower();
            running.powerDown();
            running.console().inputProperty().set("systemctl poweroff");
        });
        picture(scene, "running-power" + end);
        act(() -> models.shell().requestClose());
        picture(scene, "running-close" + end);
        act(() -> {
            models.shell().dismiss();
            host.live().end(new MachineEnd.PoweredOff());
        });
        picture(scene, "running-ended" + end);
        act(() -> {
            running.again();
            host.live().say("qemu: about to fail\r\n");
            host.live()
                    .end(
                            new MachineEnd.Failed(
                                    1,
                                    "qemu-system-x86_64: -device virtio-blk-pci,drive=root: Failed to get \"write\" lock"));
        });
        picture(scene, "running-failed" + end);
        act(() -> {
            var vm = models.document().require().vm();
            models.document().applyQuietly("No screen", new Edit.SetVm(vm.withGraphics(false)));
            running.again();
            host.live().say(SERIAL.replace("\n", "\r\n"));
            pass(window, jobs, 1);
            pass(window, jobs, 4000);
        });
        picture(scene, "running-noscreen" + end);
        act(() -> {
            running.stop();
            host.refuse(
                    new InvalidDesignException(
                            List.of(
                                    Diagnostic.error(
                                            "VM-103",
                                            "/vm/efi/enable",
                                            "there is no UEFI firmware for x86_64; looked in /usr/share/qemu/firmware,"
                                                    + " /etc/qemu/firmware, /home/ada/.config/qemu/firmware, /usr/share/OVMF",
                                            "install it (packages are called ovmf or edk2), or name its files"),
                                    Diagnostic.error(
                                            "VM-100",
                                            "/vm/architecture",
                                            "qemu-system-x86_64 is not installed: no directory of PATH has it",
                                            "install QEMU with the emulator for x86_64"))));
            running.again();
        });
        picture(scene, "running-errors" + end);
        act(() -> {
            host.refuse(
                    new MachineException(
                            "qemu-system-x86_64 ended with status 1: -drive file=/x: Could not open '/x': Permission denied"));
            running.again();
        });
        picture(scene, "running-refused" + end);
        act(() -> host.refuse(null));
    }

    private void checks(TestWindow window, ImmediateJobs jobs, Scene scene, String end)
            throws Exception {
        ViewModels models = window.models();
        FakeMachines host = window.machines();
        var check = models.machines().check();
        byte[] screen = onToolkit(() -> screen("router login:"));
        act(() -> models.shell().commands().run("bootCheck"));
        picture(scene, "check-empty" + end);
        act(() -> {
            check.limitProperty().set("no");
            check.expectedProperty().set("a\u0007");
        });
        picture(scene, "check-wrong" + end);
        act(() -> {
            check.limitProperty().set("120");
            check.expectedProperty().set("router login:\nReached target Multi-User");
            host.judge(null);
            check.start();
            host.live().show(screen);
            host.checker().serial(SERIAL.substring(0, 500).replace("\n", "\r\n"));
            host.checker().reached(BootStage.FIRMWARE, Duration.ofMillis(810));
            host.checker().reached(BootStage.LOADER, Duration.ofMillis(1930));
            host.checker().reached(BootStage.KERNEL, Duration.ofMillis(3120));
            pass(window, jobs, 0.2);
            pass(window, jobs, 4);
            pass(window, jobs, 1);
        });
        picture(scene, "check-running" + end);
        act(() -> {
            check.cancel();
            host.judge(verdict(BootOutcome.PASSED, BootStage.LOGIN, 8));
            check.start();
        });
        picture(scene, "check-passed" + end);
        scrollDown(scene);
        picture(scene, "check-passed-below" + end);
        act(() -> {
            host.judge(verdict(BootOutcome.ROOT_NOT_FOUND, BootStage.KERNEL, 3));
            check.start();
        });
        picture(scene, "check-failed" + end);
    }

    private BootVerdict verdict(BootOutcome outcome, BootStage stage, int shots) {
        var screenshots = new ArrayList<BootVerdict.Screenshot>();
        for (int i = 1; i <= shots; i++) {
            Path file = folder.resolve("screen-" + i + ".png");
            try {
                Files.write(file, screen("picture " + i));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            screenshots.add(new BootVerdict.Screenshot(file, Duration.ofSeconds(2L * i)));
        }
        boolean passed = outcome == BootOutcome.PASSED;
        return new BootVerdict(
                outcome,
                stage,
                "Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)",
                Duration.ofMillis(17_430),
                Stream.of(BootStage.values())
                        .filter(it -> it != BootStage.NOTHING && it.compareTo(stage) <= 0)
                        .map(it -> new BootVerdict.Reached(it, Duration.ofMillis(2_810)))
                        .toList(),
                List.of(
                        new BootVerdict.Expectation("router login:", passed),
                        new BootVerdict.Expectation("Reached target Multi-User", passed)),
                screenshots,
                Optional.empty(),
                0);
    }

    /// {@return a picture as an emulator gives it}
    private static byte[] screen(String words) {
        var canvas = new Canvas(720, 400);
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.setFill(Color.BLACK);
        graphics.fillRect(0, 0, 720, 400);
        graphics.setFill(Color.LIGHTGRAY);
        IntStream.range(0, 12)
                .forEach(i -> graphics.fillText("[    " + i + ".000] " + words, 8, 20 + 18 * i));
        try {
            return Png.encode(canvas.snapshot(null, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void scrollDown(Scene scene) throws Exception {
        act(() -> ((ScrollPane) scene.lookup("#check-view")).setVvalue(1));
    }

    private static void pass(TestWindow window, ImmediateJobs jobs, double seconds) {
        window.now().addAndGet((long) (seconds * 1e9));
        jobs.passTime();
        jobs.passTime();
    }

    private void picture(Scene scene, String name) throws Exception {
        WaitForAsyncUtils.waitForFxEvents(6);
        Thread.sleep(150); // pictures are decoded by another thread
        WaitForAsyncUtils.waitForFxEvents(4);
        Clipping.of(scene.getRoot()).forEach(it -> wrong.add(name + ": " + it));
        Parent screen = (Parent) scene.lookup("#screen-machine");
        Accessibility.of(screen).forEach(it -> wrong.add(name + ": " + it));
        shoot(scene, name);
    }

    private static Stage open(ViewModels models, int width, int height) {
        Theme.loadFonts();
        Parent root = new Views(models).shell();
        var scene = new Scene(root, width, height);
        Theme.apply(scene, models.settings().lookProperty().get(), true);
        var stage = new Stage(StageStyle.UNDECORATED);
        stage.setScene(scene);
        stage.show();
        return stage;
    }
}
