package dev.diskwright.core.block;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Output that appears whole or not at all. It is written beside its destination as `.NAME.diskwright-part`; [#commit]
/// flushes it and moves it there, and [#close] without a commit deletes it. A part that a killed run left behind is
/// used again by the next one. Until the commit, a file that exists under the name is not touched.
///
/// Companions are flushed with it and moved just before it, since it is the one that refers to them. Not for several
/// threads.
public final class AtomicOutput implements Target, AutoCloseable {
    private final Path destination;
    private final boolean replace;
    private final PartFile main;
    private final List<PartFile> companions = new ArrayList<>();
    private boolean committed;
    private boolean keepsUnfinished;

    private AtomicOutput(Path destination, boolean replace) throws IOException {
        this.destination = destination;
        this.replace = replace;
        refuseExisting(destination);
        main = PartFile.create(destination);
    }

    /// {@return output that is to become `destination`}
    ///
    /// @param replace whether a file of that name may be there already
    /// @throws HostException if one is and may not, if another run is writing to it, or if nothing can be written there
    public static AtomicOutput create(Path destination, boolean replace) throws IOException {
        return new AtomicOutput(destination.toAbsolutePath(), replace);
    }

    private void refuseExisting(Path path) throws HostException {
        if (Files.isDirectory(path)) {
            throw new HostException(Where.file(path.toString()), "is a directory");
        }
        if (!replace && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new HostException(Where.file(path.toString()), "exists already");
        }
    }

    @Override
    public String name() {
        return main.name();
    }

    @Override
    public boolean isParallel() {
        return true;
    }

    @Override
    public void write(long offset, MemorySegment bytes) throws IOException {
        main.write(offset, bytes);
    }

    @Override
    public void truncate(long size) throws IOException {
        main.truncate(size);
    }

    @Override
    public Target companion(String name) throws IOException {
        Path path = destination.resolveSibling(name);
        if (path.getNameCount() != destination.getNameCount()
                || path.equals(destination)
                || !path.normalize().equals(path)) {
            throw new IllegalArgumentException("companion \"" + name + "\"");
        }
        refuseExisting(path);
        PartFile part = PartFile.create(path);
        companions.add(part);
        return new Companion(part, this);
    }

    /// {@return the unfinished output, to be read back before the commit}
    public Path part() {
        return main.path();
    }

    /// {@return the unfinished companions by the names they will have}
    public Map<String, Path> companionParts() {
        return companions.stream().collect(Collectors.toMap(PartFile::name, PartFile::path));
    }

    /// From now on [#close] without a commit leaves what was written, for people who want to look at it. The next run
    /// for the same name takes its place.
    public void keepUnfinished() {
        keepsUnfinished = true;
    }

    /// Flushes everything to the disk and gives it its name.
    ///
    /// @throws HostException if that fails; what was there before is then still there, unless the failure came between
    ///     the moves of several files
    public void commit() throws IOException {
        main.finish();
        for (PartFile part : companions) {
            part.finish();
        }
        for (PartFile part : companions) {
            move(part);
        }
        move(main);
        committed = true;
        flushDirectory();
    }

    private void move(PartFile part) throws IOException {
        refuseExisting(part.destination());
        try {
            Files.move(part.path(), part.destination(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw HostErrors.writing(part.destination(), e);
        }
    }

    private void flushDirectory() {
        Path directory = destination.getParent();
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // directories cannot be opened on Windows; the move is then as durable as that system
            // makes it
        }
    }

    @Override
    public void close() throws IOException {
        if (committed) {
            return;
        }
        try {
            for (PartFile part : companions) {
                end(part);
            }
        } finally {
            end(main);
        }
    }

    private void end(PartFile part) throws IOException {
        if (keepsUnfinished) {
            part.leave();
        } else {
            part.discard();
        }
    }

    /// A further file; its own companions are those of the whole.
    private record Companion(PartFile part, AtomicOutput whole) implements Target {
        @Override
        public String name() {
            return part.name();
        }

        @Override
        public boolean isParallel() {
            return true;
        }

        @Override
        public void write(long offset, MemorySegment bytes) throws IOException {
            part.write(offset, bytes);
        }

        @Override
        public void truncate(long size) throws IOException {
            part.truncate(size);
        }

        @Override
        public Target companion(String name) throws IOException {
            return whole.companion(name);
        }
    }
}
