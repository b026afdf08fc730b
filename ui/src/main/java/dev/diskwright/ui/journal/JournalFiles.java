package dev.diskwright.ui.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Journals as files of one folder: `NAME.journal`, and `NAME.lock` that its program keeps locked as long as it runs, so
/// that a crash of any kind gives it free.
public final class JournalFiles implements JournalStore, AutoCloseable {
    private static final String JOURNAL = ".journal";
    private static final String LOCK = ".lock";

    private final Path folder;
    private @Nullable Path own;
    private @Nullable FileChannel lock;

    /// @param folder is created when something is first kept
    public JournalFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized void keep(Unsaved work) throws IOException {
        Path target = own();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(fresh, JournalText.write(work));
        Files.move(
                fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// The lock is there before its journal, so no other program sees the one without the other.
    private Path own() throws IOException {
        if (own == null) {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "design-", LOCK);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            lock = channel;
            FileLock held = channel.lock();
            own = sibling(file, LOCK, JOURNAL);
            if (!held.isValid()) {
                throw new IOException(file + ": the lock was lost");
            }
        }
        return own;
    }

    private static Path sibling(Path file, String from, String to) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.substring(0, name.length() - from.length()) + to);
    }

    @Override
    public synchronized void drop() throws IOException {
        if (own != null) {
            Files.deleteIfExists(own);
            close();
        }
    }

    @Override
    public synchronized Left left() throws IOException {
        var whole = new ArrayList<Kept>();
        int damaged = 0;
        for (Path file : journals()) {
            if (file.equals(own) || isAlive(file)) {
                continue;
            }
            Optional<Unsaved> work = read(file);
            if (work.isPresent()) {
                whole.add(new Kept(String.valueOf(file.getFileName()), work.get()));
            } else {
                damaged++;
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".damaged"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        whole.sort(Comparator.comparing((Kept it) -> it.work().kept()).reversed());
        return new Left(whole, damaged);
    }

    private List<Path> journals() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var found = new ArrayList<Path>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + JOURNAL)) {
            files.forEach(found::add);
        }
        return found;
    }

    private static boolean isAlive(Path journal) throws IOException {
        Path file = sibling(journal, JOURNAL, LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException _) {
            return true;
        }
    }

    private static Optional<Unsaved> read(Path file) throws IOException {
        try {
            return JournalText.read(Files.readString(file));
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    @Override
    public void discard(String id) throws IOException {
        Path file = folder.resolve(id);
        if (!id.endsWith(JOURNAL) || !folder.equals(file.getParent())) {
            throw new IllegalArgumentException(id);
        }
        Files.deleteIfExists(file);
        Files.deleteIfExists(sibling(file, JOURNAL, LOCK));
    }

    /// Gives the lock free. A journal that is still there is left for the next run.
    @Override
    public synchronized void close() throws IOException {
        if (lock != null && own != null) {
            lock.close();
            lock = null;
            Path file = own;
            own = null;
            if (!Files.exists(file)) {
                Files.deleteIfExists(sibling(file, JOURNAL, LOCK));
            }
        }
    }
}
