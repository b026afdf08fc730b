package dev.diskwright.core.vm.run;

import dev.diskwright.core.vm.qmp.QmpClient;
import dev.diskwright.core.vm.qmp.QmpEvent;
import dev.diskwright.core.vm.qmp.QmpException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A machine, from its start to its end. For several threads.
///
/// Commands wait for the emulator for a bounded time and fail by a [QmpException]; closing always succeeds, whatever the
/// emulator does.
public final class RunningMachine implements AutoCloseable {
    private static final Duration COMMAND = Duration.ofSeconds(10);
    private static final Duration QUIT = Duration.ofSeconds(2);
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final int EVENTS = 1000;
    private static final int MAX_STATISTICS = 256;

    private final RunDirectory directory;
    private final Process process;
    private final ProcessOutput output;
    private final List<CompanionProcess> companions;
    private final List<String> command;
    private final QmpClient control;
    private final SerialConsole serial;
    private final @Nullable SerialConsole firmware;
    private final Screen screen;
    private final Happenings happenings;
    private final CompletableFuture<MachineEnd> end = new CompletableFuture<>();
    private volatile boolean closing;

    /// Takes the protocol's events apart.
    private static final class Happenings {
        final Mailbox<MachineEvent> mailbox;
        volatile String shutdownReason = "";

        Happenings(MachineListener listener) {
            mailbox =
                    new Mailbox<>(
                            "machine-listener",
                            EVENTS,
                            _ -> 1,
                            (events, lost) -> tell(listener, events, lost));
        }

        private static void tell(MachineListener listener, List<MachineEvent> events, long lost) {
            if (lost > 0) {
                listener.happened(
                        new MachineEvent(MachineEvent.Kind.SKIPPED, String.valueOf(lost)));
            }
            events.forEach(listener::happened);
        }

        void take(QmpEvent event) {
            switch (event.name()) {
                case "SHUTDOWN" -> {
                    shutdownReason = event.text("reason");
                    put(MachineEvent.Kind.SHUTDOWN, shutdownReason);
                }
                case "RESET" -> put(MachineEvent.Kind.RESET, event.text("reason"));
                case "STOP" -> put(MachineEvent.Kind.PAUSED, "");
                case "RESUME" -> put(MachineEvent.Kind.RESUMED, "");
                case "GUEST_PANICKED", "GUEST_CRASHLOADED" ->
                        put(MachineEvent.Kind.PANICKED, event.text("action"));
                case "BLOCK_IO_ERROR" ->
                        put(
                                MachineEvent.Kind.DISK_ERROR,
                                "%s of %s: %s"
                                        .formatted(
                                                event.text("operation"),
                                                event.text("device"),
                                                event.text("reason")));
                default -> {} // of no interest to a person
            }
        }

        void put(MachineEvent.Kind kind, String detail) {
            mailbox.put(
                    new MachineEvent(
                            kind, detail.length() > 300 ? detail.substring(0, 300) : detail));
        }
    }

    private RunningMachine(
            Launch launch, RunDirectory directory, MachineListener listener, Happenings happenings)
            throws MachineException, InterruptedException {
        this.directory = directory;
        this.happenings = happenings;
        command = launch.command();
        companions = launch.startCompanions();
        process = launch.startEmulator();
        output = launch.output();
        SocketChannel channel = launch.awaitControl();
        serial = launch.connectSerial(listener); // at once: a port that nobody reads stops QEMU
        firmware = launch.connectFirmware(listener);
        control = launch.greet(channel, happenings::take);
        screen = new Screen(control, directory);
    }

    /// Starts a machine, and waits until it can be controlled. The guest runs from the start; nothing it writes is lost.
    ///
    /// @param directory takes the sockets; closing it ends the machine, but [#close] does so better
    /// @param listener told of what happens from the start on
    /// @throws MachineException if a program cannot be started, or ends at once, with its last words; or if it does not
    ///     connect within a minute
    public static RunningMachine start(
            MachineSpec spec, RunDirectory directory, MachineListener listener)
            throws MachineException, InterruptedException {
        return start(spec, directory, listener, Launch.Patience.USUAL);
    }

    static RunningMachine start(
            MachineSpec spec,
            RunDirectory directory,
            MachineListener listener,
            Launch.Patience patience)
            throws MachineException, InterruptedException {
        var launch = new Launch(spec, directory, patience);
        var happenings = new Happenings(listener);
        @Nullable RunningMachine machine = null;
        try {
            machine = new RunningMachine(launch, directory, listener, happenings);
        } finally {
            if (machine == null) {
                launch.close();
                happenings.mailbox.close();
            }
        }
        machine.watch();
        return machine;
    }

    private void watch() {
        for (CompanionProcess it : companions) {
            it.process()
                    .ifPresent(process -> {
                        var _ =
                                process.onExit()
                                        .thenRun(() ->
                                                happenings.put(
                                                        MachineEvent.Kind.COMPANION_ENDED,
                                                        it.companion().name()));
                    });
        }
        var _ = Thread.ofVirtual().name("machine-end").start(this::awaitEnd);
    }

    private void awaitEnd() {
        MachineEnd how = new MachineEnd.Closed();
        try {
            int status = process.waitFor();
            await(control.ended());
            await(serial.ended());
            if (firmware != null) {
                await(firmware.ended());
            }
            output.await(DRAIN);
            how = endedBy(status);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nobody has this thread
        } finally {
            control.close();
            serial.close();
            if (firmware != null) {
                firmware.close();
            }
            directory.forget(process.toHandle());
            companions.reversed().forEach(CompanionProcess::close);
            happenings.mailbox.close();
            end.complete(how);
        }
    }

    /// A process that the emulator has started may hold its sockets open.
    private static void await(CompletableFuture<Void> ended) throws InterruptedException {
        try {
            ended.get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // then without the rest
        }
    }

    private MachineEnd endedBy(int status) {
        if (closing) {
            return new MachineEnd.Closed();
        }
        if (status > 128) {
            return new MachineEnd.Crashed(status - 128, output.lastLine());
        }
        if (status != 0) {
            return new MachineEnd.Failed(status, output.lastLine());
        }
        return switch (happenings.shutdownReason) {
            case "guest-shutdown" -> new MachineEnd.PoweredOff();
            case "guest-reset", "subsystem-reset" -> new MachineEnd.Restarted();
            case "guest-panic" -> new MachineEnd.Panicked();
            case "host-error", "" -> new MachineEnd.Failed(status, output.lastLine());
            default -> new MachineEnd.Closed(); // host-qmp-quit, host-signal, host-ui …
        };
    }

    /// {@return the arguments that a start adds behind the tokens of a spec that does not read the firmware's messages;
    /// empty where they are known only then (Windows)}
    ///
    /// @param directory of the run, which need not exist yet
    public static Optional<List<String>> wiring(Path directory) {
        return Launch.wiring(directory);
    }

    /// {@return the whole command, as it was run}
    public List<String> command() {
        return command;
    }

    /// {@return the identifier of the emulator's process}
    public long pid() {
        return process.pid();
    }

    /// {@return the first serial port}
    public SerialConsole serial() {
        return serial;
    }

    /// {@return the firmware's messages, if they are listened to}
    public Optional<SerialConsole> firmware() {
        return Optional.ofNullable(firmware);
    }

    /// {@return what the emulator has told on its standard output and error, the end of it}
    public String messages() {
        return output.text();
    }

    /// {@return completed when the emulator has ended and everything it has written is read}
    public CompletableFuture<MachineEnd> end() {
        return end.copy();
    }

    /// Presses the power button. The guest may take its time, or ignore it.
    public void powerDown() throws QmpException, InterruptedException {
        var _ = control.execute("system_powerdown", Map.of(), COMMAND);
    }

    /// Presses the reset button.
    public void reset() throws QmpException, InterruptedException {
        var _ = control.execute("system_reset", Map.of(), COMMAND);
    }

    /// Has the guest stand still.
    public void pause() throws QmpException, InterruptedException {
        var _ = control.execute("stop", Map.of(), COMMAND);
    }

    /// Has the guest go on.
    public void resume() throws QmpException, InterruptedException {
        var _ = control.execute("cont", Map.of(), COMMAND);
    }

    /// {@return what it does}
    public RunState state() throws QmpException, InterruptedException {
        JsonNode answer = control.execute("query-status", Map.of(), COMMAND);
        return new RunState(
                answer.path("running").booleanValue(false),
                answer.path("status").stringValue("unknown"));
    }

    /// {@return what the screen shows, as a PNG file}
    ///
    /// @throws QmpException if the machine has no screen, or the emulator fails
    /// @throws IOException if the picture cannot be read
    public byte[] screenshot() throws IOException, InterruptedException {
        return screen.png();
    }

    /// {@return what the guest has done with its disks, those without a medium left out}
    public List<DiskStatistics> diskStatistics() throws QmpException, InterruptedException {
        JsonNode answer = control.execute("query-blockstats", Map.of(), COMMAND);
        var all = new ArrayList<DiskStatistics>();
        for (JsonNode disk : answer) {
            if (all.size() == MAX_STATISTICS) {
                break;
            }
            JsonNode numbers = disk.path("stats");
            String device = disk.path("device").stringValue("");
            all.add(
                    new DiskStatistics(
                            device.isEmpty() ? disk.path("qdev").stringValue("") : device,
                            numbers.path("rd_bytes").longValue(0),
                            numbers.path("wr_bytes").longValue(0),
                            numbers.path("rd_operations").longValue(0),
                            numbers.path("wr_operations").longValue(0)));
        }
        return all;
    }

    /// Ends it in order as far as it lets us: presses the power button, waits, then [#close].
    ///
    /// @param patience for the guest to power off
    /// @return how it ended
    public MachineEnd shutDown(Duration patience) throws InterruptedException {
        try {
            powerDown();
            return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (QmpException | TimeoutException e) {
            close();
            return end.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // it only ever completes
        }
    }

    /// Ends it now: the emulator is asked to quit, which keeps what the guest has written, and killed if it does not. When
    /// this returns, emulator and companions are gone. Closing it again does nothing.
    @Override
    public void close() {
        if (!end.isDone()) {
            boolean interrupted = Thread.interrupted();
            try {
                closing = process.isAlive();
                var _ = control.execute("quit", Map.of(), QUIT);
                process.waitFor(QUIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (QmpException e) {
                // it is killed then
            } catch (InterruptedException e) {
                interrupted = true;
            }
            RunDirectory.kill(process.toHandle());
            end.join(); // soon, as it waits for nothing longer than DRAIN
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
