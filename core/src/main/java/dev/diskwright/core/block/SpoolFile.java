package dev.diskwright.core.block;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of the host for bytes that are made before they are used, and that memory should not hold. It has no name as
/// soon as it is open, where the system allows that, so that nothing is left of it however the program ends; elsewhere it
/// is deleted when it is closed. One that nothing refers to any more closes itself.
///
/// Is written by one thread; then it may be read by several. Interrupting a thread does not disturb it.
public final class SpoolFile implements Spool {
    private static final int PIECE = 256 << 10; // bytes

    private final Path path;
    private final RandomAccessFile file; // guarded by itself; no channel, which interruptions close
    private final boolean named;
    private long size;

    private SpoolFile(Path path, RandomAccessFile file, boolean named) {
        this.path = path;
        this.file = file;
        this.named = named;
    }

    /// {@return an empty file in `directory`}
    ///
    /// @throws dev.diskwright.core.bytes.HostException if none can be made there
    public static SpoolFile in(Path directory) throws IOException {
        Path path = directory;
        try {
            path = Files.createTempFile(directory, "diskwright-", ".spool");
            var file = new RandomAccessFile(path.toFile(), "rw");
            return new SpoolFile(path, file, !isForgotten(path));
        } catch (IOException e) {
            throw HostErrors.writing(path, e);
        }
    }

    private static boolean isForgotten(Path path) {
        try {
            Files.delete(path);
            return true;
        } catch (IOException e) {
            path.toFile().deleteOnExit(); // Windows does not delete open files
            return false;
        }
    }

    @Override
    public void write(long offset, byte[] bytes, int length) throws IOException {
        synchronized (file) {
            try {
                file.seek(offset);
                file.write(bytes, 0, length);
            } catch (IOException e) {
                throw HostErrors.writing(path, e);
            }
            size = Math.max(size, offset + length);
        }
    }

    @Override
    public void truncate(long newSize) throws IOException {
        synchronized (file) {
            try {
                file.setLength(newSize);
            } catch (IOException e) {
                throw HostErrors.writing(path, e);
            }
            size = newSize;
        }
    }

    @Override
    public long size() {
        synchronized (file) {
            return size;
        }
    }

    @Override
    public Extent extentAt(long offset) {
        Ranges.checkOffset(offset, size());
        return new Extent(0, size(), Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Ranges.check(offset, target.byteSize(), size());
        byte[] piece = new byte[(int) Math.min(PIECE, target.byteSize())];
        for (long done = 0; done < target.byteSize(); ) {
            int length = (int) Math.min(piece.length, target.byteSize() - done);
            synchronized (file) {
                try {
                    file.seek(offset + done);
                    file.readFully(piece, 0, length);
                } catch (EOFException e) {
                    throw new IllegalStateException("the file was truncated by another", e);
                } catch (IOException e) {
                    throw HostErrors.reading(path, e);
                }
            }
            MemorySegment.copy(piece, 0, target, ValueLayout.JAVA_BYTE, done, length);
            done += length;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
        if (named) {
            Files.deleteIfExists(path);
        }
    }
}
