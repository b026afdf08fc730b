package dev.diskwright.core.vm.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What runs leave behind whose program and keeper were both killed: directories whose lock nobody holds, with a list of
/// processes.
///
/// ```text
/// dwPID-RANDOM/lock         held as long as the owner lives
/// dwPID-RANDOM/processes    a line each: identifier, start in milliseconds since 1970, program
/// ```
final class Leftovers {
    static final String PREFIX = "dw";
    static final String LOCK = "lock";

    private static final String PROCESSES = "processes";
    private static final int MAX_LIST = 64 << 10; // bytes
    private static final long TOLERANCE = 2000; // in the start time, as the host's clock is set

    private Leftovers() {}

    /// Writes down which processes belong to the directory. Without it, they are only not found later.
    static void record(Path directory, Collection<ProcessHandle> processes) {
        var list = new StringBuilder();
        for (ProcessHandle it : processes) {
            Optional<String> program = it.info().command();
            it.info()
                    .startInstant()
                    .ifPresent(start ->
                            list.append(it.pid())
                                    .append(' ')
                                    .append(start.toEpochMilli())
                                    .append(' ')
                                    .append(program.orElse(""))
                                    .append('\n'));
        }
        try {
            Path next = directory.resolve(PROCESSES + ".new");
            Files.writeString(next, list);
            Files.move(
                    next,
                    directory.resolve(PROCESSES),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // as said
        }
    }

    /// Clears up in `parent`. Directories of this process are left alone, as a lock is one of the process: looking at it
    /// would release it.
    static void sweep(Path parent) {
        String own = PREFIX + ProcessHandle.current().pid() + "-";
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(parent, PREFIX + "[0-9]*-[0-9]*")) {
            for (Path directory : found) {
                if (!String.valueOf(directory.getFileName()).startsWith(own)
                        && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                    clearUp(directory);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // what cannot be looked at stays
        }
    }

    private static void clearUp(Path directory) throws IOException {
        Path lock = directory.resolve(LOCK);
        if (!isOurs(directory) || !Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                endProcesses(directory.resolve(PROCESSES));
                delete(directory);
            }
        }
    }

    /// In a place for everybody, others may have made something of that name to have us end a process.
    private static boolean isOurs(Path directory) throws IOException {
        return ProcessHandle.current()
                .info()
                .user()
                .map(user -> isOwnedBy(directory, user))
                .orElse(false);
    }

    private static boolean isOwnedBy(Path directory, String user) {
        try {
            String owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).getName();
            return owner.equals(user) || owner.endsWith("\\" + user);
        } catch (IOException e) {
            return false;
        }
    }

    private static void endProcesses(Path list) throws IOException {
        if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS) || Files.size(list) > MAX_LIST) {
            return;
        }
        for (String line : new String(Files.readAllBytes(list), UTF_8).split("\n")) {
            String[] words = line.split(" ", 3);
            if (words.length == 3
                    && words[0].matches("[0-9]{1,18}")
                    && words[1].matches("[0-9]{1,18}")) {
                ProcessHandle.of(Long.parseLong(words[0]))
                        .filter(it -> isThat(it, Long.parseLong(words[1]), words[2]))
                        .ifPresent(RunDirectory::kill);
            }
        }
    }

    private static boolean isThat(ProcessHandle process, long start, String program) {
        ProcessHandle.Info info = process.info();
        return info.command().orElse("").equals(program)
                && info.startInstant()
                        .map(it -> Math.abs(it.toEpochMilli() - start) <= TOLERANCE)
                        .orElse(false);
    }

    /// Deletes the directory with all that is in it, as far as that is possible.
    static void delete(Path directory) {
        try {
            Files.walkFileTree(
                    directory,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            return gone(file);
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path it, @Nullable IOException e) {
                            return gone(it);
                        }
                    });
        } catch (IOException e) {
            // not thrown by the visitor
        }
    }

    private static FileVisitResult gone(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it stays, for the next sweep
        }
        return FileVisitResult.CONTINUE;
    }
}
