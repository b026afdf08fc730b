package dev.diskwright.core.content;

import dev.diskwright.core.block.HostErrors;
import dev.diskwright.core.block.HostPaths;
import dev.diskwright.core.block.LazyFile;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Files and directories of the host as nodes. Symbolic links are kept, never followed; hard links stay one file.
///
/// On Unix owners, modes, times to the nanosecond, device numbers and names are what the host has, byte for byte in any
/// locale and whatever order it lists them in. Of the extended attributes those count that belong to a file wherever
/// it is: `user.*`, `trusted.*`, capabilities and access control lists, but not the labels and seals of this host.
/// Elsewhere files belong to root, with mode 0644, and directories with 0755.
///
/// Contents are opened when they are read, and refused then if the file has changed. Not for several threads.
public final class DirectorySource {
    static final boolean UNIX =
            java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    private final Map<Object, FileNode> links =
            new HashMap<>(); // of files with several names, by device and inode

    private final @Nullable SourceWatch watch;
    private long sum; // over the files of the directory that is being read

    /// Remembers which files have several names, over all that is read with it.
    public DirectorySource() {
        this(null);
    }

    /// The same, and notes what it reads for later.
    DirectorySource(@Nullable SourceWatch watch) {
        this.watch = watch;
    }

    /// {@return the file or directory at `path`} A link is given as one.
    ///
    /// @throws HostException if something in it cannot be read, naming it
    public FileNode read(Path path) throws IOException, InterruptedException {
        Path absolute = path.toAbsolutePath();
        Path directory = Objects.requireNonNullElse(absolute.getParent(), absolute);
        return node(directory, absolute, HostPaths.nameBytes(absolute), 0);
    }

    private FileNode node(Path directory, Path path, byte[] name, int depth)
            throws IOException, InterruptedException {
        try {
            return UNIX ? unix(directory, path, name, depth) : plain(directory, path, name, depth);
        } catch (IOException e) {
            if (watch != null) {
                watch.name(path);
            }
            throw HostErrors.reading(path, e);
        }
    }

    private FileNode unix(Path directory, Path path, byte[] name, int depth)
            throws IOException, InterruptedException {
        Map<String, Object> it = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
        int mode = (int) value(it, "mode");
        Object key = value(it, "fileKey");
        int type = mode & 0170000;
        Stamp stamp = watch == null ? Stamp.ABSENT : Stamp.of(it);
        if (watch != null && type != 0040000) {
            sum += stamp.mixed(name);
        }
        boolean shared = type != 0040000 && ((Number) value(it, "nlink")).longValue() > 1;
        FileNode known = shared ? links.get(key) : null;
        if (known != null) {
            return known;
        }
        FileTime modified = (FileTime) value(it, "lastModifiedTime");
        Instant time = modified.toInstant();
        var attributes =
                new Attributes(
                        mode & 07777,
                        Integer.toUnsignedLong((int) value(it, "uid")),
                        Integer.toUnsignedLong((int) value(it, "gid")),
                        time.getEpochSecond(),
                        time.getNano(),
                        xattrs(path, type));
        long device = ((Number) value(it, "rdev")).longValue();
        FileNode node =
                switch (type) {
                    case 0040000 -> directory(attributes, path, depth, stamp);
                    case 0100000 ->
                            file(
                                    attributes,
                                    path,
                                    LazyFile.of(
                                            directory,
                                            name,
                                            (long) value(it, "size"),
                                            modified,
                                            key));
                    case 0120000 -> new SymbolicLink(attributes, linkTarget(path));
                    case 0020000 -> device(attributes, SpecialFile.Kind.CHARACTER_DEVICE, device);
                    case 0060000 -> device(attributes, SpecialFile.Kind.BLOCK_DEVICE, device);
                    case 0010000 -> new SpecialFile(attributes, SpecialFile.Kind.FIFO, 0, 0);
                    case 0140000 -> new SpecialFile(attributes, SpecialFile.Kind.SOCKET, 0, 0);
                    default ->
                            throw new HostException(
                                    Where.file(path.toString()),
                                    "a file of an unknown kind (mode %o)".formatted(mode));
                };
        if (shared) {
            links.put(key, node);
        }
        return node;
    }

    private static Object value(Map<String, Object> attributes, String key) {
        return Objects.requireNonNull(attributes.get(key), key);
    }

    private static SpecialFile device(Attributes attributes, SpecialFile.Kind kind, long number) {
        int major = (int) (number >>> 8 & 0xfff);
        int minor = (int) (number & 0xff | number >>> 12 & 0xfff00);
        return new SpecialFile(attributes, kind, major, minor);
    }

    private FileNode plain(Path directory, Path path, byte[] name, int depth)
            throws IOException, InterruptedException {
        var it = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Stamp stamp = watch == null ? Stamp.ABSENT : Stamp.of(path, LinkOption.NOFOLLOW_LINKS);
        if (watch != null && !it.isDirectory()) {
            sum += stamp.mixed(name);
        }
        Instant time = it.lastModifiedTime().toInstant();
        int mode = it.isDirectory() ? 0755 : it.isSymbolicLink() ? 0777 : 0644;
        var attributes =
                new Attributes(
                        mode, 0, 0, time.getEpochSecond(), time.getNano(), Attributes.NO_XATTRS);
        if (it.isSymbolicLink()) {
            return new SymbolicLink(attributes, linkTarget(path).replace('\\', '/'));
        }
        if (it.isOther()) {
            throw new HostException(Where.file(path.toString()), "neither a file nor a directory");
        }
        return it.isDirectory()
                ? directory(attributes, path, depth, stamp)
                : file(attributes, path, LazyFile.of(directory, name, it));
    }

    private static RegularFile file(Attributes attributes, Path path, LazyFile content)
            throws HostException {
        if (!Files.isReadable(path)) { // better now than when half of the image is written
            throw new HostException(Where.file(path.toString()), "permission denied");
        }
        return new RegularFile(attributes, content);
    }

    private Directory directory(Attributes attributes, Path path, int depth, Stamp stamp)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while reading " + path);
        }
        if (depth >= TreeBuilder.MAX_DEPTH) {
            throw new HostException(
                    Where.file(path.toString()),
                    "a directory deeper than %d others".formatted(TreeBuilder.MAX_DEPTH));
        }
        var entries = new HashMap<String, FileNode>();
        long outer = sum;
        sum = 0;
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(path)) {
            for (Path entry : listing) {
                byte[] name = HostPaths.nameBytes(entry);
                entries.put(FileNames.decode(name), node(path, entry, name, depth + 1));
            }
        } catch (DirectoryIteratorException e) {
            throw HostErrors.reading(path, Objects.requireNonNull(e.getCause()));
        }
        if (watch != null) {
            watch.list(path, stamp, sum, entries.size());
        }
        sum = outer;
        return new Directory(attributes, entries);
    }

    private static String linkTarget(Path path) throws IOException {
        Posix posix = Posix.ofThisSystem().orElse(null);
        return posix == null
                ? Files.readSymbolicLink(path).toString()
                : FileNames.decode(posix.linkTarget(path));
    }

    private static SortedMap<String, byte[]> xattrs(Path path, int type) throws IOException {
        Posix posix = Posix.ofThisSystem().orElse(null);
        if (posix != null) {
            return posix.xattrs(path);
        }
        var view =
                type == 0100000 || type == 0040000
                        ? Files.getFileAttributeView(path, UserDefinedFileAttributeView.class)
                        : null;
        if (view == null) {
            return Attributes.NO_XATTRS;
        }
        var xattrs = new TreeMap<String, byte[]>();
        for (String name : view.list()) {
            ByteBuffer value = ByteBuffer.allocate(view.size(name));
            view.read(name, value);
            byte[] bytes = new byte[value.flip().remaining()];
            value.get(bytes);
            xattrs.put("user." + name, bytes);
        }
        return xattrs;
    }
}
