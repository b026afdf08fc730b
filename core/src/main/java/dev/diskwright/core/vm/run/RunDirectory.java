package dev.diskwright.core.vm.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.HostErrors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A private directory for the sockets and throw-away files of one run, and the processes that belong to it. When it is
/// closed, both are gone. For several threads.
///
/// They are also gone when this program ends without closing it: by a shutdown hook where it ends in order, by a
/// waiting shell where it is killed (Linux, macOS: tested with SIGKILL), and otherwise (Windows; or somebody killed the
/// shell too) at the latest when the next one is made in the same place, which ends processes of directories whose owner
/// is gone, recognised by identifier, start time and program. A process that has cut itself loose from its parent cannot
/// be found.
public final class RunDirectory implements AutoCloseable {
    private static final int LONGEST_NAME = 24; // of a socket, in bytes
    private static final int ATTEMPTS = 10;
    private static final int PATIENCE = 5; // seconds for a killed process to end

    private final Path path;
    private final FileChannel lock;
    private final Optional<Keeper> keeper;
    private final Thread hook = new Thread(this::abandon, "diskwright-run-end");
    private final Set<ProcessHandle> processes = new LinkedHashSet<>(); // guards itself and below
    private boolean closed;

    private RunDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
        keeper = Keeper.start(path);
    }

    /// Makes one, and clears up what earlier runs that were killed have left in the same place.
    ///
    /// @param parent a directory with a short path, as those of Unix sockets are limited: `/tmp`, the run-time
    ///     directory of the user
    /// @throws MachineException if it cannot be made, or the path is too long
    public static RunDirectory create(Path parent) throws MachineException {
        Path place = parent.toAbsolutePath().normalize();
        Leftovers.sweep(place);
        try {
            for (int i = 0; i < ATTEMPTS; i++) {
                Path path = Files.createTempDirectory(place, prefix(), privately());
                @Nullable FileChannel lock = locked(path);
                if (lock != null) {
                    return ofLocked(path, lock);
                }
            }
        } catch (MachineException e) {
            throw e;
        } catch (IOException e) {
            throw new MachineException(
                    String.valueOf(HostErrors.writing(place, e).getMessage()), e);
        }
        throw new MachineException(place + ": others delete what is made there");
    }

    /// {@return where one may be made later, for who must tell its path before} Nothing is made yet.
    ///
    /// @param parent as in [#create]
    public static Path propose(Path parent, RandomGenerator random) {
        String name = prefix() + Long.toUnsignedString(random.nextLong());
        return parent.toAbsolutePath().normalize().resolve(name);
    }

    /// Makes one where [#propose] said, and clears up like [#create].
    ///
    /// @throws MachineException if it cannot be made: somebody was quicker, or the path is too long
    public static RunDirectory createAt(Path proposed) throws MachineException {
        Path place = Objects.requireNonNull(proposed.getParent(), "an absolute path");
        Leftovers.sweep(place);
        try {
            Path path = Files.createDirectory(proposed, privately());
            @Nullable FileChannel lock = locked(path);
            if (lock == null) {
                throw new MachineException(place + ": others delete what is made there");
            }
            return ofLocked(path, lock);
        } catch (MachineException e) {
            throw e;
        } catch (IOException e) {
            throw new MachineException(
                    String.valueOf(HostErrors.writing(proposed, e).getMessage()), e);
        }
    }

    private static String prefix() {
        return Leftovers.PREFIX + ProcessHandle.current().pid() + "-";
    }

    private static RunDirectory ofLocked(Path path, FileChannel lock) throws MachineException {
        var directory = new RunDirectory(path, lock);
        directory.endWithProgram();
        if (!Endpoint.fits(path.resolve("x".repeat(LONGEST_NAME)))) {
            directory.close();
            throw new MachineException(
                    "%s: the path is too long for the sockets of a machine"
                            .formatted(path.getParent()));
        }
        return directory;
    }

    private void endWithProgram() throws MachineException {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            abandon();
            throw new MachineException("the program is ending", e);
        }
    }

    private static FileAttribute<?>[] privately() {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0]; // there, a user's temporary files are private
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /// {@return the lock that says that the owner lives; null if another process was quicker to clear up}
    private static @Nullable FileChannel locked(Path path) throws IOException {
        Path file = path.resolve(Leftovers.LOCK);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock();
        if (lock == null || !Files.exists(file)) {
            channel.close();
            return null;
        }
        return channel;
    }

    /// {@return where it is}
    public Path path() {
        return path;
    }

    /// {@return a place in it, for a socket or another file}
    ///
    /// @param name at most 24 bytes
    public Path file(String name) {
        if (name.getBytes(UTF_8).length > LONGEST_NAME || name.isEmpty()) {
            throw new IllegalArgumentException("\"" + name + "\" is too long for a socket");
        }
        return path.resolve(name);
    }

    /// From now on the process ends with this directory.
    ///
    /// @throws MachineException if that is closed already; the process has been killed then
    void keep(ProcessHandle process) throws MachineException {
        synchronized (processes) {
            if (!closed) {
                processes.add(process);
                tell();
                return;
            }
        }
        kill(process);
        throw new MachineException("the run is over");
    }

    /// The process has ended.
    void forget(ProcessHandle process) {
        synchronized (processes) {
            if (!closed && processes.remove(process)) {
                tell();
            }
        }
    }

    private void tell() {
        keeper.ifPresent(it -> it.guard(processes.stream().map(ProcessHandle::pid).toList()));
        Leftovers.record(path, processes);
    }

    /// Kills the process and those it has started.
    static void kill(ProcessHandle process) {
        List<ProcessHandle> children = process.descendants().collect(Collectors.toList());
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private void abandon() {
        List<ProcessHandle> left;
        synchronized (processes) {
            closed = true;
            left = new ArrayList<>(processes);
            processes.clear();
        }
        left.forEach(RunDirectory::kill);
        left.forEach(RunDirectory::awaitEnd);
        try {
            lock.close(); // before it is deleted, as Windows deletes no open file
        } catch (IOException e) {
            // the lock goes with us
        }
        Leftovers.delete(path);
        keeper.ifPresent(it -> {
            it.guard(List.of());
            it.dismiss();
        });
    }

    private static void awaitEnd(ProcessHandle killed) {
        killed.onExit().completeOnTimeout(killed, PATIENCE, TimeUnit.SECONDS).join();
    }

    /// Kills what still runs and deletes everything. Closing it again does nothing.
    @Override
    public void close() {
        synchronized (processes) {
            if (closed) {
                return;
            }
        }
        abandon();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is running already
        }
    }
}
