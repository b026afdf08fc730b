package dev.diskwright.core.vm.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.HostErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Bytes kept in a file of bounded size: the first and, added when it is closed, the last, with a line between them that
/// says how many are missing. Not for several threads.
final class SerialLog implements AutoCloseable {
    private final Path path;
    private final FileChannel file;
    private final long head;
    private final byte[] tail;
    private long received;
    private @Nullable IOException problem;

    private SerialLog(Path path, FileChannel file, long limit) {
        this.path = path;
        this.file = file;
        tail = new byte[(int) Math.min(limit / 2, 1 << 20)];
        head = limit - tail.length;
    }

    /// Begins a new file, in place of one that is there.
    ///
    /// @param limit of the file's size in bytes, but for the line between
    static SerialLog create(Path path, long limit) throws IOException {
        try {
            return new SerialLog(
                    path,
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING),
                    limit);
        } catch (IOException e) {
            throw HostErrors.writing(path, e);
        }
    }

    /// Never fails: a full disk must not stop the machine. [#close] tells.
    void write(byte[] bytes, int length) {
        int first = (int) Math.max(0, Math.min(length, head - received));
        put(ByteBuffer.wrap(bytes, 0, first));
        for (int i = first; i < length; i++) {
            tail[(int) ((received + i - head) % tail.length)] = bytes[i];
        }
        received += length;
    }

    private void put(ByteBuffer bytes) {
        try {
            while (problem == null && bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            problem = e;
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            long behind = received - head;
            if (behind > tail.length) {
                put(UTF_8.encode("\n[… %d bytes left out …]\n".formatted(behind - tail.length)));
                int start = (int) (behind % tail.length);
                put(ByteBuffer.wrap(tail, start, tail.length - start));
                put(ByteBuffer.wrap(tail, 0, start));
            } else if (behind > 0) {
                put(ByteBuffer.wrap(tail, 0, (int) behind));
            }
            if (problem != null) {
                throw problem;
            }
        } catch (IOException e) {
            throw HostErrors.writing(path, e);
        }
    }
}
