package dev.diskwright.core.block;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;

/// Output that only goes forward, such as a pipe. What is skipped is written as zeros. Not for several threads.
public final class StreamTarget implements Target, AutoCloseable {
    private static final int PIECE = 1 << 18; // bytes

    private final String name;
    private final OutputStream out;
    private final byte[] buffer = new byte[PIECE];
    private long position;

    /// @param name what messages and formats call it
    /// @param out stays open
    public StreamTarget(String name, OutputStream out) {
        this.name = name;
        this.out = out;
    }

    @Override
    public String name() {
        return name;
    }

    /// @throws IllegalArgumentException for an offset behind which something has been written already
    @Override
    public void write(long offset, MemorySegment bytes) throws IOException {
        skipTo(offset);
        for (long done = 0; done < bytes.byteSize(); ) {
            int length = (int) Math.min(PIECE, bytes.byteSize() - done);
            MemorySegment.ofArray(buffer).asSlice(0, length).copyFrom(bytes.asSlice(done, length));
            put(length);
            done += length;
        }
    }

    private void skipTo(long offset) throws IOException {
        if (offset < position) {
            throw new IllegalArgumentException(
                    "a write at %d behind one up to %d".formatted(offset, position));
        }
        if (offset > position) {
            java.util.Arrays.fill(buffer, (byte) 0);
            while (position < offset) {
                put((int) Math.min(PIECE, offset - position));
            }
        }
    }

    private void put(int length) throws IOException {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw e instanceof java.io.InterruptedIOException
                    ? e
                    : new HostException(
                            Where.file(name), "cannot be written: " + e.getMessage(), e);
        }
        position += length;
    }

    /// @throws IllegalArgumentException for a size below what has been written
    @Override
    public void truncate(long size) throws IOException {
        skipTo(size);
    }

    @Override
    public Target companion(String other) throws IOException {
        throw new UnsupportedImageException(
                Where.file(name), "the second file %s beside a stream".formatted(other));
    }

    /// Flushes the stream.
    @Override
    public void close() throws IOException {
        out.flush();
    }
}
