package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmCredential;
import dev.diskwright.core.design.VmInterface;
import dev.diskwright.core.vm.LocalHost;
import dev.diskwright.core.vm.Machine;
import dev.diskwright.core.vm.MachinePaths;
import dev.diskwright.core.vm.VmHost;
import dev.diskwright.core.vm.run.RunDirectory;
import dev.diskwright.core.vm.run.RunningMachine;
import dev.diskwright.core.vm.session.MachineSession;
import dev.diskwright.core.vm.session.SessionPlaces;
import dev.diskwright.ui.machine.EntryField;
import dev.diskwright.ui.machine.MachineSight;
import dev.diskwright.ui.machine.MachineViewModel;
import dev.diskwright.ui.machine.MachineViewModel.Tab;
import dev.diskwright.ui.machine.PreviewRow;
import dev.diskwright.ui.machine.PreviewViewModel;
import dev.diskwright.ui.network.Spot;
import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.testing.FakeServices;
import dev.diskwright.ui.testing.ImmediateJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // open runs before every test
class MachineViewModelsTest {
    @TempDir private Path folder;
    private final ImmediateJobs jobs = new ImmediateJobs();
    private TestWindow window;
    private MachineViewModel machine;
    private PreviewViewModel preview;

    @BeforeEach
    void open() {
        window =
                TestWindow.of(
                        jobs, folder, Settings.defaults(), new CoreServices(), new FakeServices());
        machine = window.models().machine();
        preview = machine.preview();
        window.models().document().open(Design.of("router", Preset.EFI), null, List.of(), false);
    }

    private Vm vm() {
        return window.models().document().require().vm();
    }

    private String lastLabel() {
        return window.models().document().done().getLast().label();
    }

    private PreviewRow row(String id) {
        return preview.rows().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
    }

    private void passTime() {
        jobs.passTime();
        jobs.passTime();
        jobs.passTime();
    }

    @Test
    void everyPointerOfTheMachineHasATab() {
        assertEquals(Tab.MACHINE, Tab.of("/vm/memory"));
        assertEquals(Tab.MACHINE, Tab.of("/vm"));
        assertEquals(Tab.MACHINE, Tab.of("/vm/efi/secureBoot"));
        assertEquals(Tab.DISKS, Tab.of("/vm/emptyDiskImages/1/serial"));
        assertEquals(Tab.NETWORK, Tab.of("/vm/interfaces/lan"));
        assertEquals(Tab.DISPLAY, Tab.of("/vm/consoles/0"));
        assertEquals(Tab.SHARING, Tab.of("/vm/credentials/a~1b"));
        assertEquals(Tab.EXTRA, Tab.of("/vm/qemuOptions/0"));
        assertTrue(MachineViewModel.isOn("/vm/memory"));
        assertFalse(MachineViewModel.isOn("/vmx"));
    }

    @Test
    void thePreviewTellsWhatChangedSinceTheSave() {
        assertEquals(PreviewRow.Mark.SAME, row("memory").mark());

        machine.hardware().memory().take("4");
        machine.display().graphics().onProperty().set(true);
        machine.disks().disks().add();
        passTime();

        assertEquals(List.of("-m", "4GiB"), row("memory").tokens(), "a bare number takes the unit");
        assertEquals(PreviewRow.Mark.CHANGED, row("memory").mark());
        assertEquals("-m 1GiB", row("memory").was());
        assertEquals(PreviewRow.Mark.ADDED, row("drive-data0").mark());
        assertEquals(List.of("-nographic"), preview.removed().getFirst().tokens());
        assertEquals("1 removed", preview.removedWordsProperty().get());

        preview.base().keyProperty().set("run");
        assertEquals(PreviewRow.Mark.SAME, row("memory").mark(), "nothing was run yet");
        preview.ran(preview.sightProperty().get());
        machine.hardware().cores().take("2");
        passTime();
        assertEquals(PreviewRow.Mark.CHANGED, row("cores").mark());
        assertEquals(PreviewRow.Mark.SAME, row("memory").mark());

        preview.base().keyProperty().set("start");
        assertEquals(PreviewRow.Mark.CHANGED, row("memory").mark());
    }

    @Test
    void whatChangesGlowsForAMoment() {
        machine.hardware().memory().take("2GiB");
        jobs.passTime();
        assertEquals(Set.of("memory"), preview.freshProperty().get());
        passTime();
        assertEquals(Set.of(), preview.freshProperty().get());

        preview.glowsProperty().unbind();
        preview.glowsProperty().set(false);
        machine.hardware().memory().take("3GiB");
        jobs.passTime();
        assertEquals(Set.of(), preview.freshProperty().get());
    }

    @Test
    void copiesAreTheVeryTokens() {
        preview.copy("json");
        assertTrue(
                window.desktop().pastedText().startsWith("[\n  \"/usr/bin/qemu-system-x86_64\""));
        assertTrue(window.desktop().pastedText().contains("\"-name\",\n  \"router\""));
        preview.copy("command");
        assertTrue(window.desktop().pastedText().contains(" \\\n  -name router"));
    }

    @Test
    void lastLineTellsWhatIsLacking() {
        assertTrue(preview.needsMetProperty().get());
        machine.sharing().tpm().onProperty().set(true);
        passTime();
        assertEquals("swtpm is not installed.", preview.needsProperty().get());
        assertFalse(preview.needsMetProperty().get());

        machine.sharing().tpm().onProperty().set(false);
        passTime();
        preview.built(window.models().document().require());
        assertEquals("This host has all that Run needs.", preview.needsProperty().get());
        window.models().inspector().disk().name().take("other");
        passTime();
        assertEquals(
                "The disk that was built is older than the design.", preview.needsProperty().get());
    }

    @Test
    void acceleratorsTellWhichWorksAndWhy() {
        assertEquals(
                "Now: tcg. kvm does not work here: permission denied.",
                machine.hardware().accelerationNoteProperty().get());
        machine.hardware().acceleration().keyProperty().set("kvm");
        passTime();
        assertEquals(
                "kvm does not work here: permission denied.",
                machine.hardware().accelerationNoteProperty().get());
    }

    @Test
    void firmwareThatIsFoundIsTakenWithItsVariables() {
        MachineSight.Firmware it = machine.boot().found().get(1);
        machine.boot().use(it);
        assertEquals(it.code(), vm().efi().firmware());
        assertEquals(it.variables(), vm().efi().variables());
        machine.boot().firmware().take("");
        assertEquals(null, vm().efi().firmware());
        assertEquals(null, vm().efi().variables());
    }

    @Test
    void entriesKeepTheirModelsWhileOthersCome() {
        var disks = machine.disks().disks();
        disks.add();
        var first = disks.entries().getFirst();
        disks.add();
        assertEquals(first, disks.entries().getFirst());
        assertEquals("/dev/disk/by-id/virtio-data1", disks.entries().get(1).noteProperty().get());
        disks.move(first, 1);
        disks.entries().get(1).remove();
        assertEquals(1, vm().emptyDiskImages().size());
        assertEquals("Remove disk 2", lastLabel());
    }

    @Test
    void sharesCredentialsAndForwardsSayWhatIsReached() {
        var sharing = machine.sharing();
        assertEquals(List.of(), sharing.shares().entries());
        sharing.addShare("/srv/data");
        assertEquals(
                "The guest can read and write /srv/data and all below it, at /mnt/share0.",
                sharing.shares().entries().getFirst().noteProperty().get());
        if (sharing.shares().entries().getFirst().fields().get(2)
                instanceof EntryField.Line(_, var tag)) {
            tag.take("data");
        }
        assertEquals(Set.of("data"), vm().sharedDirectories().keySet());

        sharing.forwards().add();
        assertEquals(
                "Who connects to 127.0.0.1 on this computer at port 2222 reaches port 22 of the guest.",
                sharing.forwards().entries().getFirst().noteProperty().get());
        sharing.credentials().add();
        assertEquals(
                new VmCredential(VmCredential.Mechanism.AUTO, "", null),
                vm().credentials().get("credential0"));
    }

    @Test
    void extraArgumentsAreKeptAsTypedAndWarnedOf() {
        var tokens = machine.extra().tokens();
        tokens.add();
        if (tokens.entries().getFirst().fields().getFirst() instanceof EntryField.Line(_, var it)) {
            it.take(" -m  ");
            assertEquals(List.of(" -m  "), vm().qemuOptions());
            it.take("-m");
            passTime();
            assertTrue(it.errorProperty().get().contains("VM-061"), it.errorProperty().get());
        }
    }

    private CoreMachines machines() {
        return new CoreMachines(
                LocalHost.ofThisProcess(),
                SessionPlaces.in(folder, "ada"),
                folder.resolve("checks"),
                new Random(7),
                Clock.systemUTC());
    }

    /// What is shown are the tokens that the core gives, one for one, and behind them what a start adds.
    @Test
    void thePreviewOfTheCoreIsTheCommandOfTheCore() {
        VmHost host = LocalHost.ofThisProcess();
        Design plain = Design.of("router", Preset.EFI);
        Design design = plain.withVm(plain.vm().withGraphics(true));
        MachineSight sight = machines().look(design, folder, "");
        Path run = RunDirectory.propose(folder, new Random(7));
        Machine expected =
                Machine.of(
                        design,
                        MachineSession.thrownAway(run),
                        new MachinePaths(folder, run, folder.resolve("diskwright-ada")),
                        null,
                        host);
        var tokens = new ArrayList<>(expected.command().tokens());
        tokens.addAll(List.of("-display", "none"));
        tokens.addAll(RunningMachine.wiring(run).orElseThrow());

        assertEquals(tokens, sight.groups().stream().flatMap(it -> it.tokens().stream()).toList());
        assertEquals(expected.command().program(), sight.program());
        assertTrue(sight.accelerators().getLast().works());
        assertTrue(sight.script().startsWith("#!/bin/sh\n"), sight.script());
        assertTrue(sight.script().contains("router.qcow2"), sight.script());
        assertFalse(Files.exists(run), "nothing is made for a preview");
    }

    @Test
    void aScreenThatTheDesignPlacesItselfStaysWhereItIs() {
        Design plain = Design.of("router", Preset.EFI);
        Design design =
                plain.withVm(
                        plain.vm().withGraphics(true).withQemuOptions(List.of("-display", "gtk")));
        assertTrue(
                machines().look(design, folder, "").groups().stream()
                        .noneMatch(it -> it.id().equals("window")));
    }

    @Test
    void thePaletteListsInterfaces() {
        window.models()
                .document()
                .apply(
                        "Wire it",
                        new Edit.SetVm(
                                vm().withInterfaces(
                                                Map.of(
                                                        "uplink7",
                                                        new VmInterface(3, true, null)))));
        var palette = window.models().finding().palette();
        palette.openEverything();
        palette.queryProperty().set("uplink7");
        assertEquals("uplink7", palette.rows().getFirst().title());
        palette.rows().getFirst().action().run();
        assertEquals(Tab.NETWORK, machine.tabProperty().get());
        assertEquals(new Spot.Port("uplink7"), machine.network().spotProperty().get());
    }

    @Test
    void aMachineWithMistakesHasNoCommand() {
        Design design = Design.of("router", Preset.EFI);
        MachineSight sight = machines().look(design.withVm(design.vm().withCores(0)), folder, "");

        assertEquals(List.of(), sight.groups());
        assertEquals("the machine has 0 processors", sight.fault());
    }
}
