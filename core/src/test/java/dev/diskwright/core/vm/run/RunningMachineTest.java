package dev.diskwright.core.vm.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.vm.qmp.QmpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Machines whose emulator is ours and behaves badly.
@Timeout(120)
@EnabledOnOs({OS.LINUX, OS.MAC})
class RunningMachineTest {
    @TempDir Path base;
    private final List<MachineEvent> events = new CopyOnWriteArrayList<>();

    private final MachineListener listener =
            new MachineListener() {
                @Override
                public void happened(MachineEvent event) {
                    events.add(event);
                }
            };

    @AfterEach
    void nothingIsLeft() throws IOException, InterruptedException {
        Traces.assertNone(base);
    }

    private static MachineSpec fake(String behaviour) {
        return MachineSpec.of(FakeEmulator.java(), FakeEmulator.tokens(behaviour));
    }

    private RunDirectory directory() throws MachineException {
        return RunDirectory.create(base);
    }

    private RunningMachine start(String behaviour, RunDirectory directory)
            throws MachineException, InterruptedException {
        return RunningMachine.start(fake(behaviour), directory, listener);
    }

    private static String said(Throwable e) {
        return String.valueOf(e.getMessage());
    }

    private static MachineEnd end(RunningMachine machine) throws Exception {
        return machine.end().get(60, TimeUnit.SECONDS);
    }

    @Test
    void guestThatObeysPowersOff() throws Exception {
        try (var directory = directory();
                var machine = start("obeys", directory)) {
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())));
            assertEquals(new MachineEnd.PoweredOff(), machine.shutDown(Duration.ofSeconds(30)));
            Traces.await(
                    events.toString(),
                    () ->
                            events.contains(
                                    new MachineEvent(
                                            MachineEvent.Kind.SHUTDOWN, "guest-shutdown")));
        }
    }

    @Test
    void oneThatIgnoresThePowerButtonAndQuitIsKilled() throws Exception {
        try (var directory = directory();
                var machine = start("ignores all", directory)) {
            assertEquals(new MachineEnd.Closed(), machine.shutDown(Duration.ofMillis(300)));
            assertFalse(Traces.isAlive(machine.pid()));
        }
    }

    @Test
    void oneThatFailsAtOnceIsQuoted() throws Exception {
        try (var directory = directory()) {
            var e = assertThrows(MachineException.class, () -> start("fails", directory));
            assertTrue(
                    said(e).endsWith(
                                    "java ended with status 1: fake: -drive file=x: Could not open"
                                            + " 'x': No such file"),
                    said(e));
            var early = assertThrows(MachineException.class, () -> start("dies early", directory));
            assertTrue(
                    said(early).endsWith("status 3: fake: cannot set up guest memory"),
                    said(early));
        }
    }

    @Test
    void missingProgramAndRefusedArgumentAreTold() throws Exception {
        try (var directory = directory()) {
            var missing = MachineSpec.of("qemu-system-none", List.of());
            var e =
                    assertThrows(
                            MachineException.class,
                            () -> RunningMachine.start(missing, directory, listener));
            assertTrue(said(e).startsWith("qemu-system-none cannot be started"), said(e));
            var loose = MachineSpec.of("qemu-system-x86_64", List.of("-daemonize"));
            assertThrows(
                    MachineException.class, () -> RunningMachine.start(loose, directory, listener));
        }
    }

    @Test
    void oneThatNeverConnectsOrNeverGreetsIsGivenUp() throws Exception {
        var little =
                new Launch.Patience(
                        Duration.ofSeconds(3), Duration.ofMillis(500), Duration.ofMillis(500));
        try (var directory = directory()) {
            for (String behaviour : List.of("hangs", "mute")) {
                var e =
                        assertThrows(
                                MachineException.class,
                                () ->
                                        RunningMachine.start(
                                                fake(behaviour), directory, listener, little));
                assertTrue(said(e).contains("within"), said(e));
            }
        }
    }

    @Test
    void crashIsToldApartFromAnEnd() throws Exception {
        try (var directory = directory();
                var machine = start("crashes", directory)) {
            assertEquals(new MachineEnd.Crashed(9, "fake: Bus error, or so"), end(machine));
        }
    }

    @Test
    void twoGibibytesOnTheSerialPortNeitherBlockNorBloat() throws Exception {
        Path log = base.resolve("serial.log");
        var stuck = new CountDownLatch(1);
        try (var directory = directory();
                var machine =
                        RunningMachine.start(
                                fake("floods").withSerialLog(log), directory, listener)) {
            var _ =
                    machine.serial()
                            .listen((_, _) -> {
                                try {
                                    stuck.await(); // a window that hangs
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            assertInstanceOf(MachineEnd.PoweredOff.class, end(machine));
            assertTrue(machine.serial().received() > 2L << 30);
            String text = machine.serial().text();
            assertEquals(SerialConsole.KEPT, text.length());
            assertTrue(text.endsWith("the very last line\r\n"));
            assertTrue(Files.size(log) < MachineSpec.MAX_LOG + 100, "" + Files.size(log));
            String kept = Files.readString(log);
            assertTrue(kept.contains(" bytes left out …]"));
            assertTrue(kept.endsWith("the very last line\r\n"));
        } finally {
            stuck.countDown();
        }
    }

    @Test
    void floodOfEventsIsTaken() throws Exception {
        var slow = new CountDownLatch(1);
        MachineListener waits =
                new MachineListener() {
                    @Override
                    public void happened(MachineEvent event) {
                        try {
                            slow.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        events.add(event);
                    }
                };
        try (var directory = directory();
                var machine = RunningMachine.start(fake("many events"), directory, waits)) {
            Traces.await("not told", () -> machine.serial().text().contains("told"));
            var _ = machine.state();
            slow.countDown();
            Traces.await(
                    "nothing skipped",
                    () -> events.stream().anyMatch(it -> it.kind() == MachineEvent.Kind.SKIPPED));
            assertTrue(events.size() < 2100, events.size() + " events were kept");
        }
    }

    @Test
    void garbageAndAClosedSocketEndTheConversationAndNotTheMachine() throws Exception {
        for (String behaviour : List.of("says garbage", "closes its socket")) {
            try (var directory = directory();
                    var machine = start(behaviour, directory)) {
                Traces.await(
                        behaviour,
                        () -> {
                            try {
                                var _ = machine.state();
                                return false;
                            } catch (QmpException e) {
                                return true;
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
                assertThrows(QmpException.class, machine::powerDown);
                assertTrue(Traces.isAlive(machine.pid()));
            }
        }
    }

    @Test
    void whatItHasStartedGoesWithIt() throws Exception {
        long child;
        try (var directory = directory();
                var machine = start("forks", directory)) {
            Traces.await("no child", () -> machine.serial().text().endsWith("\n"));
            child = Long.parseLong(machine.serial().text().strip().split(" ")[1]);
            assertTrue(Traces.isAlive(child));
        }
        Traces.await("the child lives", () -> !Traces.isAlive(child));
    }

    @Test
    void childThatKeepsTheOutputOpenDelaysTheEndByItsPatienceOnly() throws Exception {
        try (var directory = directory();
                var machine = start("forks and ends", directory)) {
            assertInstanceOf(MachineEnd.PoweredOff.class, end(machine));
            long child = Long.parseLong(machine.serial().text().strip().split(" ")[1]);
            Traces.await("the child lives", () -> !Traces.isAlive(child));
        }
    }

    @Test
    void typedTextReachesTheGuestAndComesBack() throws Exception {
        try (var directory = directory();
                var machine = start("echoes", directory)) {
            var heard = new Heard();
            Runnable stop = machine.serial().listen(heard);
            assertTrue(machine.serial().type("grüße 𝄞\r"));
            Traces.await(heard.toString(), () -> heard.has("grüße 𝄞\r"));
            stop.run();
            assertFalse(machine.serial().type("x".repeat(SerialConsole.MAX_INPUT + 1)));
        }
    }

    @Test
    void guestThatTakesNoInputBlocksNobody() throws Exception {
        try (var directory = directory();
                var machine = start("ignores all", directory)) {
            String much = "x".repeat(SerialConsole.MAX_INPUT);
            boolean refused = false;
            for (int i = 0; i < 1000 && !refused; i++) {
                refused = !machine.serial().type(much);
            }
            assertTrue(refused);
        }
    }

    @Test
    void companionsStartBeforeAndEndAfter() throws Exception {
        Path ready = base.resolve("ready");
        var companion =
                new Companion(
                        "server",
                        List.of(
                                "/bin/sh",
                                "-c",
                                "sleep 0.3; touch \"$0\"; exec sleep 600",
                                "" + ready),
                        Optional.of(ready),
                        Duration.ofSeconds(20));
        try (var directory = directory();
                var machine =
                        RunningMachine.start(
                                fake("obeys").withCompanions(List.of(companion)),
                                directory,
                                listener)) {
            assertTrue(Files.exists(ready));
            assertEquals(new MachineEnd.PoweredOff(), machine.shutDown(Duration.ofSeconds(30)));
        }
    }

    @Test
    void companionThatFailsOrIsNeverReadyStopsTheStart() throws Exception {
        try (var directory = directory()) {
            Optional<Path> never = Optional.of(base.resolve("never"));
            var fails =
                    new Companion(
                            "swtpm",
                            List.of("/bin/sh", "-c", "echo cannot lock >&2; exit 7"),
                            never,
                            Duration.ofSeconds(20));
            var e = refused(fails, directory);
            assertEquals("swtpm ended with status 7: cannot lock", said(e));
            var slow =
                    new Companion("swtpm", List.of("sleep", "600"), never, Duration.ofMillis(100));
            assertEquals("swtpm was not ready within 100 ms", said(refused(slow, directory)));
            var missing = new Companion("swtpm", List.of("/no/swtpm"), never, Duration.ZERO);
            assertTrue(said(refused(missing, directory)).startsWith("swtpm cannot be started"));
        }
    }

    private MachineException refused(Companion companion, RunDirectory directory) {
        MachineSpec spec = fake("obeys").withCompanions(List.of(companion));
        return assertThrows(
                MachineException.class, () -> RunningMachine.start(spec, directory, listener));
    }

    @Test
    void lostCompanionIsTold() throws Exception {
        var brief =
                new Companion(
                        "switch", List.of("sleep", "1"), Optional.empty(), Duration.ofSeconds(1));
        try (var directory = directory();
                var _ =
                        RunningMachine.start(
                                fake("obeys").withCompanions(List.of(brief)),
                                directory,
                                listener)) {
            var expected = new MachineEvent(MachineEvent.Kind.COMPANION_ENDED, "switch");
            Traces.await(events.toString(), () -> events.contains(expected));
        }
    }

    @Test
    void interruptedStartLeavesNothing() throws Exception {
        try (var directory = directory()) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> start("hangs", directory));
            assertFalse(Thread.interrupted());
        }
    }

    @Test
    void closingTheDirectoryAloneEndsTheMachine() throws Exception {
        var directory = directory();
        RunningMachine machine = start("ignores all", directory);
        directory.close();
        assertInstanceOf(MachineEnd.Crashed.class, end(machine));
    }

    @Test
    void specialCharactersInThePathArePassedOn() throws Exception {
        Path strange = Files.createDirectory(base.resolve("a, b=c ä"));
        try (var directory = RunDirectory.create(strange);
                var machine = start("obeys", directory)) {
            var _ = machine.state();
        }
        Traces.assertNone(strange);
    }

    /// Who tells the command before it is run tells the one that is run.
    @Test
    void commandIsKnownBeforeTheStart() throws Exception {
        Path place = RunDirectory.propose(base, new Random(5));
        assertFalse(Files.exists(place));
        MachineSpec spec = fake("obeys");
        var told = new ArrayList<String>();
        told.add(spec.program());
        told.addAll(spec.tokens());
        told.addAll(RunningMachine.wiring(place).orElseThrow());
        for (int run = 0; run < 2; run++) { // the place is free again after the first
            try (var directory = RunDirectory.createAt(place);
                    var machine = RunningMachine.start(spec, directory, listener)) {
                assertEquals(place, directory.path());
                assertEquals(told, machine.command());
                assertThrows(MachineException.class, () -> RunDirectory.createAt(place));
            }
            assertFalse(Files.exists(place));
        }
    }

    @Test
    void pathThatIsTooLongForSocketsIsRefused() throws Exception {
        Path deep = Files.createDirectories(base.resolve("long".repeat(20)));
        var e = assertThrows(MachineException.class, () -> RunDirectory.create(deep));
        assertTrue(said(e).contains("too long"), said(e));
        Traces.assertNone(deep);
    }

    @Test
    void nothingOutlivesAnOwnerThatIsKilled() throws Exception {
        Owned owned = Owned.start(base);
        owned.owner.destroyForcibly().waitFor();
        owned.expectGone();
    }

    @Test
    void nothingOutlivesAnOwnerThatIsEnded() throws Exception {
        Owned owned = Owned.start(base);
        owned.owner.destroy();
        owned.owner.waitFor();
        owned.expectGone();
    }

    @Test
    void whatAKilledOwnerAndAKilledKeeperLeaveIsClearedUpByTheNext() throws Exception {
        Owned owned = Owned.start(base);
        owned.owner
                .descendants()
                .filter(it -> it.pid() != owned.emulator)
                .forEach(ProcessHandle::destroyForcibly);
        owned.owner.destroyForcibly().waitFor();
        Thread.sleep(300);
        assertTrue(Traces.isAlive(owned.emulator));
        assertTrue(Files.exists(owned.directory));
        try (var _ = directory()) {
            owned.expectGone();
        }
    }

    @Test
    void directoryOfALivingOwnerIsLeftAlone() throws Exception {
        Owned owned = Owned.start(base);
        try (var directory = directory();
                var another = directory()) {
            assertTrue(Files.exists(directory.path()));
            assertTrue(Files.exists(another.path()));
            assertTrue(Files.exists(owned.directory));
            assertTrue(Traces.isAlive(owned.emulator));
        }
        owned.owner.destroyForcibly().waitFor();
        owned.expectGone();
    }

    /// A program of ours with a machine.
    private record Owned(Process owner, long emulator, Path directory) {
        static Owned start(Path base) throws IOException {
            String classes =
                    System.getProperty("java.class.path")
                            + ":"
                            + Optional.ofNullable(System.getProperty("jdk.module.path")).orElse("")
                            + ":"
                            + FakeEmulator.tokens("").get(3);
            Process owner =
                    new ProcessBuilder(
                                    FakeEmulator.java(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    classes,
                                    Owner.class.getName(),
                                    base.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String line = owner.inputReader(StandardCharsets.UTF_8).readLine();
            String[] words = String.valueOf(line).split(" ", 2);
            return new Owned(owner, Long.parseLong(words[0]), Path.of(words[1]));
        }

        void expectGone() throws InterruptedException {
            Traces.await("the emulator lives", () -> !Traces.isAlive(emulator));
            Traces.await("the directory is there", () -> !Files.exists(directory));
        }
    }

    @Test
    void environmentIsPassedOn() {
        var spec =
                new MachineSpec(
                        "q", List.of(), Map.of("A", "b"), List.of(), true, Optional.empty());
        assertEquals(Map.of("A", "b"), spec.withReadsFirmware(false).environment());
    }
}
