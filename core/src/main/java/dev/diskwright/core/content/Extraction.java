package dev.diskwright.core.content;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.HostErrors;
import dev.diskwright.core.block.HostPaths;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes files of an image to a directory of the host, and nothing outside it: a link that is there already is never
/// followed, and the image's own links are made only when all files are written.
///
/// Files that exist are refused, directories are added to. What this host or this user cannot have is left out and told:
/// names, devices, owners, attributes. Not for several threads.
public final class Extraction {
    private static final boolean UNIX =
            java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final int PIECE = 1 << 20; // bytes copied at a time

    private final Consumer<Note> notes;
    private final Progress progress;
    private final IdentityHashMap<FileNode, Path> done = new IdentityHashMap<>();
    private final List<Later> links = new ArrayList<>();
    private final List<Later> directories = new ArrayList<>();
    private final byte[] piece = new byte[PIECE];
    private HostAttributes host = HostAttributes.NONE;

    private Extraction(Consumer<Note> notes, Progress progress) {
        this.notes = notes;
        this.progress = progress;
    }

    /// Something that could not be kept.
    ///
    /// @param path in the image, from where extraction began
    /// @param sentence what is left out or different, without a full stop
    public record Note(String path, String sentence) {}

    private record Later(String path, Path place, FileNode node) {}

    /// Writes all that is in `directory` into `into`, which is made if it is missing.
    ///
    /// @param notes told what could not be kept, as it happens
    /// @param progress told of every byte of contents written
    /// @throws HostException if a file exists already or cannot be written; what was written before stays
    public static void extract(
            Directory directory, Path into, Consumer<Note> notes, Progress progress)
            throws IOException, InterruptedException {
        var extraction = new Extraction(notes, progress);
        Path top = extraction.begin(into);
        extraction.entries(directory, top, "", 0);
        extraction.finish();
    }

    /// Writes one node of any kind into the directory `into`, under `name`.
    public static void extract(
            String name, FileNode node, Path into, Consumer<Note> notes, Progress progress)
            throws IOException, InterruptedException {
        var extraction = new Extraction(notes, progress);
        Path top = extraction.begin(into);
        extraction.entry(name, node, top, "", 0);
        extraction.finish();
    }

    private Path begin(Path into) throws IOException {
        try {
            Path top = Files.createDirectories(into).toRealPath();
            host = HostAttributes.at(top);
            return top;
        } catch (IOException e) {
            throw HostErrors.writing(into, e);
        }
    }

    private void entries(Directory directory, Path place, String path, int depth)
            throws IOException, InterruptedException {
        if (depth > TreeBuilder.MAX_DEPTH) {
            throw new HostException(
                    Where.file(path),
                    "a directory deeper than %d others".formatted(TreeBuilder.MAX_DEPTH));
        }
        for (int i = 0; i < directory.count(); i++) {
            entry(directory.name(i), directory.node(i), place, path, depth);
        }
    }

    private void entry(String name, FileNode node, Path parent, String parentPath, int depth)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while extracting");
        }
        String path = parentPath + "/" + name;
        Optional<String> problem = UNIX ? Optional.empty() : HostNames.problemOnWindows(name);
        if (problem.isPresent()) {
            notes.accept(new Note(path, "left out: its name has " + problem.get()));
            return;
        }
        Path place = HostPaths.resolve(parent, FileNames.encode(name));
        try {
            write(new Later(path, place, node), depth);
        } catch (FileAlreadyExistsException e) {
            clash(path, place);
        } catch (IOException e) {
            throw HostErrors.writing(place, e);
        }
    }

    /// A file that is in the way: one that we made ourselves differs in case alone, as this host sees it.
    private void clash(String path, Path place) throws IOException {
        for (Path own : done.values()) {
            if (!own.equals(place) && Files.isSameFile(own, place)) {
                notes.accept(new Note(path, "left out: this system takes its name for " + own));
                return;
            }
        }
        throw new HostException(Where.file(place.toString()), "exists already");
    }

    private void write(Later it, int depth) throws IOException, InterruptedException {
        Path first = it.node instanceof Directory ? null : done.get(it.node);
        if (first != null) {
            Files.createLink(it.place, first);
            return;
        }
        switch (it.node) {
            case Directory directory -> {
                makeDirectory(it.place);
                entries(directory, it.place, it.path, depth + 1);
                directories.add(it);
            }
            case RegularFile file -> {
                content(file.content(), it.place);
                done.put(file, it.place);
                host.apply(it.path, it.place, file, notes);
            }
            case SymbolicLink _ -> links.add(it);
            case SpecialFile file -> {
                if (host.make(it.place, file)) {
                    done.put(file, it.place);
                    host.apply(it.path, it.place, file, notes);
                } else {
                    notes.accept(new Note(it.path, "left out: a special file"));
                }
            }
        }
    }

    private static void makeDirectory(Path place) throws IOException {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.createDirectory(place);
    }

    private void content(BlockSource content, Path place) throws IOException, InterruptedException {
        try (FileChannel channel =
                FileChannel.open(
                        place,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE)) {
            for (long at = 0; at < content.size(); ) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while extracting");
                }
                Extent extent = content.extentAt(at);
                if (extent.isZero()) {
                    progress.advance(extent.end() - at);
                    at = extent.end();
                } else {
                    int length = (int) Math.min(PIECE, extent.end() - at);
                    MemorySegment bytes = MemorySegment.ofArray(piece).asSlice(0, length);
                    content.read(at, bytes);
                    if (!ZeroBytes.isZero(bytes)) {
                        put(channel, at, ByteBuffer.wrap(piece, 0, length));
                    }
                    progress.advance(length);
                    at += length;
                }
            }
            if (channel.size() < content.size()) {
                put(channel, content.size() - 1, ByteBuffer.allocate(1));
            }
        }
    }

    private static void put(FileChannel channel, long at, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes, at + bytes.position());
        }
    }

    /// Links come after all files, and the attributes of directories after all that is in them.
    private void finish() throws IOException, InterruptedException {
        for (Later it : links) {
            try {
                link(it, (SymbolicLink) it.node);
            } catch (FileAlreadyExistsException e) {
                clash(it.path, it.place);
            } catch (IOException e) {
                throw HostErrors.writing(it.place, e);
            }
        }
        for (Later it : directories) { // each after the ones in it
            host.apply(it.path, it.place, it.node, notes);
        }
    }

    private void link(Later it, SymbolicLink node) throws IOException {
        Path first = done.putIfAbsent(node, it.place);
        if (first != null) {
            Files.createLink(it.place, first);
        } else if (host.link(it.place, node)) {
            host.apply(it.path, it.place, node, notes);
        } else {
            notes.accept(new Note(it.path, "left out: a symbolic link"));
        }
    }
}
