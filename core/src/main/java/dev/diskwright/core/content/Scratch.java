package dev.diskwright.core.content;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostErrors;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/// What reading contents leaves open or on the host's disk until the tree is no longer needed: archives, and what was
/// unpacked from compressed ones. Not for several threads.
public final class Scratch implements AutoCloseable {
    private static final int PIECE = 256 << 10; // bytes unpacked at a time

    private final Path directory;
    private final Deque<HostFile> open = new ArrayDeque<>();
    private final Deque<Path> files = new ArrayDeque<>();
    private long left;

    /// @param directory exists and is the caller's, who deletes it afterwards; empty again after closing
    /// @param limit how many bytes may be unpacked in all
    public Scratch(Path directory, long limit) {
        this.directory = directory;
        this.left = limit;
    }

    /// {@return the file, open until this is closed}
    public HostFile open(Path path) throws IOException {
        HostFile file = HostFile.open(path);
        open.push(file);
        return file;
    }

    /// Closes a file that turned out not to be needed.
    void release(HostFile file) throws IOException {
        open.remove(file);
        file.close();
    }

    /// {@return all that `stream` gives, in a file of the host}
    ///
    /// @param what is unpacked, for messages
    /// @throws HostException if the disk is full or the limit is reached
    /// @throws IOException what `stream` throws, as it is
    public BlockSource spool(Where what, InputStream stream)
            throws IOException, InterruptedException {
        Path path = directory.resolve("unpacked-" + files.size());
        files.push(path);
        byte[] piece = new byte[PIECE];
        long size = 0;
        try (FileChannel channel = create(path)) {
            while (true) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while unpacking");
                }
                int length = stream.readNBytes(piece, 0, PIECE);
                left -= length;
                if (left < 0) {
                    throw new HostException(
                            what, "unpacks to more than the space that was allowed for it");
                }
                write(path, channel, size, piece, length);
                size += length;
                if (length < PIECE) {
                    break;
                }
            }
        }
        return open(path);
    }

    private static FileChannel create(Path path) throws IOException {
        try {
            return FileChannel.open(
                    path,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SPARSE);
        } catch (IOException e) {
            throw HostErrors.writing(path, e);
        }
    }

    private static void write(Path path, FileChannel channel, long at, byte[] piece, int length)
            throws IOException {
        boolean last = length < PIECE;
        if (!last && ZeroBytes.isZero(MemorySegment.ofArray(piece))) {
            return;
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(piece, 0, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer, at + buffer.position());
            }
            if (length == 0 && channel.size() < at) {
                channel.write(ByteBuffer.allocate(1), at - 1); // the last whole piece was zeros
            }
        } catch (IOException e) {
            throw HostErrors.writing(path, e);
        }
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        while (!files.isEmpty()) {
            Files.deleteIfExists(files.pop());
        }
    }
}
