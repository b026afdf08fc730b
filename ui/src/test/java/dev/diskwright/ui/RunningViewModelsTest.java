package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.vm.boottest.BootOutcome;
import dev.diskwright.core.vm.boottest.BootStage;
import dev.diskwright.core.vm.boottest.BootVerdict;
import dev.diskwright.core.vm.run.MachineEnd;
import dev.diskwright.core.vm.run.MachineEvent;
import dev.diskwright.core.vm.run.MachineException;
import dev.diskwright.ui.build.ErrorCard;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.image.ImageChoice;
import dev.diskwright.ui.machine.MachineViewModel.Place;
import dev.diskwright.ui.machine.PreviewRow;
import dev.diskwright.ui.running.BootCheckViewModel;
import dev.diskwright.ui.running.CheckOutcome;
import dev.diskwright.ui.running.CheckStage;
import dev.diskwright.ui.running.MachineOutcome;
import dev.diskwright.ui.running.RunningViewModel;
import dev.diskwright.ui.running.RunningViewModel.Phase;
import dev.diskwright.ui.running.ScreenPicture;
import dev.diskwright.ui.service.MachineOrigin;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.testing.FakeMachines;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Machines that run, without a toolkit and without an emulator.
@SuppressWarnings("NullAway.Init") // open runs before every test
class RunningViewModelsTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir private Path folder;
    private final ImmediateJobs jobs = new ImmediateJobs();
    private TestWindow window;
    private ViewModels models;
    private RunningViewModel running;
    private BootCheckViewModel check;
    private FakeMachines host;
    private CommandRegistry commands;

    @BeforeEach
    void open() {
        window = TestWindow.of(jobs, folder, Settings.defaults());
        models = window.models();
        running = models.machines().running();
        check = models.machines().check();
        host = window.machines();
        commands = models.shell().commands();
        Design design = Design.of("router", Preset.EFI);
        models.document()
                .open(design.withVm(design.vm().withGraphics(true)), null, List.of(), false);
    }

    private void passTime(double seconds) {
        window.now().addAndGet((long) (seconds * SECOND));
        jobs.passTime();
    }

    /// {@return the beginning of a PNG file, which is all that view models look at}
    private static byte[] picture(int width, int height) {
        return ByteBuffer.allocate(64)
                .put(HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"))
                .putInt(width)
                .putInt(height)
                .array();
    }

    private MachineOutcome end() {
        return Objects.requireNonNull(running.outcomeProperty().get());
    }

    @Test
    void runShowsTheMachineAndWhatItSays() {
        assertEquals("F5", commands.get("run").key().get());
        assertEquals("Shift+F5", commands.get("stopMachine").key().get());
        assertFalse(commands.get("stopMachine").isAvailable());
        commands.run("run");
        assertEquals(Screen.MACHINE, models.shell().screenProperty().get());
        assertEquals(Place.RUNNING, models.machine().placeProperty().get());
        assertEquals(Phase.RUNNING, running.phaseProperty().get());
        assertEquals("router, unbuilt", running.titleProperty().get());
        assertInstanceOf(MachineOrigin.Unbuilt.class, host.origin());

        host.live().say("\u001b[1mhello\r\nlogin: ");
        passTime(65);
        assertEquals(List.of("hello", "login: "), List.copyOf(running.console().lines()));
        assertEquals("1:05", running.uptimeProperty().get());
        assertEquals("1:05", models.around().tasks().tasks().getFirst().detailProperty().get());

        running.console().inputProperty().set("ada");
        running.console().send();
        assertEquals(List.of("ada\r"), host.live().typed());

        commands.run("run");
        assertEquals(1, host.starts(), "a second Run shows the one that runs");
        commands.run("resetMachine");
        commands.run("powerDown");
        assertEquals(Phase.ENDED, running.phaseProperty().get());
        assertEquals("good", end().kind());
        assertEquals("The guest switched the machine off.", end().headline());
        assertEquals(1, host.live().closes(), "nothing of it is left");
        assertFalse(running.console().connectedProperty().get());
        assertEquals(List.of(), List.copyOf(models.around().tasks().tasks()));
        jobs.passTime();
        jobs.passTime();
        assertEquals(0, jobs.waiting(), "nothing goes on after the end");
        running.again();
        assertEquals(2, host.starts());
        assertEquals(List.of(), List.copyOf(running.console().lines()));
    }

    @Test
    void whatWasExecutedIsTheLastRun() {
        commands.run("run");
        var preview = models.machine().preview();
        assertEquals("run", preview.base().keyProperty().get());
        assertTrue(preview.rows().stream().allMatch(it -> it.mark() == PreviewRow.Mark.SAME));
        Design now = models.document().require();
        models.document()
                .apply("More cores", new Edit.SetVm(now.vm().withCores(now.vm().cores() + 2)));
        passTime(0.1);
        assertEquals(
                List.of("cores"),
                preview.rows().stream()
                        .filter(it -> it.mark() != PreviewRow.Mark.SAME)
                        .map(PreviewRow::id)
                        .toList());
        host.live().end(new MachineEnd.PoweredOff());
        running.again();
        assertEquals(
                now.vm().cores() + 2,
                ((MachineOrigin.Unbuilt) host.origin()).design().vm().cores(),
                "again takes the design as it is now");
    }

    @Test
    void everyEndIsToldApart() {
        for (MachineEnd it :
                List.of(
                        new MachineEnd.PoweredOff(),
                        new MachineEnd.Restarted(),
                        new MachineEnd.Panicked(),
                        new MachineEnd.Closed(),
                        new MachineEnd.Failed(1, "-drive: no such file"),
                        new MachineEnd.Crashed(11, ""))) {
            running.run();
            host.live().end(it);
            assertEquals(Phase.ENDED, running.phaseProperty().get());
            assertFalse(end().headline().isBlank());
            assertEquals(
                    it instanceof MachineEnd.Failed ? "-drive: no such file" : "", end().words());
            boolean bad =
                    it instanceof MachineEnd.Panicked
                            || it instanceof MachineEnd.Failed
                            || it instanceof MachineEnd.Crashed;
            assertEquals(bad, end().kind().equals("bad"), it.toString());
        }
    }

    @Test
    void stopEndsItWhateverItDoes() {
        running.run();
        host.live().ignorePower();
        running.powerDown();
        assertEquals(Phase.RUNNING, running.phaseProperty().get());
        passTime(11);
        passTime(0.1);
        assertTrue(running.noticeProperty().get().contains("Stop ends it"));
        host.live().fail(new IOException("the emulator sent no JSON"));
        running.reset();
        assertTrue(running.noticeProperty().get().contains("no JSON"));
        commands.run("stopMachine");
        assertEquals(Phase.ENDED, running.phaseProperty().get());
        assertEquals("cancelled", end().kind());
    }

    @Test
    void lacksOfTheHostAndErrorsOfTheDesignAreCards() {
        Diagnostic need =
                Diagnostic.error(
                        "VM-100", "/vm/architecture", "qemu is not installed", "install it");
        host.refuse(new InvalidDesignException(List.of(need)));
        running.run();
        assertEquals(Phase.FAILED, running.phaseProperty().get());
        ErrorCard card = Objects.requireNonNull(running.errorProperty().get());
        assertTrue(card.headline().contains("router"), card.headline());
        assertEquals("VM-100", card.facts().getFirst().label());
        assertTrue(card.facts().getFirst().value().contains("install it"));
        running.act(ErrorCard.Action.GO);
        assertEquals("/vm/architecture", models.document().wantedFieldProperty().get());
        assertEquals(Place.DESIGN, models.machine().placeProperty().get());

        host.refuse(new MachineException("qemu ended with status 1: no accelerator"));
        running.act(ErrorCard.Action.RETRY);
        card = Objects.requireNonNull(running.errorProperty().get());
        assertTrue(card.why().contains("no accelerator"), card.why());
        host.refuse(null);
        running.act(ErrorCard.Action.RETRY);
        assertNull(running.errorProperty().get());
        assertEquals(Phase.RUNNING, running.phaseProperty().get());
    }

    @Test
    void theScreenIsLookedAtMoreOftenWhileItIsSeen() {
        running.run();
        FakeMachines.FakeLive live = host.live();
        assertTrue(live.pressed().contains("screen"));
        assertTrue(running.screen().noteProperty().get().contains("no picture"));
        live.show(picture(4, 3));
        for (int i = 0; i < 3; i++) {
            passTime(1);
        }
        ScreenPicture seen = Objects.requireNonNull(running.screen().pictureProperty().get());
        assertEquals(4, seen.width());
        assertEquals("", running.screen().noteProperty().get());
        assertEquals("Disks: 12 MiB read, 1 MiB written.", running.screen().disksProperty().get());
        models.shell().show(Screen.LAYOUT);
        assertFalse(running.screen().seenProperty().get());
        long before = live.pressed().size();
        models.shell().show(Screen.MACHINE);
        assertTrue(live.pressed().size() > before, "it is looked at as soon as it is seen");
        live.fail(new IOException("the emulator does not answer"));
        passTime(1);
        assertTrue(running.screen().noteProperty().get().contains("does not answer"));
        assertNotNull(running.screen().pictureProperty().get(), "the last picture stays");
    }

    @Test
    void aMachineWithoutAScreenIsNotAskedForOne() {
        Design now = models.document().require();
        models.document().apply("No screen", new Edit.SetVm(now.vm().withGraphics(false)));
        running.run();
        passTime(1);
        assertFalse(host.live().pressed().contains("screen"));
        assertFalse(running.screenedProperty().get());
        assertTrue(running.screen().noteProperty().get().contains("no screen"));
    }

    @Test
    void eventsAreToldInWords() {
        running.run();
        host.live().listener().happened(new MachineEvent(MachineEvent.Kind.DISK_ERROR, "write"));
        passTime(0.1);
        assertEquals("A disk fails: write", running.noticeProperty().get());
        host.live().listener().failed(new IOException("rootfs.tar: changed"));
        passTime(0.1);
        assertEquals("A disk fails: rootfs.tar: changed", running.noticeProperty().get());
    }

    @Test
    void closingTheWindowAsksAndEndsTheMachine() {
        var closed = new AtomicBoolean();
        models.shell().onClose(() -> closed.set(true));
        running.run();
        models.shell().requestClose();
        Question asked = Objects.requireNonNull(models.shell().questionProperty().get());
        assertEquals(
                List.of("stay", "stop-machine"),
                asked.choices().stream().map(Question.Choice::id).toList());
        models.shell().answer(asked.choices().getFirst());
        assertTrue(running.liveProperty().get());
        assertFalse(closed.get());
        models.shell().requestClose();
        models.shell().answer(asked.choices().getLast());
        assertTrue(host.live().closes() > 0);
        Question unsaved = models.shell().questionProperty().get();
        assertTrue(closed.get() || unsaved != null, "then it is as without a machine");
    }

    @Test
    void closingTheWindowEndsACheckToo() {
        host.judge(null);
        check.open();
        check.start();
        assertTrue(check.runningProperty().get());
        models.shell().requestClose();
        Question asked = Objects.requireNonNull(models.shell().questionProperty().get());
        models.shell().answer(asked.choices().getLast());
        assertFalse(check.runningProperty().get());
    }

    @Test
    void oneMachineAtATime() {
        running.run();
        assertFalse(models.build().run().check().reason().getValue().isEmpty());
        check.start();
        assertFalse(check.runningProperty().get());
        running.stop();
        host.judge(null);
        check.start();
        assertTrue(check.runningProperty().get());
        assertFalse(commands.get("run").isAvailable());
        running.run();
        assertFalse(running.liveProperty().get());
        check.cancel();
        assertTrue(commands.get("run").isAvailable());
    }

    @Test
    void aBuiltImageIsRunAndCheckedFromItsVerdict() {
        models.build().output().targetProperty().set(folder.resolve("router.qcow2").toString());
        models.build().start();
        assertNotNull(models.build().run().outcomeProperty().get());
        models.build().run().follow(models.build().run().machine());
        var built = (MachineOrigin.Built) host.origin();
        assertEquals(folder.resolve("router.qcow2"), built.image());
        assertEquals("router.qcow2", running.titleProperty().get());
        running.stop();
        host.judge(passed());
        models.build().run().follow(models.build().run().check());
        assertEquals(Place.CHECK, models.machine().placeProperty().get());
        assertTrue(check.isOfImage());
        check.start();
        assertInstanceOf(MachineOrigin.Built.class, host.origin());
        check.ofDesign();
        assertFalse(check.isOfImage());
    }

    @Test
    void anImageIsRunWithoutADesign() {
        models.files().close();
        models.shell().answer(lastChoice());
        assertNull(models.document().designProperty().get());
        assertFalse(commands.get("run").isAvailable());
        models.shell().show(Screen.MACHINE);
        assertEquals(Screen.START, models.shell().screenProperty().get());
        running.runImage(ImageChoice.of(folder.resolve("web.vmdk")));
        assertEquals(Screen.MACHINE, models.shell().screenProperty().get());
        assertEquals(Phase.RUNNING, running.phaseProperty().get());
        models.shell().show(Screen.START);
        commands.run("run");
        assertEquals(Screen.MACHINE, models.shell().screenProperty().get(), "F5 shows it");
    }

    private Question.Choice lastChoice() {
        Question asked = models.shell().questionProperty().get();
        return asked == null
                ? new Question.Choice("", "", Question.Kind.PLAIN, () -> {})
                : asked.choices().stream()
                        .filter(it -> it.kind() == Question.Kind.DANGER)
                        .findFirst()
                        .orElseThrow();
    }

    // ---- Boot check ----

    private static BootVerdict verdict(BootOutcome outcome, BootStage stage, String evidence) {
        return new BootVerdict(
                outcome,
                stage,
                evidence,
                Duration.ofMillis(4230),
                List.of(new BootVerdict.Reached(BootStage.FIRMWARE, Duration.ofMillis(810))),
                List.of(new BootVerdict.Expectation("web login:", outcome == BootOutcome.PASSED)),
                List.of(),
                Optional.of(new MachineEnd.Failed(1, "no disk")),
                0);
    }

    private static BootVerdict passed() {
        return verdict(BootOutcome.PASSED, BootStage.LOGIN, "web login:");
    }

    private CheckOutcome outcome() {
        return Objects.requireNonNull(check.outcomeProperty().get());
    }

    @Test
    void whatIsTypedIsChecked() {
        for (String wrong : List.of("", "x", "0", "-3", "1.5", "999999999999")) {
            check.limitProperty().set(wrong);
            assertFalse(check.limitErrorProperty().get().isEmpty(), wrong);
            check.start();
            assertFalse(check.runningProperty().get());
        }
        check.limitProperty().set(" 30 ");
        assertEquals("", check.limitErrorProperty().get());
        check.expectedProperty().set("web login:\n\n  ok ");
        assertEquals("", check.expectedErrorProperty().get());
        check.expectedProperty().set("a\u0007b");
        assertFalse(check.expectedErrorProperty().get().isEmpty());
        check.expectedProperty().set("x".repeat(5000));
        assertFalse(check.expectedErrorProperty().get().isEmpty());
    }

    @Test
    void stagesAreToldAsTheyAreReached() {
        host.judge(null);
        check.limitProperty().set("60");
        check.start();
        assertEquals("running", check.stages().getFirst().state());
        host.checker().serial("SeaBIOS\r\n");
        host.checker().reached(BootStage.FIRMWARE, Duration.ofMillis(800));
        host.checker().reached(BootStage.KERNEL, Duration.ofMillis(2500));
        passTime(3);
        assertEquals(
                List.of("passed", "skipped", "passed", "running", "waits", "waits"),
                check.stages().stream().map(CheckStage::state).toList());
        assertEquals("0.8 s", check.stages().getFirst().time());
        assertEquals("0:03 of 1:00", check.timingProperty().get());
        assertEquals(0.05, check.fractionProperty().get(), 1e-9);
        assertEquals(List.of("SeaBIOS", ""), List.copyOf(check.console().lines()));
        check.cancel();
        assertEquals("cancelled", outcome().kind());
        assertFalse(check.runningProperty().get());
    }

    @ParameterizedTest
    @EnumSource(BootOutcome.class)
    void everyOutcomeHasItsWords(BootOutcome it) {
        host.judge(verdict(it, BootStage.KERNEL, "Kernel panic - not syncing"));
        check.start();
        CheckOutcome end = outcome();
        assertEquals(
                it == BootOutcome.PASSED
                        ? "good"
                        : it == BootOutcome.INTERRUPTED ? "cancelled" : "bad",
                end.kind());
        assertFalse(end.headline().isBlank());
        if (it == BootOutcome.EMULATOR_FAILED) {
            assertTrue(end.headline().contains("no disk"), end.headline());
        }
        assertEquals(it != BootOutcome.PASSED, end.why().contains("Kernel panic"));
        assertTrue(end.facts().stream().anyMatch(fact -> fact.value().equals("kernel")));
        assertTrue(end.facts().stream().anyMatch(fact -> fact.value().equals("web login:")));
        check.openLog();
        String shown = window.desktop().done().getLast();
        assertTrue(shown.endsWith("serial.log"), shown);
    }

    @Test
    void aCheckThatCannotStartHasACard() {
        host.refuse(new MachineException("qemu cannot be started"));
        check.start();
        assertNotNull(check.errorProperty().get());
        assertNull(check.outcomeProperty().get());
        host.refuse(null);
        host.judge(passed());
        check.act(ErrorCard.Action.RETRY);
        assertNull(check.errorProperty().get());
        assertEquals("good", outcome().kind());
        assertEquals("Passed: everything expected was seen", outcome().headline());
    }
}
