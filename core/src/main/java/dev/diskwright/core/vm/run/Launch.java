package dev.diskwright.core.vm.run;

import dev.diskwright.core.vm.qmp.QmpClient;
import dev.diskwright.core.vm.qmp.QmpEvent;
import dev.diskwright.core.vm.qmp.QmpException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The start of a machine, step by step. If a step fails, [#close] undoes those before it.
final class Launch implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(2);
    private static final boolean UNIX = FileSystems.getDefault().getSeparator().equals("/");

    private static final String CONTROL = "qmp";
    private static final String SERIAL = "serial";

    private final MachineSpec spec;
    private final RunDirectory directory;
    private final Patience patience;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<CompanionProcess> companions = new ArrayList<>();
    private final Endpoint control;
    private final Endpoint serial;
    private final @Nullable Endpoint firmware;
    private @Nullable Process process;
    private @Nullable ProcessOutput output;

    /// How long the emulator may take for its part.
    ///
    /// @param start to connect to the control socket; large firmware and many disks take seconds at most
    /// @param greeting to greet, and to agree on capabilities
    /// @param ports to connect to what it should have connected to before
    record Patience(Duration start, Duration greeting, Duration ports) {
        static final Patience USUAL =
                new Patience(Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofSeconds(5));
    }

    Launch(MachineSpec spec, RunDirectory directory, Patience patience) throws MachineException {
        this.spec = spec;
        this.directory = directory;
        this.patience = patience;
        for (String token : spec.tokens()) {
            if (token.equals("-daemonize") || token.equals("--daemonize")) {
                throw new MachineException("a machine that leaves its parent cannot be controlled");
            }
        }
        try {
            control = endpoint(CONTROL);
            serial = endpoint(SERIAL);
            firmware = spec.readsFirmware() ? endpoint("firmware") : null;
        } catch (IOException e) {
            close();
            throw new MachineException("no socket for the machine: " + e.getMessage(), e);
        }
    }

    private Endpoint endpoint(String name) throws IOException {
        Endpoint endpoint = Endpoint.open(directory.file(name), UNIX);
        endpoints.add(endpoint);
        return endpoint;
    }

    /// {@return the whole command, as it is run}
    List<String> command() {
        var command = new ArrayList<String>();
        command.add(spec.program());
        command.addAll(spec.tokens());
        command.addAll(wiring(control.place(), serial.place()));
        if (firmware != null) {
            command.add("-chardev");
            command.add("socket,id=diskwright-firmware," + firmware.place());
            command.add("-device");
            command.add("isa-debugcon,iobase=0x402,chardev=diskwright-firmware");
        }
        return command;
    }

    private static List<String> wiring(String control, String serial) {
        return List.of(
                "-chardev",
                "socket,id=diskwright-qmp," + control,
                "-mon",
                "chardev=diskwright-qmp,mode=control",
                "-chardev",
                "socket,id=diskwright-serial," + serial,
                "-serial",
                "chardev:diskwright-serial");
    }

    /// {@return the arguments of control socket and serial port in a directory that need not exist yet; empty where they
    /// are ports, which are known only when they are open}
    static Optional<List<String>> wiring(Path directory) {
        return UNIX
                ? Optional.of(
                        wiring(
                                Endpoint.place(directory.resolve(CONTROL)),
                                Endpoint.place(directory.resolve(SERIAL))))
                : Optional.empty();
    }

    List<CompanionProcess> startCompanions() throws MachineException, InterruptedException {
        for (Companion companion : spec.companions()) {
            companions.add(CompanionProcess.start(companion, directory));
        }
        return companions;
    }

    Process startEmulator() throws MachineException {
        try {
            var builder = new ProcessBuilder(command()).redirectErrorStream(true);
            builder.environment().putAll(spec.environment());
            Process started = builder.start();
            process = started;
            directory.keep(started.toHandle());
            started.getOutputStream().close();
            output = new ProcessOutput(started.getInputStream());
            return started;
        } catch (MachineException e) {
            throw e;
        } catch (IOException e) {
            throw new MachineException(
                    "%s cannot be started: %s".formatted(spec.program(), e.getMessage()), e);
        }
    }

    ProcessOutput output() {
        return Objects.requireNonNull(output);
    }

    /// Waits until the emulator has connected to the control socket, as the last of its sockets or nearly so.
    SocketChannel awaitControl() throws MachineException, InterruptedException {
        return connection(control, patience.start);
    }

    QmpClient greet(SocketChannel channel, Consumer<QmpEvent> events)
            throws MachineException, InterruptedException {
        try {
            return QmpClient.open(channel, events, patience.greeting);
        } catch (QmpException e) {
            throw ended("its control socket is of no use: " + e.getMessage());
        }
    }

    SerialConsole connectSerial(MachineListener listener)
            throws MachineException, InterruptedException {
        SocketChannel channel = connection(serial, patience.ports);
        try {
            @Nullable SerialLog log =
                    spec.serialLog().isPresent()
                            ? SerialLog.create(spec.serialLog().get(), MachineSpec.MAX_LOG)
                            : null;
            return SerialConsole.open(channel, listener::serial, log);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new MachineException(String.valueOf(e.getMessage()), e);
        }
    }

    @Nullable SerialConsole connectFirmware(MachineListener listener)
            throws MachineException, InterruptedException {
        return firmware == null
                ? null
                : SerialConsole.open(
                        connection(firmware, patience.ports), listener::firmware, null);
    }

    private SocketChannel connection(Endpoint endpoint, Duration limit)
            throws MachineException, InterruptedException {
        var exit = Objects.requireNonNull(process).onExit();
        try {
            CompletableFuture.anyOf(endpoint.connection(), exit)
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
            @Nullable SocketChannel channel = endpoint.connection().getNow(null);
            if (channel != null) {
                return channel;
            }
        } catch (TimeoutException | ExecutionException e) {
            // as below
        }
        throw ended("it did not connect within %d ms".formatted(limit.toMillis()));
    }

    /// {@return why it cannot be worked with: its own last words if it has ended, else `otherwise`}
    private MachineException ended(String otherwise) throws InterruptedException {
        Process started = Objects.requireNonNull(process);
        if (!started.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
            return new MachineException(spec.program() + ": " + otherwise);
        }
        output().await(END);
        String words = output().lastLine();
        String status = "%s ended with status %d".formatted(spec.program(), started.exitValue());
        return new MachineException(words.isEmpty() ? status : status + ": " + words);
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // closing a socket does not fail
        }
    }

    /// Undoes everything.
    @Override
    public void close() {
        if (process != null) {
            RunDirectory.kill(process.toHandle());
            process.onExit().join();
            directory.forget(process.toHandle());
        }
        companions.reversed().forEach(CompanionProcess::close);
        endpoints.forEach(Endpoint::close);
    }
}
