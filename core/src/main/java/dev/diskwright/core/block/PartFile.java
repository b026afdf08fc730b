package dev.diskwright.core.block;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// One unfinished file beside its destination. Locked while it is written, so that of two runs one gives way.
final class PartFile {
    private static final String SUFFIX = ".diskwright-part";
    private static final int PIECE =
            1 << 20; // bytes a system call, as heap buffers are copied by the JDK

    private final Path destination;
    private final Path path;
    private final FileChannel channel;

    private PartFile(Path destination, Path path, FileChannel channel) {
        this.destination = destination;
        this.path = path;
        this.channel = channel;
    }

    static PartFile create(Path destination) throws IOException {
        Path path = partOf(destination);
        try {
            FileChannel channel = openNew(path);
            boolean isNew = channel != null;
            if (channel == null) {
                // left behind by a run that was killed, or in use: the lock tells
                channel =
                        FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            }
            try {
                lock(destination, channel);
                channel.truncate(0);
            } catch (IOException | RuntimeException e) {
                channel.close();
                if (isNew && !(e instanceof HostException)) {
                    Files.deleteIfExists(path);
                }
                throw e;
            }
            return new PartFile(destination, path, channel);
        } catch (IOException e) {
            throw HostErrors.writing(destination, e);
        }
    }

    private static Path partOf(Path destination) {
        byte[] name = HostPaths.nameBytes(destination);
        byte[] part = new byte[1 + name.length + SUFFIX.length()];
        part[0] = '.';
        System.arraycopy(name, 0, part, 1, name.length);
        byte[] suffix = SUFFIX.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(suffix, 0, part, 1 + name.length, suffix.length);
        Path directory = destination.getParent();
        if (directory == null) {
            throw new IllegalArgumentException("no file: " + destination);
        }
        return HostPaths.resolve(directory, part);
    }

    /// {@return the new file, null if there is one already}
    private static @Nullable FileChannel openNew(Path path) throws IOException {
        try {
            return FileChannel.open(
                    path,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SPARSE);
        } catch (FileAlreadyExistsException e) {
            return null;
        }
    }

    private static void lock(Path destination, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // this same process holds it: falls through to the same answer
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            return; // a file system without locks
        }
        throw new HostException(Where.file(destination.toString()), "is being written already");
    }

    Path destination() {
        return destination;
    }

    Path path() {
        return path;
    }

    String name() {
        return String.valueOf(destination.getFileName());
    }

    void write(long offset, MemorySegment bytes) throws IOException {
        try {
            for (long done = 0; done < bytes.byteSize(); ) {
                long length = Math.min(PIECE, bytes.byteSize() - done);
                ByteBuffer buffer = bytes.asSlice(done, length).asByteBuffer();
                while (buffer.hasRemaining()) {
                    channel.write(buffer, offset + done + buffer.position());
                }
                done += length;
            }
        } catch (IOException e) {
            throw HostErrors.writing(destination, e);
        }
    }

    void truncate(long size) throws IOException {
        try {
            long now = channel.size();
            if (size < now) {
                channel.truncate(size);
            } else if (size > now) {
                write(size - 1, ZeroBytes.SOME.asSlice(0, 1));
            }
        } catch (IOException e) {
            throw HostErrors.writing(destination, e);
        }
    }

    /// Flushes and closes; also releases the lock, so a move must follow at once.
    void finish() throws IOException {
        try {
            channel.force(true);
            channel.close();
        } catch (IOException e) {
            throw HostErrors.writing(destination, e);
        }
    }

    /// Closes without deleting.
    void leave() throws IOException {
        try {
            channel.close();
        } catch (IOException e) {
            throw HostErrors.writing(path, e);
        }
    }

    /// Deletes before closing where the system allows that, so that nobody else's part can be hit.
    void discard() throws IOException {
        try {
            if (channel.isOpen() && !System.getProperty("os.name", "").startsWith("Windows")) {
                Files.deleteIfExists(path);
                channel.close();
            } else {
                channel.close();
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw HostErrors.writing(path, e);
        }
    }
}
