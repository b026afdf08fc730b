package dev.diskwright.core.nbd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Answers to requests ("Simple reply message", "Structured reply chunk message").
final class Replies {
    static final int EPERM = 1;
    static final int EIO = 5;
    static final int EINVAL = 22;
    static final int EOVERFLOW = 75;
    static final int ESHUTDOWN = 108;

    private static final int SIMPLE_MAGIC = 0x67446698;
    private static final int CHUNK_MAGIC = 0x668e33ef;
    private static final int DONE = 1;
    private static final int NONE = 0;
    private static final int OFFSET_DATA = 1;
    private static final int OFFSET_HOLE = 2;
    private static final int BLOCK_STATUS = 5;
    private static final int ERROR = 0x8001;
    private static final int CHUNK_HEADER = 20;

    private final Wire wire;
    private final boolean structured;

    Replies(Wire wire, boolean structured) {
        this.wire = wire;
        this.structured = structured;
    }

    /// It is done, and there is nothing to send.
    void done(Request request) throws IOException {
        if (structured) {
            wire.send(chunk(request, true, NONE, 0, 0).flip());
        } else {
            wire.send(simple(request, 0));
        }
    }

    /// It failed. Nothing more may be sent for this request.
    ///
    /// @param message for a person to read; cut at the protocol's 4096 bytes
    void error(Request request, int error, String message) throws IOException {
        if (!structured) {
            wire.send(simple(request, error));
            return;
        }
        byte[] text = message.getBytes(UTF_8);
        text = Arrays.copyOf(text, Math.min(text.length, cut(text)));
        ByteBuffer chunk = chunk(request, true, ERROR, 6 + text.length, 6 + text.length);
        wire.send(chunk.putInt(error).putShort((short) text.length).put(text).flip());
    }

    /// {@return where to cut a text so that it fits and stays UTF-8}
    private static int cut(byte[] text) {
        int end = Math.min(text.length, Export.MAX_STRING);
        while (end < text.length && end > 0 && (text[end] & 0xc0) == 0x80) {
            end--;
        }
        return end;
    }

    /// Sends some of the bytes that were asked for.
    ///
    /// @param done whether nothing follows
    void data(Request request, long offset, ByteBuffer data, boolean done) throws IOException {
        ByteBuffer header = chunk(request, done, OFFSET_DATA, 8 + data.remaining(), 8);
        wire.send(header.putLong(offset).flip(), data);
    }

    /// Tells that some of the bytes that were asked for are zero.
    ///
    /// @param done whether nothing follows
    void hole(Request request, long offset, int length, boolean done) throws IOException {
        ByteBuffer header = chunk(request, done, OFFSET_HOLE, 12, 12);
        wire.send(header.putLong(offset).putInt(length).flip());
    }

    /// Sends the one chunk of a block status.
    ///
    /// @param descriptors pairs of length and flags
    void status(Request request, int context, ByteBuffer descriptors) throws IOException {
        ByteBuffer header = chunk(request, true, BLOCK_STATUS, 4 + descriptors.remaining(), 4);
        wire.send(header.putInt(context).flip(), descriptors);
    }

    /// {@return the header of a simple reply}
    static ByteBuffer simple(Request request, int error) {
        ByteBuffer reply = ByteBuffer.allocate(16).putInt(SIMPLE_MAGIC);
        return reply.putInt(error).putLong(request.cookie()).flip();
    }

    private static ByteBuffer chunk(
            Request request, boolean done, int type, int length, int sameBuffer) {
        return ByteBuffer.allocate(CHUNK_HEADER + sameBuffer)
                .putInt(CHUNK_MAGIC)
                .putShort((short) (done ? DONE : 0))
                .putShort((short) type)
                .putLong(request.cookie())
                .putInt(length);
    }
}
