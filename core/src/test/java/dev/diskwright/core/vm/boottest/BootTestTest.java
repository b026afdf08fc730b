package dev.diskwright.core.vm.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.SelfTest;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.plan.ImageListener;
import dev.diskwright.core.plan.Planner;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.vm.run.MachineEnd;
import dev.diskwright.core.vm.run.MachineSpec;
import dev.diskwright.core.vm.run.Machines;
import dev.diskwright.core.vm.run.RunDirectory;
import dev.diskwright.core.vm.run.RunningMachine;
import dev.diskwright.core.vm.run.ThrowAwayDisk;
import dev.diskwright.core.vm.run.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Machines that boot, and those that do not, each in its own way.
@Timeout(900)
class BootTestTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String UNSEEN = "text that never comes";

    @TempDir Path base;

    @AfterEach
    void nothingIsLeft() throws IOException, InterruptedException {
        Traces.assertNone(base);
    }

    /// Gives the tokens of a machine with a disk.
    private interface Making {
        MachineSpec of(String... disk) throws IOException;
    }

    private BootVerdict boot(
            BlockSource source,
            Making making,
            Duration limit,
            BootListener listener,
            String... text)
            throws Exception {
        try (var directory = RunDirectory.create(base);
                var disk = ThrowAwayDisk.open(directory, "root", source, 0, _ -> {})) {
            MachineSpec spec =
                    making.of(Machines.disk(disk.overlay(), ThrowAwayDisk.FORMAT, "virtio"));
            BootVerdict verdict =
                    new BootTest(List.of(text), limit, base.resolve("results"))
                            .run(spec, directory, System::nanoTime, listener);
            check(verdict);
            return verdict;
        }
    }

    private BootVerdict boot(BlockSource source, Making making, String... text) throws Exception {
        return boot(source, making, LIMIT, BootListener.NONE, text);
    }

    private void check(BootVerdict verdict) throws IOException {
        Path results = base.resolve("results");
        JsonNode report =
                JsonMapper.shared().readTree(Files.readAllBytes(results.resolve("report.json")));
        assertEquals(verdict.isPassed(), report.get("passed").booleanValue());
        assertEquals(verdict.outcome().id(), report.get("outcome").stringValue());
        assertEquals(verdict.stage().id(), report.get("stage").stringValue());
        assertEquals(verdict.screenshots().size(), report.get("screenshots").size());
        assertTrue(Files.exists(results.resolve("serial.log")));
        assertTrue(verdict.screenshots().size() <= 8);
        for (BootVerdict.Screenshot it : verdict.screenshots()) {
            assertEquals((byte) 0x89, Files.readAllBytes(it.file())[0]);
        }
    }

    private static void ended(BootStage stage, BootOutcome outcome, BootVerdict verdict) {
        assertEquals(outcome, verdict.outcome(), verdict::toString);
        assertEquals(stage, verdict.stage(), verdict::toString);
        assertTrue(verdict.elapsed().compareTo(LIMIT) < 0, verdict::toString);
        assertTrue(verdict.end().isEmpty(), verdict::toString);
    }

    private static BlockSource blank() {
        return BlockSource.zeros(16 << 20);
    }

    private Making kernel(String commandLine, boolean hasInitrd) {
        String kernel = Machines.kernel().toString();
        String initrd = hasInitrd ? Machines.initrd().toString() : "";
        return disk -> {
            var tokens = new ArrayList<String>(List.of(disk));
            tokens.addAll(List.of("-m", "512", "-kernel", kernel, "-append", commandLine));
            if (hasInitrd) {
                tokens.addAll(List.of("-initrd", initrd));
            }
            return Machines.bios(tokens.toArray(String[]::new));
        };
    }

    @Test
    @Tag("boot")
    void blankDiskHasABiosFindNoBootableDevice() throws Exception {
        BootVerdict verdict = boot(blank(), Machines::bios);
        ended(BootStage.FIRMWARE, BootOutcome.NO_BOOTABLE_DEVICE, verdict);
        assertEquals("No bootable device.", verdict.evidence());
        assertTrue(Files.exists(base.resolve("results/firmware.log")));
        assertFalse(verdict.screenshots().isEmpty());
    }

    @Test
    @Tag("boot")
    void blankDiskTakesUefiToItsShell() throws Exception {
        BootVerdict verdict = boot(blank(), disk -> Machines.uefi(base, disk));
        ended(BootStage.FIRMWARE, BootOutcome.FIRMWARE_SHELL, verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bios", "uefi"})
    @Tag("boot")
    void selfTestOfADesignThatWasNeverBuiltPasses(String firmware) throws Exception {
        boolean isBios = firmware.equals("bios");
        String line = SelfTest.line("small", firmware);
        try (var planner = new Planner(base, base)) {
            var design = Designs.small(base, isBios ? Preset.LEGACY : Preset.EFI, 512);
            BlockSource image = planner.image(planner.plan(design), ImageListener.NONE);
            BootVerdict verdict =
                    boot(
                            image,
                            disk -> isBios ? Machines.bios(disk) : Machines.uefi(base, disk),
                            line);
            assertTrue(verdict.isPassed(), verdict::toString);
            assertEquals(BootStage.LOADER, verdict.stage());
            BootVerdict other =
                    boot(
                            image,
                            disk -> isBios ? Machines.bios(disk) : Machines.uefi(base, disk),
                            line,
                            UNSEEN);
            assertEquals(BootOutcome.POWERED_OFF, other.outcome());
            assertEquals(new MachineEnd.PoweredOff(), other.end().orElseThrow());
            assertEquals(
                    List.of(
                            new BootVerdict.Expectation(line, true),
                            new BootVerdict.Expectation(UNSEEN, false)),
                    other.expectations());
        }
    }

    @Test
    @Tag("boot")
    void unsignedProgramIsRefusedUnderSecureBoot() throws Exception {
        try (var planner = new Planner(base, base)) {
            var design = Designs.small(base, Preset.EFI, 512);
            BlockSource image = planner.image(planner.plan(design), ImageListener.NONE);
            BootVerdict verdict = boot(image, disk -> Machines.secure(base, disk));
            ended(BootStage.FIRMWARE, BootOutcome.UNSIGNED, verdict);
            assertTrue(verdict.evidence().endsWith("Access Denied"), verdict.evidence());
        }
    }

    @Test
    @Tag("boot")
    void kernelWithoutInitrdAndRootDoesNotFindIt() throws Exception {
        BootVerdict verdict = boot(blank(), kernel("console=ttyS0 root=/dev/nope", false));
        ended(BootStage.KERNEL, BootOutcome.ROOT_NOT_FOUND, verdict);
    }

    @Test
    @Tag("boot")
    void wrongRootEndsInTheInitrd() throws Exception {
        BootVerdict verdict =
                boot(blank(), kernel("console=ttyS0 quiet root=LABEL=none rootdelay=1", true));
        ended(BootStage.INITRD, BootOutcome.ROOT_NOT_FOUND, verdict);
        assertTrue(
                verdict.evidence().contains("Gave up waiting")
                        || verdict.evidence().contains("does not exist"),
                verdict.evidence());
    }

    @Test
    @Tag("boot")
    void initThatEndsIsAKernelPanic() throws Exception {
        BootVerdict verdict = boot(blank(), kernel("console=ttyS0 rdinit=/bin/true", true));
        assertEquals(BootOutcome.KERNEL_PANIC, verdict.outcome(), verdict::toString);
        assertTrue(verdict.evidence().contains("Attempted to kill init"), verdict.evidence());
    }

    @Test
    @Tag("boot")
    void panicThatRestartsTheMachineIsStillAPanic() throws Exception {
        BootVerdict verdict = boot(blank(), kernel("console=ttyS0 root=/dev/nope panic=-1", false));
        ended(BootStage.KERNEL, BootOutcome.ROOT_NOT_FOUND, verdict);
    }

    /// A boot sector that loops.
    @Test
    @Tag("boot")
    void silentMachineIsEndedByTheClock() throws Exception {
        byte[] sector = new byte[1 << 20];
        sector[0] = (byte) 0xeb;
        sector[1] = (byte) 0xfe;
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        var limit = Duration.ofSeconds(25);
        BootVerdict verdict =
                boot(BlockSource.of(sector), Machines::bios, limit, BootListener.NONE, UNSEEN);
        ended(BootStage.LOADER, BootOutcome.SILENT, verdict);
        assertTrue(verdict.elapsed().compareTo(limit) >= 0);
        assertTrue(verdict.elapsed().compareTo(limit.plusSeconds(10)) < 0, verdict::toString);
    }

    /// A boot sector that restarts.
    @Test
    @Tag("boot")
    void machineThatRestartsAgainAndAgainIsEnded() throws Exception {
        byte[] sector = new byte[1 << 20];
        byte[] code = {(byte) 0xea, (byte) 0xf0, (byte) 0xff, 0x00, (byte) 0xf0};
        System.arraycopy(code, 0, sector, 0, code.length);
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        BootVerdict verdict = boot(BlockSource.of(sector), Machines::bios, UNSEEN);
        ended(BootStage.LOADER, BootOutcome.RESTARTS, verdict);
    }

    @Test
    @Tag("boot")
    void emulatorThatIsKilledIsNoGuestThatFails() throws Exception {
        var kills =
                new BootListener() {
                    @Override
                    public void started(RunningMachine machine) {
                        ProcessHandle.of(machine.pid()).orElseThrow().destroyForcibly();
                    }
                };
        BootVerdict verdict = boot(blank(), Machines::bios, LIMIT, kills, UNSEEN);
        assertEquals(BootOutcome.EMULATOR_FAILED, verdict.outcome());
        var end = assertInstanceOf(MachineEnd.Crashed.class, verdict.end().orElseThrow());
        assertEquals(9, end.signal());
        assertTrue(verdict.sentence().contains("signal 9"), verdict.sentence());
    }

    @Test
    @Tag("boot")
    void interruptEndsItWithAVerdict() throws Exception {
        Thread tested = Thread.currentThread();
        var interrupts =
                new BootListener() {
                    @Override
                    public void reached(BootStage stage, Duration at) {
                        tested.interrupt();
                    }
                };
        try (var directory = RunDirectory.create(base)) {
            BootVerdict verdict =
                    new BootTest(List.of(UNSEEN), LIMIT, base.resolve("results"))
                            .run(Machines.bios(), directory, System::nanoTime, interrupts);
            assertTrue(Thread.interrupted());
            assertEquals(BootOutcome.INTERRUPTED, verdict.outcome());
            check(verdict);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two\nlines", "\u001b[1m"})
    void whatCannotBeSeenIsNotExpected(String text) {
        assertThrows(
                IllegalArgumentException.class, () -> new BootTest(List.of(text), LIMIT, base));
    }
}
