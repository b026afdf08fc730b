package dev.diskwright.core.block;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An open file or block device of the host. Its holes are found by asking the system, or else by looking for zeros.
///
/// May be read by several threads. A thread that is interrupted while it reads gets a
/// [ClosedByInterruptException]; the others, and later readers, are not disturbed.
public final class HostFile implements BlockSource, AutoCloseable {
    private static final int PIECE =
            1 << 20; // bytes a system call, as heap buffers are copied by the JDK
    private static final int UNIT = 64 << 10; // bytes looked at together when searching for zeros
    private static final long LOOK_AHEAD = 16 << 20; // bytes searched at most for the end of a run

    private final Path path;
    private final long size;
    private FileChannel channel;
    private Optional<Holes> holes = Optional.empty();
    private boolean askedForHoles;
    private boolean closed;
    private volatile @Nullable Extent latest;

    private HostFile(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    /// {@return the file, open for reading}
    ///
    /// @throws HostException if it is missing, may not be read, or is neither a file nor a block device
    public static HostFile open(Path path) throws IOException {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new HostException(Where.file(path.toString()), "is a directory");
            }
            if (attributes.isOther() && !isBlockDevice(path)) {
                throw new HostException(
                        Where.file(path.toString()), "is neither a file nor a block device");
            }
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new HostFile(path, channel, sizeOf(path, channel, attributes));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw HostErrors.reading(path, e);
        }
    }

    private static boolean isBlockDevice(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return true; // a Windows device: opening it will tell
        }
        return ((int) Files.getAttribute(path, "unix:mode") & 0170000) == 0060000;
    }

    private static long sizeOf(Path path, FileChannel channel, BasicFileAttributes attributes)
            throws IOException {
        long size = channel.size();
        if (size == 0 && attributes.isOther()) {
            try (Holes device = Holes.of(path).orElse(null)) {
                return device == null ? 0 : Math.max(0, device.end());
            }
        }
        return size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        Ranges.checkOffset(offset, size);
        Extent known = latest;
        if (known == null || offset < known.offset() || offset >= known.end()) {
            known = holes().flatMap(it -> it.extentAt(offset, size)).orElse(null);
            if (known == null) {
                known = scan(offset);
            }
            latest = known;
        }
        return known;
    }

    private synchronized Optional<Holes> holes() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (!askedForHoles) {
            askedForHoles = true;
            holes = Holes.of(path);
        }
        return holes;
    }

    /// Looks for the end of the run by reading, at most [#LOOK_AHEAD] bytes far.
    private Extent scan(long offset) throws IOException {
        long start = offset / UNIT * UNIT;
        MemorySegment unit = MemorySegment.ofArray(new byte[UNIT]);
        boolean zero = isZeroAt(start, unit);
        long at = start + UNIT;
        while (at < size && at - start < LOOK_AHEAD && isZeroAt(at, unit) == zero) {
            at += UNIT;
        }
        Extent.Kind kind = zero ? Extent.Kind.ZERO : Extent.Kind.DATA;
        return new Extent(start, Math.min(at, size) - start, kind);
    }

    private boolean isZeroAt(long offset, MemorySegment unit) throws IOException {
        MemorySegment part = unit.asSlice(0, Math.min(UNIT, size - offset));
        read(offset, part);
        return ZeroBytes.isZero(part);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Ranges.check(offset, target.byteSize(), size);
        for (long done = 0; done < target.byteSize(); ) {
            long length = Math.min(PIECE, target.byteSize() - done);
            ByteBuffer buffer = target.asSlice(done, length).asByteBuffer();
            while (buffer.hasRemaining()) {
                int count = readSome(buffer, offset + done + buffer.position());
                if (count <= 0) {
                    throw new HostException(
                            Where.file(path.toString()),
                            "changed while it was read: size was %d, is less".formatted(size));
                }
            }
            done += length;
        }
    }

    private int readSome(ByteBuffer buffer, long offset) throws IOException {
        while (true) {
            FileChannel open = channel();
            try {
                return open.read(buffer, offset);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (AsynchronousCloseException e) {
                // another reader was interrupted, which closes the channel for all: channel() opens
                // it again
            } catch (ClosedChannelException e) {
                // the same, a moment earlier
            } catch (IOException e) {
                throw HostErrors.reading(path, e);
            }
        }
    }

    private synchronized FileChannel channel() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (!channel.isOpen()) {
            try {
                channel = FileChannel.open(path, StandardOpenOption.READ);
            } catch (IOException e) {
                throw HostErrors.reading(path, e);
            }
        }
        return channel;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        holes.ifPresent(Holes::close);
        channel.close();
    }
}
