package dev.diskwright.core.plan;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.ContentProblem;
import dev.diskwright.core.content.ContentSpec;
import dev.diskwright.core.content.Contents;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Folders, archives, packages and files of the host that boot settings take pieces of. Keeps what it has read as long as
/// the files stay what they were. Valid until it is closed.
final class BootSources implements AutoCloseable {
    private static final String DEB = ".deb";
    private static final String RPM = ".rpm";
    private static final String PLACE = "/source";

    private final Path base;
    private final Path temporary;
    private final Map<String, Read> known = new HashMap<>();
    private @Nullable Scratch scratch;

    private record Read(Stamp stamp, @Nullable FileNode node, @Nullable ImageException problem) {}

    /// @param base folder that names are relative to
    /// @param temporary folder to unpack in
    BootSources(Path base, Path temporary) {
        this.base = base;
        this.temporary = temporary;
    }

    /// {@return whether a name is that of a package or a folder, of which a piece is meant}
    boolean isCompound(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        try {
            return lower.endsWith(DEB)
                    || lower.endsWith(RPM)
                    || Files.isDirectory(base.resolve(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /// Reads what these names stand for, unless it is known.
    void load(List<String> names) throws IOException, InterruptedException {
        known.keySet().retainAll(names);
        for (String it : names) {
            Stamp stamp = stamp(it);
            Read read = known.get(it);
            if (read == null || !read.stamp().equals(stamp)) {
                known.put(it, load(it, stamp));
            }
        }
    }

    private Read load(String name, Stamp stamp) throws IOException, InterruptedException {
        try {
            return new Read(stamp, read(name), null);
        } catch (ImageException e) {
            return new Read(stamp, null, e);
        }
    }

    private Stamp stamp(String name) {
        try {
            return Stamp.of(base.resolve(name));
        } catch (InvalidPathException e) {
            return Stamp.ABSENT;
        }
    }

    /// {@return what a name stands for that was loaded: a folder or what an archive or a package holds, or else the file
    /// itself}
    ///
    /// @throws ImageException if it is not there, damaged or not supported
    FileNode get(String name) throws ImageException {
        Read read = known.get(name);
        if (read == null || read.problem() != null) {
            throw read == null
                    ? new HostException(Where.file(name), "was not read")
                    : Objects.requireNonNull(read.problem());
        }
        return Objects.requireNonNull(read.node());
    }

    private Scratch scratch() {
        Scratch space = scratch;
        if (space == null) {
            space = new Scratch(temporary, Long.MAX_VALUE);
            scratch = space;
        }
        return space;
    }

    private FileNode read(String name) throws IOException, InterruptedException {
        var spec = new ContentSpec(name, PLACE, null, null, null);
        Contents.Assembly read = Contents.assemble(List.of(spec), base, 0, scratch());
        if (!read.problems().isEmpty()) {
            ContentProblem first = read.problems().getFirst();
            ImageException cause = first.cause();
            throw cause == null ? new HostException(Where.file(name), first.sentence()) : cause;
        }
        FileNode node = read.tree().find(PLACE);
        if (node == null) {
            throw new HostException(Where.file(name), "is not there");
        }
        return node;
    }

    @Override
    public void close() throws IOException {
        known.clear();
        if (scratch != null) {
            scratch.close();
        }
    }
}
