package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/// A source as the channel that the decoder wants. Closing it closes nothing else.
public final class SourceChannel implements SeekableByteChannel {
    private final BlockSource source;
    private long position;
    private boolean open = true;

    /// @param source stays open
    public SourceChannel(BlockSource source) {
        this.source = source;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (position >= source.size()) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), source.size() - position);
        source.read(position, MemorySegment.ofBuffer(target).asSlice(0, count));
        target.position(target.position() + count);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw new NonWritableChannelException();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        if (newPosition < 0) {
            throw new IllegalArgumentException("position " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
