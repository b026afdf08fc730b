package dev.diskwright.core.block;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A host file that is open only while it is read, so that a tree of a million files holds none open. Remembers what
/// the file was like, and refuses to give the bytes of one that has changed since.
///
/// Takes some 80 bytes of memory beside the path that all files of a directory share. A file under 64 KiB counts as
/// data throughout; of a larger one the system is asked for holes.
public final class LazyFile implements BlockSource {
    private static final int SMALL = 64 << 10; // bytes
    private static final int PIECE =
            1 << 20; // bytes a system call, as heap buffers are copied by the JDK
    private static final Set<OpenOption> READ_NO_LINKS =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path directory;
    private final byte[] name;
    private final long size;
    private final long modified; // nanoseconds since 1970, as far as a long goes
    private final int key; // hash of what the host knows the file by
    private volatile @Nullable Extent latest;

    private LazyFile(Path directory, byte[] name, long size, long modified, int key) {
        this.directory = directory;
        this.name = name;
        this.size = size;
        this.modified = modified;
        this.key = key;
    }

    /// {@return a regular file of the host, as it is now}
    ///
    /// @param directory shared by the files in it
    /// @param name bytes of its name
    /// @param attributes read just now, of the file itself
    public static LazyFile of(Path directory, byte[] name, BasicFileAttributes attributes) {
        return of(
                directory,
                name,
                attributes.size(),
                attributes.lastModifiedTime(),
                attributes.fileKey());
    }

    /// {@return the same, of attributes that were read otherwise}
    ///
    /// @param key what the host knows the file by, null if it has no such thing
    public static LazyFile of(
            Path directory, byte[] name, long size, FileTime modified, @Nullable Object key) {
        return new LazyFile(directory, name, size, nanoseconds(modified), Objects.hashCode(key));
    }

    /// {@return a regular file of the host, as it is now; symbolic links to it are followed once, now}
    ///
    /// @throws HostException if it cannot be looked at
    public static LazyFile of(Path file) throws IOException {
        try {
            Path real = file.toRealPath();
            Path directory = Objects.requireNonNullElse(real.getParent(), real);
            var attributes = Files.readAttributes(real, BasicFileAttributes.class);
            return of(directory, HostPaths.nameBytes(real), attributes);
        } catch (IOException e) {
            throw HostErrors.reading(file, e);
        }
    }

    private static long nanoseconds(FileTime modified) {
        var time = modified.toInstant();
        return time.getEpochSecond() * 1_000_000_000 + time.getNano(); // compared only, may wrap
    }

    /// {@return where it lies}
    public Path path() {
        return HostPaths.resolve(directory, name);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        Ranges.checkOffset(offset, size);
        if (size < SMALL) {
            return new Extent(0, size, Extent.Kind.DATA);
        }
        Extent known = latest;
        if (known == null || offset < known.offset() || offset >= known.end()) {
            Path path = path();
            try (HostFile file = HostFile.open(path)) {
                checkUnchanged(path);
                known = file.extentAt(offset);
            }
            latest = known;
        }
        return known;
    }

    /// @throws HostException if the file is missing, may not be read, or is not what it was
    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Ranges.check(offset, target.byteSize(), size);
        if (target.byteSize() == 0) {
            return;
        }
        Path path = path();
        try (FileChannel channel = FileChannel.open(path, READ_NO_LINKS)) {
            for (long done = 0; done < target.byteSize(); ) {
                long length = Math.min(PIECE, target.byteSize() - done);
                ByteBuffer buffer = target.asSlice(done, length).asByteBuffer();
                int count = channel.read(buffer, offset + done);
                if (count <= 0) {
                    throw changed(path, channel.size());
                }
                done += count;
            }
            checkUnchanged(path);
        } catch (IOException e) {
            throw HostErrors.reading(path, e);
        }
    }

    /// Looked at after reading: what had not changed then had not before.
    private void checkUnchanged(Path path) throws IOException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw HostErrors.reading(path, e);
        }
        if (now.size() != size
                || nanoseconds(now.lastModifiedTime()) != modified
                || Objects.hashCode(now.fileKey()) != key) {
            throw changed(path, now.size());
        }
    }

    private HostException changed(Path path, long now) {
        String what =
                now == size
                        ? "changed while it was read: size is still %d".formatted(size)
                        : "changed while it was read: size was %d, is %d".formatted(size, now);
        return new HostException(Where.file(path.toString()), what);
    }
}
