package dev.diskwright.core.vm.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A companion that was started, or one that runs already and is kept alive.
///
/// @param process empty if somebody else has started it
/// @param hold of the lifeline, if it has one
record CompanionProcess(
        Companion companion,
        Optional<Process> process,
        Optional<FileChannel> hold,
        RunDirectory directory)
        implements AutoCloseable {
    private static final int STEP = 10; // milliseconds between two looks
    private static final int PATIENCE = 1; // seconds for a program to end by itself

    /// Starts it and waits until it is ready.
    static CompanionProcess start(Companion companion, RunDirectory directory)
            throws MachineException, InterruptedException {
        try {
            return companion.lifeline().isPresent()
                    ? share(companion, companion.lifeline().get(), directory)
                    : startOwn(companion, directory);
        } catch (MachineException e) {
            throw e;
        } catch (IOException e) {
            throw new MachineException(
                    "%s cannot be started: %s".formatted(companion.name(), e.getMessage()), e);
        }
    }

    private static CompanionProcess startOwn(Companion companion, RunDirectory directory)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(companion.command())
                        .directory(directory.path().toFile())
                        .redirectErrorStream(true)
                        .start();
        directory.keep(process.toHandle());
        var output = new ProcessOutput(process.getInputStream());
        var started =
                new CompanionProcess(companion, Optional.of(process), Optional.empty(), directory);
        return started.whenReady(
                process,
                () -> {
                    output.await(Duration.ofSeconds(PATIENCE));
                    return output.lastLine();
                });
    }

    /// Takes hold of one that runs, or starts it. Who does so is alone with it for that time.
    private static CompanionProcess share(
            Companion companion, Path lifeline, RunDirectory directory)
            throws IOException, InterruptedException {
        if (!Files.exists(lifeline, LinkOption.NOFOLLOW_LINKS)) {
            makeFifo(lifeline);
        }
        // both ways, as opening a FIFO one way waits for somebody at its other end
        FileChannel hold =
                FileChannel.open(lifeline, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean isKept = false;
        try (FileChannel file =
                        FileChannel.open(
                                lifeline.resolveSibling(lifeline.getFileName() + ".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = locked(file)) {
            Path socket = companion.ready().orElseThrow();
            Optional<Process> process = Optional.empty();
            if (!answers(socket)) {
                clear(socket);
                process = Optional.of(startShared(companion, lifeline));
            }
            var started = new CompanionProcess(companion, process, Optional.of(hold), directory);
            if (process.isPresent()) {
                started.whenReady(process.get(), () -> lastWords(log(lifeline)));
            }
            isKept = true;
            return started;
        } finally {
            if (!isKept) {
                hold.close();
            }
        }
    }

    private static void makeFifo(Path path) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("mkfifo", "-m", "600", path.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) { // another may have been quicker
            throw new MachineException(path + " cannot be made as a FIFO");
        }
    }

    /// {@return the lock} Within one process, a lock that is held is an error instead of something to wait for.
    private static FileLock locked(FileChannel file) throws IOException, InterruptedException {
        while (true) {
            try {
                return file.lock();
            } catch (OverlappingFileLockException e) {
                Thread.sleep(STEP);
            }
        }
    }

    private static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }

    /// Makes room where one was killed.
    private static void clear(Path socket) throws IOException {
        Path own = Objects.requireNonNull(socket.getParent());
        if (Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(own)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(own);
        }
    }

    /// Starts it so that it outlives us: it writes to a file, as nobody would read a pipe then.
    private static Process startShared(Companion companion, Path lifeline) throws IOException {
        return new ProcessBuilder(companion.command())
                .directory(lifeline.getRoot().toFile())
                .redirectInput(lifeline.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(lifeline).toFile())
                .start();
    }

    private static Path log(Path lifeline) {
        return lifeline.resolveSibling(lifeline.getFileName() + ".log");
    }

    private static String lastWords(Path log) {
        try (InputStream in = Files.newInputStream(log)) {
            String text = new String(in.readNBytes(ProcessOutput.KEPT), UTF_8);
            return ProcessOutput.lastLine(text);
        } catch (IOException e) {
            return "";
        }
    }

    /// What a program says when it fails.
    private interface Words {
        String last() throws InterruptedException;
    }

    private CompanionProcess whenReady(Process started, Words words)
            throws MachineException, InterruptedException {
        boolean isReady = false;
        try {
            awaitReady(started, words);
            isReady = true;
            return this;
        } finally {
            if (!isReady) {
                end(started);
            }
        }
    }

    private void awaitReady(Process started, Words words)
            throws MachineException, InterruptedException {
        if (companion.ready().isEmpty()) {
            return;
        }
        Path ready = companion.ready().get();
        for (long waited = 0; !Files.exists(ready, LinkOption.NOFOLLOW_LINKS); waited += STEP) {
            if (started.waitFor(STEP, TimeUnit.MILLISECONDS)) {
                throw new MachineException(
                        "%s ended with status %d: %s"
                                .formatted(companion.name(), started.exitValue(), words.last()));
            }
            if (waited >= companion.patience().toMillis()) {
                throw new MachineException(
                        "%s was not ready within %d ms"
                                .formatted(companion.name(), companion.patience().toMillis()));
            }
        }
    }

    /// Asks it to end, then makes it; one that others may use is only let go.
    @Override
    public void close() {
        if (hold.isEmpty()) {
            process.ifPresent(this::end);
            return;
        }
        try {
            hold.get().close();
            if (process.isPresent()) { // for the case that nobody else uses it
                process.get().waitFor(PATIENCE, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            // closing does not fail
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Process started) {
        started.destroy();
        boolean interrupted = false;
        try {
            if (!started.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                RunDirectory.kill(started.toHandle());
            }
        } catch (InterruptedException e) {
            RunDirectory.kill(started.toHandle());
            interrupted = true;
        }
        started.onExit().orTimeout(PATIENCE, TimeUnit.SECONDS).exceptionally(_ -> started).join();
        directory.forget(started.toHandle());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
