package dev.diskwright.core.vm.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A companion that was started.
record CompanionProcess(Companion companion, Process process, RunDirectory directory)
        implements AutoCloseable {
    private static final int STEP = 10; // milliseconds between two looks
    private static final int PATIENCE = 1; // seconds for it to end by itself

    /// Starts it and waits until it is ready.
    static CompanionProcess start(Companion companion, RunDirectory directory)
            throws MachineException, InterruptedException {
        Process process;
        try {
            process =
                    new ProcessBuilder(companion.command())
                            .directory(directory.path().toFile())
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new MachineException(
                    "%s cannot be started: %s".formatted(companion.name(), e.getMessage()), e);
        }
        directory.keep(process.toHandle());
        var started = new CompanionProcess(companion, process, directory);
        boolean isReady = false;
        try {
            started.awaitReady(new ProcessOutput(process.getInputStream()));
            isReady = true;
            return started;
        } finally {
            if (!isReady) {
                started.close();
            }
        }
    }

    private void awaitReady(ProcessOutput output) throws MachineException, InterruptedException {
        if (companion.ready().isEmpty()) {
            return;
        }
        Path ready = companion.ready().get();
        for (long waited = 0; !Files.exists(ready, LinkOption.NOFOLLOW_LINKS); waited += STEP) {
            if (process.waitFor(STEP, TimeUnit.MILLISECONDS)) {
                output.await(Duration.ofSeconds(PATIENCE));
                throw new MachineException(
                        "%s ended with status %d: %s"
                                .formatted(
                                        companion.name(), process.exitValue(), output.lastLine()));
            }
            if (waited >= companion.patience().toMillis()) {
                throw new MachineException(
                        "%s was not ready within %d ms"
                                .formatted(companion.name(), companion.patience().toMillis()));
            }
        }
    }

    /// Asks it to end, then makes it.
    @Override
    public void close() {
        process.destroy();
        boolean interrupted = false;
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                RunDirectory.kill(process.toHandle());
            }
        } catch (InterruptedException e) {
            RunDirectory.kill(process.toHandle());
            interrupted = true;
        }
        process.onExit().orTimeout(PATIENCE, TimeUnit.SECONDS).exceptionally(_ -> process).join();
        directory.forget(process.toHandle());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
