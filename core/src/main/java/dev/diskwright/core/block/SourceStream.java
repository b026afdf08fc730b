package dev.diskwright.core.block;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// A source read from its beginning to its end, for codecs that want a stream. Reads ahead by 256 KiB; closing it
/// closes nothing.
public final class SourceStream extends InputStream {
    private static final int AHEAD = 256 << 10;

    private final BlockSource source;
    private final byte[] buffer;
    private long offset; // in the source, behind what is buffered
    private int next;
    private int filled;

    /// @param source stays open as long as the stream is read
    public SourceStream(BlockSource source) {
        this.source = source;
        buffer = new byte[(int) Math.min(AHEAD, source.size())];
    }

    /// {@return offset of the next byte in the source}
    public long position() {
        return offset - (filled - next);
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, filled - next);
        System.arraycopy(buffer, next, target, start, count);
        next += count;
        return count;
    }

    @Override
    public int available() {
        return filled - next == 0 && offset < source.size() ? 1 : filled - next;
    }

    private boolean fill() throws IOException {
        if (next == filled) {
            int length = (int) Math.min(buffer.length, source.size() - offset);
            source.read(offset, MemorySegment.ofArray(buffer).asSlice(0, length));
            offset += length;
            next = 0;
            filled = length;
        }
        return next < filled;
    }
}
