package dev.diskwright.core.nbd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A client that sends what it is told to, right or wrong, and gives up after ten seconds.
final class TinyClient implements AutoCloseable {
    static final int GO = 7;
    static final int STRUCTURED_REPLY = 8;
    static final int SET_META_CONTEXT = 10;
    static final int ACK = 1;

    final DataInputStream in;
    final DataOutputStream out;
    private final Socket socket = new Socket();

    /// Connects and takes the server's greeting.
    TinyClient(NbdServer server) throws IOException {
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        socket.connect((InetSocketAddress) server.address());
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        assertEquals(0x4e42444d41474943L, in.readLong());
        assertEquals(0x49484156454f5054L, in.readLong());
        assertEquals(3, in.readUnsignedShort());
    }

    /// {@return a client that has opened the default export, with structured replies and base:allocation}
    static TinyClient opened(NbdServer server) throws IOException {
        var client = new TinyClient(server);
        client.out.writeInt(3);
        client.option(STRUCTURED_REPLY);
        client.reply().ended(ACK);
        client.option(SET_META_CONTEXT, string(""), number(1), string("base:allocation"));
        client.reply().ended(4);
        client.reply().ended(ACK);
        client.go("");
        return client;
    }

    /// {@return a client that has opened the default export in the old way}
    static TinyClient simple(NbdServer server) throws IOException {
        var client = new TinyClient(server);
        client.out.writeInt(3);
        client.go("");
        return client;
    }

    private void go(String name) throws IOException {
        option(GO, string(name), new byte[2]);
        reply().ended(3);
        reply().ended(ACK);
    }

    /// A reply to an option.
    record Reply(int option, int type, ByteBuffer data) {
        Reply ended(int expected) {
            assertEquals(Integer.toHexString(expected), Integer.toHexString(type), text());
            return this;
        }

        String text() {
            return UTF_8.decode(data.duplicate()).toString();
        }
    }

    void option(int option, byte[]... data) throws IOException {
        var all = new ByteArrayOutputStream();
        for (byte[] part : data) {
            all.write(part);
        }
        out.writeLong(0x49484156454f5054L);
        out.writeInt(option);
        out.writeInt(all.size());
        all.writeTo(out);
    }

    Reply reply() throws IOException {
        assertEquals(0x3e889045565a9L, in.readLong());
        return new Reply(in.readInt(), in.readInt(), ByteBuffer.wrap(in.readNBytes(in.readInt())));
    }

    static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /// {@return a text behind its length}
    static byte[] string(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
    }

    void request(int type, int flags, long cookie, long offset, int length) throws IOException {
        var message = new ByteArrayOutputStream();
        var data = new DataOutputStream(message);
        data.writeInt(0x25609513);
        data.writeShort(flags);
        data.writeShort(type);
        data.writeLong(cookie);
        data.writeLong(offset);
        data.writeInt(length);
        message.writeTo(out);
    }

    /// One chunk of a structured reply.
    record Chunk(boolean done, int type, long cookie, ByteBuffer payload) {
        ByteBuffer data() {
            return payload.duplicate();
        }

        /// {@return the error in it, 0 if it is of another type}
        int error() {
            return type == 0x8001 ? data().getInt() : 0;
        }

        String message() {
            return UTF_8.decode(data().position(6)).toString();
        }
    }

    Chunk chunk() throws IOException {
        assertEquals(0x668e33ef, in.readInt());
        return new Chunk(
                in.readUnsignedShort() == 1,
                in.readUnsignedShort(),
                in.readLong(),
                ByteBuffer.wrap(in.readNBytes(in.readInt())));
    }

    /// {@return all chunks of one reply}
    List<Chunk> chunks() throws IOException {
        var all = new ArrayList<Chunk>();
        do {
            all.add(chunk());
        } while (!all.getLast().done);
        return all;
    }

    /// {@return the error of a simple reply}
    int simpleReply(long cookie) throws IOException {
        assertEquals(0x67446698, in.readInt());
        int error = in.readInt();
        assertEquals(cookie, in.readLong());
        return error;
    }

    /// Says that nothing more comes, waits until the server has ended the connection, or does neither.
    void awaitEnd(int patience) throws IOException {
        if (patience > 0) {
            socket.shutdownOutput();
        }
        if (patience > 1) {
            awaitEnd();
        }
    }

    /// Waits until the server has ended the connection.
    void awaitEnd() throws IOException {
        try {
            byte[] rest = new byte[64 << 10];
            while (in.read(rest) >= 0) {
                // what it still said
            }
        } catch (EOFException | SocketException e) {
            // the other way to say it
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
