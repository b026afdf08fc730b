package dev.diskwright.core.vm.qmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lines of bounded length from a channel. Not for several threads.
final class Lines {
    private static final int BUFFER = 16 << 10;

    private final ReadableByteChannel channel;
    private final int limit;
    private final ByteBuffer received = ByteBuffer.allocate(BUFFER).limit(0);
    private byte[] line = new byte[1 << 10];
    private int length;

    /// @param limit the most bytes that a line may have
    Lines(ReadableByteChannel channel, int limit) {
        this.channel = channel;
        this.limit = limit;
    }

    /// {@return the next line without its end; null at the end of the channel}
    ///
    /// @throws QmpException for a line that is too long or has no end
    byte @Nullable [] next() throws IOException {
        length = 0;
        while (true) {
            while (received.hasRemaining()) {
                byte b = received.get();
                if (b == '\n') {
                    return Arrays.copyOf(line, length);
                }
                append(b);
            }
            received.clear();
            int count = channel.read(received);
            received.flip();
            if (count < 0) {
                if (length > 0) {
                    throw new QmpException(
                            QmpException.Kind.CLOSED, "the connection ended within a message");
                }
                return null;
            }
        }
    }

    private void append(byte b) throws QmpException {
        if (length == limit) {
            throw new QmpException(
                    QmpException.Kind.MALFORMED,
                    "a message of more than %d bytes".formatted(limit));
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(limit, 2 * length));
        }
        line[length++] = b;
    }
}
