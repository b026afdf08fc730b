package dev.diskwright.core.nbd;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/// The two directions of a connection. One thread receives; any may send, whole messages one after the other.
final class Wire {
    private static final int BUFFER = 8 << 10; // some 290 requests

    private final SocketChannel channel;
    private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final ReentrantLock sending = new ReentrantLock();

    Wire(SocketChannel channel) {
        this.channel = channel;
    }

    /// {@return the next `length` bytes, valid until the next call}
    ///
    /// @param length at most [#BUFFER]
    /// @throws EOFException if the client has closed its side
    ByteBuffer receive(int length) throws IOException {
        while (received.remaining() < length) {
            received.compact();
            int count = channel.read(received);
            received.flip();
            if (count < 0) {
                throw new EOFException("the connection ended");
            }
        }
        ByteBuffer message = received.slice(received.position(), length);
        received.position(received.position() + length);
        return message;
    }

    /// {@return a copy of the next `length` bytes} The caller has bounded it.
    byte[] receiveBytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int done = 0; done < length; ) {
            int part = Math.min(BUFFER, length - done);
            receive(part).get(bytes, done, part);
            done += part;
        }
        return bytes;
    }

    /// Throws away the next `length` bytes.
    void skip(long length) throws IOException {
        for (long left = length; left > 0; ) {
            int part = (int) Math.min(BUFFER, left);
            receive(part);
            left -= part;
        }
    }

    /// Sends a message whole.
    void send(ByteBuffer... parts) throws IOException {
        sending.lock();
        try {
            sendPart(parts);
        } finally {
            sending.unlock();
        }
    }

    /// Nobody else sends until [#endMessage].
    void beginMessage() {
        sending.lock();
    }

    /// Sends part of a message that [#beginMessage] began.
    void sendPart(ByteBuffer... parts) throws IOException {
        long left = 0;
        for (ByteBuffer part : parts) {
            left += part.remaining();
        }
        while (left > 0) {
            left -= channel.write(parts);
        }
    }

    /// The message is complete.
    void endMessage() {
        sending.unlock();
    }
}
