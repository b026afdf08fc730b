package dev.diskwright.core.vm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.design.VmAcceleration;
import dev.diskwright.core.design.VmArchitecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Starts QEMU with an accelerator and lets it run a guest of a few instructions: the only way to know, as devices may be
/// there that cannot be used, or that take minutes for what a processor does in a second (a hypervisor inside another that
/// interprets most instructions). For architectures without such a guest, QEMU is started without one and asked to quit.
final class AccelerationTrial {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RUN = Duration.ofSeconds(1); // hundreds of times what it takes
    private static final int MAX_OUTPUT = 4096;
    private static final int MAX_REASON = 200;

    private final Path qemu;
    private final VmAcceleration acceleration;
    private final Duration patience;

    private AccelerationTrial(Path qemu, VmAcceleration acceleration, Duration patience) {
        this.qemu = qemu;
        this.acceleration = acceleration;
        this.patience = patience;
    }

    /// {@return why it does not work; empty if it does}
    ///
    /// @param architecture that the program emulates
    static Optional<String> refusal(
            Path qemu, VmArchitecture architecture, VmAcceleration acceleration) {
        return refusal(qemu, architecture, acceleration, PATIENCE);
    }

    /// {@return the same}
    ///
    /// @param patience for a first answer
    static Optional<String> refusal(
            Path qemu,
            VmArchitecture architecture,
            VmAcceleration acceleration,
            Duration patience) {
        var trial = new AccelerationTrial(qemu, acceleration, patience);
        try {
            Optional<TrialGuest> guest = TrialGuest.of(architecture);
            return guest.isPresent() ? trial.run(guest.get()) : trial.start();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private Optional<String> run(TrialGuest guest) throws IOException, InterruptedException {
        Path firmware = Files.createTempFile("diskwright", ".rom");
        try {
            Files.write(firmware, guest.firmware());
            var arguments = new ArrayList<>(guest.arguments());
            arguments.addAll(List.of("-bios", firmware.toString()));
            try (var started = new Started(process(arguments))) {
                return started.watched(patience);
            }
        } finally {
            Files.deleteIfExists(firmware);
        }
    }

    private Optional<String> start() throws IOException, InterruptedException {
        try (var started =
                new Started(process(List.of("-machine", "none", "-S", "-monitor", "stdio")))) {
            return started.asked(patience);
        }
    }

    private Process process(List<String> more) throws IOException {
        String name = acceleration.name().toLowerCase(Locale.ROOT);
        var command = new ArrayList<>(List.of(qemu.toString(), "-accel", name));
        command.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none"));
        command.addAll(more);
        var builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    /// A program that was started. When it is closed, nothing is left, not even what the program has started.
    private static final class Started implements AutoCloseable {
        private final Process process;
        private final CompletableFuture<String> said;
        private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
        private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

        Started(Process process) {
            this.process = process;
            said =
                    CompletableFuture.supplyAsync(
                            () -> head(process.getErrorStream()),
                            it -> Thread.ofVirtual().start(it));
            Thread.ofVirtual().start(this::listen);
        }

        /// Reads all, so that the program is never held up.
        private void listen() {
            byte[] some = new byte[MAX_OUTPUT];
            try (InputStream in = process.getInputStream()) {
                for (int length = in.read(some); length >= 0; length = in.read(some)) {
                    for (int i = 0; i < length; i++) {
                        if (some[i] == TrialGuest.STARTED) {
                            begun.complete(true);
                        } else if (some[i] == TrialGuest.ENDED) {
                            ended.complete(true);
                        }
                    }
                }
            } catch (IOException e) {
                // it was ended
            }
            begun.complete(false);
            ended.complete(false);
        }

        /// Reads all and keeps the beginning.
        private static String head(InputStream in) {
            try (in) {
                byte[] head = in.readNBytes(MAX_OUTPUT);
                in.transferTo(OutputStream.nullOutputStream());
                return new String(head, UTF_8);
            } catch (IOException e) {
                return "";
            }
        }

        /// {@return what the guest shows}
        Optional<String> watched(Duration patience) throws InterruptedException {
            @Nullable Boolean first = await(begun, patience);
            if (first == null) {
                return Optional.of(late(patience));
            }
            @Nullable Boolean last = await(ended, RUN);
            return last == null
                    ? Optional.of("a guest runs far slower with it than without")
                    : last ? Optional.empty() : Optional.of(failure());
        }

        private static @Nullable Boolean await(CompletableFuture<Boolean> fact, Duration patience)
                throws InterruptedException {
            try {
                return fact.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return null;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e); // nobody completes it so
            }
        }

        /// {@return what the program says to being asked to quit}
        Optional<String> asked(Duration patience) throws InterruptedException {
            try (OutputStream monitor = process.getOutputStream()) {
                monitor.write("quit\n".getBytes(UTF_8));
            } catch (IOException e) {
                // it ended before it was asked to; its output says why
            }
            if (!process.waitFor(patience)) {
                return Optional.of(late(patience));
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(failure());
        }

        private static String late(Duration patience) {
            return "no answer within %d seconds".formatted(patience.toSeconds());
        }

        private String failure() throws InterruptedException {
            if (!process.waitFor(RUN)) {
                return "QEMU closed its output";
            }
            String output = said.completeOnTimeout("", 1, TimeUnit.SECONDS).join();
            return reason(output, process.exitValue());
        }

        @Override
        public void close() {
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(it -> it.onExit().completeOnTimeout(it, 1, TimeUnit.SECONDS).join());
        }
    }

    /// {@return the last line that the program wrote on its own behalf}
    private static String reason(String output, int status) {
        return output.lines()
                .map(it -> it.replaceAll("\\p{Cntrl}", "").strip())
                .filter(it -> it.startsWith("qemu") || it.startsWith("Could not"))
                .filter(it -> !it.contains(": warning: "))
                .reduce((_, last) -> last)
                .map(it ->
                        it.replaceFirst("^qemu-system-[a-z0-9_]+(\\.exe)?: (-accel [a-z]+: )?", ""))
                .map(it -> it.length() > MAX_REASON ? it.substring(0, MAX_REASON) + "…" : it)
                .orElse("QEMU ended with status " + status);
    }
}
