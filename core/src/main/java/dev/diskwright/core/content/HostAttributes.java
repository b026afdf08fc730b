package dev.diskwright.core.content;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Gives files of the host the attributes of an image's files, as far as host and user allow.
///
/// @param unix whether the host has modes
/// @param owners whether this user may give files to others
record HostAttributes(boolean unix, boolean owners) {
    static final HostAttributes NONE = new HostAttributes(false, false);
    private static final int PLAIN_MODES = 0777; // what a file that stays the user's own may have

    /// {@return what can be done in this directory, which the user has made or may write to}
    static HostAttributes at(Path directory) throws IOException {
        boolean unix = directory.getFileSystem().supportedFileAttributeViews().contains("unix");
        if (!unix) {
            return NONE;
        }
        Path probe = Files.createTempFile(directory, ".diskwright-", ".part");
        try {
            return new HostAttributes(true, (int) Files.getAttribute(probe, "unix:uid") == 0);
        } finally {
            Files.delete(probe);
        }
    }

    /// Sets owner, mode, attributes and time, in the order in which none undoes another.
    void apply(String path, Path place, FileNode node, Consumer<Extraction.Note> notes) {
        Attributes it = node.attributes();
        try {
            if (owners) {
                Files.setAttribute(place, "unix:uid", (int) it.uid(), LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(place, "unix:gid", (int) it.gid(), LinkOption.NOFOLLOW_LINKS);
            }
            if (unix && !(node instanceof SymbolicLink)) {
                int mode = owners ? it.mode() : it.mode() & PLAIN_MODES;
                Files.setAttribute(place, "unix:mode", mode);
            }
        } catch (IOException e) {
            notes.accept(new Extraction.Note(path, "its owner or mode could not be set"));
        }
        it.xattrs()
                .forEach((key, value) -> {
                    Optional<Posix> posix = Posix.ofThisSystem();
                    if (posix.isEmpty() || !posix.get().setXattr(place, key, value)) {
                        notes.accept(
                                new Extraction.Note(
                                        path, "its attribute %s could not be set".formatted(key)));
                    }
                });
        if (!setTime(place, it)) {
            notes.accept(new Extraction.Note(path, "its time could not be set"));
        }
    }

    private static boolean setTime(Path place, Attributes it) {
        Optional<Posix> posix = Posix.ofThisSystem();
        if (posix.isPresent()) {
            return posix.get().setTime(place, it.seconds(), it.nanos());
        }
        try {
            FileTime time = FileTime.from(Instant.ofEpochSecond(it.seconds(), it.nanos()));
            Files.getFileAttributeView(
                            place, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(time, null, null);
            return true;
        } catch (IOException | java.time.DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    /// {@return whether the special file could be made}
    boolean make(Path place, SpecialFile file) throws FileAlreadyExistsException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(place.toString());
        }
        int type =
                switch (file.kind()) {
                    case CHARACTER_DEVICE -> 0020000;
                    case BLOCK_DEVICE -> 0060000;
                    case FIFO -> 0010000;
                    case SOCKET -> 0140000;
                };
        return Posix.ofThisSystem()
                .map(it -> it.makeNode(place, type | 0600, file.major(), file.minor()))
                .orElse(false);
    }

    /// {@return whether the link could be made} Windows lets only some users make them.
    boolean link(Path place, SymbolicLink link) throws IOException {
        if (Posix.ofThisSystem().isPresent()) {
            Posix.ofThisSystem().get().makeLink(place, FileNames.encode(link.target()));
            return true;
        }
        try {
            Files.createSymbolicLink(place, Path.of(link.target()));
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException
                | UnsupportedOperationException
                | java.nio.file.InvalidPathException e) {
            return false;
        }
    }
}
