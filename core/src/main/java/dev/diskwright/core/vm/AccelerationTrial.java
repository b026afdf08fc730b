package dev.diskwright.core.vm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.design.VmAcceleration;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts QEMU with an accelerator and a machine of nothing, and asks it to quit: the only way to know, as devices may be
/// there that cannot be used.
final class AccelerationTrial {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_OUTPUT = 4096;
    private static final int MAX_REASON = 200;

    private AccelerationTrial() {}

    /// {@return why it does not work; empty if it does}
    static Optional<String> refusal(Path qemu, VmAcceleration acceleration) {
        return refusal(qemu, acceleration, PATIENCE);
    }

    /// {@return the same}
    ///
    /// @param patience for an answer
    static Optional<String> refusal(Path qemu, VmAcceleration acceleration, Duration patience) {
        var builder =
                new ProcessBuilder(
                        List.of(
                                qemu.toString(),
                                "-accel",
                                acceleration.name().toLowerCase(Locale.ROOT),
                                "-machine",
                                "none",
                                "-S",
                                "-nodefaults",
                                "-no-user-config",
                                "-display",
                                "none",
                                "-monitor",
                                "stdio"));
        builder.redirectErrorStream(true).environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            try {
                return judge(process, patience);
            } finally {
                end(process);
            }
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Leaves nothing behind, not even what the program has started.
    private static void end(Process process) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(it -> it.onExit().completeOnTimeout(it, 1, TimeUnit.SECONDS).join());
    }

    private static Optional<String> judge(Process process, Duration patience) throws IOException {
        var output =
                CompletableFuture.supplyAsync(
                        () -> head(process.getInputStream()), it -> Thread.ofVirtual().start(it));
        try (OutputStream monitor = process.getOutputStream()) {
            monitor.write("quit\n".getBytes(UTF_8));
        } catch (IOException e) {
            // it ended before it was asked to; its output says why
        }
        try {
            if (!process.waitFor(patience)) {
                return Optional.of("no answer within %d seconds".formatted(patience.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of(
                        reason(
                                output.completeOnTimeout("", 1, TimeUnit.SECONDS).join(),
                                process.exitValue()));
    }

    /// Reads all, so that the program is never held up, and keeps the beginning.
    private static String head(InputStream in) {
        try (in) {
            byte[] head = in.readNBytes(MAX_OUTPUT);
            in.transferTo(OutputStream.nullOutputStream());
            return new String(head, UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /// {@return the last line that the program wrote on its own behalf}
    private static String reason(String output, int status) {
        return output.lines()
                .map(it -> it.replaceAll("\\p{Cntrl}", "").strip())
                .filter(it -> it.startsWith("qemu") || it.startsWith("Could not"))
                .reduce((_, last) -> last)
                .map(it ->
                        it.replaceFirst("^qemu-system-[a-z0-9_]+(\\.exe)?: (-accel [a-z]+: )?", ""))
                .map(it -> it.length() > MAX_REASON ? it.substring(0, MAX_REASON) + "…" : it)
                .orElse("QEMU ended with status " + status);
    }
}
