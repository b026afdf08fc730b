package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.Target;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Output to a sparse file of the host.
final class FileTarget implements Target, AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    FileTarget(Path path) throws IOException {
        this.path = path;
        channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE);
    }

    @Override
    public String name() {
        return path.getFileName().toString();
    }

    @Override
    public void write(long offset, MemorySegment bytes) throws IOException {
        ByteBuffer buffer = bytes.asByteBuffer();
        for (long at = offset; buffer.hasRemaining(); ) {
            at += channel.write(buffer, at);
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        if (channel.size() > size) {
            channel.truncate(size);
        } else if (channel.size() < size) {
            write(size - 1, MemorySegment.ofArray(new byte[1]));
        }
    }

    @Override
    public Target companion(String name) throws IOException {
        return new FileTarget(path.resolveSibling(name));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
