package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.block.LazyFile;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Companions that lie in an image's own folder, or in others that the caller allows; links are followed first. Regular
/// files only: a name that leads to a device, a socket or a URL is refused. Opens each file once, and keeps it open.
public final class FolderCompanions implements Companions, AutoCloseable {
    /// `nbd://host`, `json:{…}`; not a drive letter.
    private static final Pattern PROTOCOL =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    private static final String FILE = "file:";
    private static final int MOST_FILES = 4096;

    private final Path folder;
    private final List<Path> allowed = new ArrayList<>();
    private final Map<String, Path> instead;
    private final Opener opener;
    private final Map<Path, BlockSource> files = new HashMap<>();

    @FunctionalInterface
    private interface Opener {
        BlockSource open(Path path) throws IOException;
    }

    /// @param folder that names are relative to, and which is allowed with all below it
    /// @param more folders that are allowed too
    /// @param instead files that are to be taken for certain names, as they do not have them yet
    public FolderCompanions(Path folder, List<Path> more, Map<String, Path> instead) {
        this(folder, more, instead, HostFile::open);
    }

    private FolderCompanions(
            Path folder, List<Path> more, Map<String, Path> instead, Opener opener) {
        this.folder = folder.toAbsolutePath();
        this.instead = Map.copyOf(instead);
        this.opener = opener;
        allowed.add(this.folder);
        more.forEach(it -> allowed.add(it.toAbsolutePath()));
    }

    /// {@return companions that are open only while they are read, and need no closing}
    ///
    /// @param folder that names are relative to, and which is allowed with all below it
    public static Companions lazy(Path folder) {
        return new FolderCompanions(folder, List.of(), Map.of(), LazyFile::of);
    }

    @Override
    public synchronized BlockSource open(Where where, String name) throws IOException {
        Path path = regularFile(where, name);
        BlockSource known = files.get(path);
        if (known != null) {
            return known;
        }
        if (files.size() >= MOST_FILES) {
            throw new UnsupportedImageException(
                    where, "more than %d other files".formatted(MOST_FILES));
        }
        BlockSource file = opener.open(path);
        files.put(path, file);
        return file;
    }

    private Path regularFile(Where where, String name) throws IOException {
        String path = name.startsWith(FILE) ? name.substring(FILE.length()) : name;
        if (path.isEmpty() || PROTOCOL.matcher(path).matches()) {
            throw refused(where, name, "is not the name of a file");
        }
        Path real;
        try {
            Path there = instead.getOrDefault(path, folder.resolve(path));
            if (!Files.exists(there)) {
                throw refused(where, name, "does not exist");
            }
            real = there.toRealPath();
        } catch (InvalidPathException e) {
            throw refused(where, name, "is not the name of a file");
        }
        for (Path it : allowed) {
            if (real.startsWith(it.toRealPath())) {
                if (!Files.isRegularFile(real)) {
                    throw refused(where, name, "is not a regular file");
                }
                return real;
            }
        }
        throw refused(where, name, "lies in a folder that is not allowed");
    }

    private static UnsupportedImageException refused(Where where, String name, String why) {
        return new UnsupportedImageException(
                where, "the other file \"%s\", which %s".formatted(name, why));
    }

    @Override
    public synchronized void close() throws IOException {
        for (BlockSource file : files.values()) {
            if (file instanceof HostFile open) {
                open.close();
            }
        }
        files.clear();
    }
}
