package dev.diskwright.core.nbd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Fixed newstyle negotiation: what a client may ask before it has chosen an export ("Handshake" and "Option types").
final class Handshake {
    private static final long NBDMAGIC = 0x4e42444d41474943L;
    private static final long IHAVEOPT = 0x49484156454f5054L;
    private static final long REPLY_MAGIC = 0x3e889045565a9L;

    private static final int FIXED_NEWSTYLE = 1; // NBD_FLAG_… and NBD_FLAG_C_…
    private static final int NO_ZEROES = 2;

    private static final int OPT_EXPORT_NAME = 1;
    private static final int OPT_ABORT = 2;
    private static final int OPT_LIST = 3;
    private static final int OPT_INFO = 6;
    private static final int OPT_GO = 7;
    private static final int OPT_STRUCTURED_REPLY = 8;
    private static final int OPT_LIST_META_CONTEXT = 9;
    private static final int OPT_SET_META_CONTEXT = 10;

    private static final int REP_ACK = 1;
    private static final int REP_SERVER = 2;
    private static final int REP_INFO = 3;
    private static final int REP_META_CONTEXT = 4;
    private static final int REP_ERR_UNSUP = 0x80000001;
    private static final int REP_ERR_INVALID = 0x80000003;
    private static final int REP_ERR_UNKNOWN = 0x80000006;
    private static final int REP_ERR_TOO_BIG = 0x80000009;

    private static final int INFO_EXPORT = 0;
    private static final int INFO_NAME = 1;
    private static final int INFO_DESCRIPTION = 2;
    private static final int INFO_BLOCK_SIZE = 3;

    private static final int MINIMUM_BLOCK = 1;
    private static final int PREFERRED_BLOCK = 64 << 10; // a cluster of most containers

    /// Longest data of an option that is looked at: an export's name and what is asked about it. Longer ones up to
    /// [#MAX_SKIPPED] are answered with an error, beyond that the client is cut off.
    private static final int MAX_DATA = 16 << 10;

    private static final int MAX_SKIPPED = 1 << 20;
    private static final String BASE = "base:";
    private static final String BASE_ALLOCATION = "base:allocation";

    /// The metadata context of [#BASE_ALLOCATION].
    static final int ALLOCATION_ID = 1;

    private final Wire wire;
    private final Map<String, Export> exports;
    private boolean zeroes = true;
    private boolean structured;
    private @Nullable String allocationOf; // export for which base:allocation is selected

    Handshake(Wire wire, Map<String, Export> exports) {
        this.wire = wire;
        this.exports = exports;
    }

    /// What was agreed upon.
    ///
    /// @param name of the export
    /// @param structured whether replies are structured
    /// @param allocation whether `base:allocation` may be asked for
    record Agreement(String name, Export export, boolean structured, boolean allocation) {}

    /// An option whose data contradicts its format; the client is told so and may go on.
    private static final class InvalidOption extends Exception {
        private static final long serialVersionUID = 1;
        private final int reply;

        InvalidOption(int reply, String message) {
            super(message, null, false, false);
            this.reply = reply;
        }
    }

    /// {@return what was agreed upon; empty if the client only looked around}
    ///
    /// @throws ProtocolException if it does not speak the protocol
    Optional<Agreement> run() throws IOException {
        wire.send(
                ByteBuffer.allocate(18)
                        .putLong(NBDMAGIC)
                        .putLong(IHAVEOPT)
                        .putShort((short) (FIXED_NEWSTYLE | NO_ZEROES))
                        .flip());
        int flags = wire.receive(4).getInt();
        if ((flags & ~(FIXED_NEWSTYLE | NO_ZEROES)) != 0) {
            throw new ProtocolException("client flags 0x%x".formatted(flags));
        }
        zeroes = (flags & NO_ZEROES) == 0;
        while (true) {
            ByteBuffer header = wire.receive(16);
            long magic = header.getLong();
            if (magic != IHAVEOPT) {
                throw new ProtocolException("0x%x in place of an option".formatted(magic));
            }
            int option = header.getInt();
            long length = Integer.toUnsignedLong(header.getInt());
            if (length > MAX_SKIPPED) {
                throw new ProtocolException("option %d with %d bytes".formatted(option, length));
            }
            if (length > MAX_DATA) {
                wire.skip(length);
                reply(option, REP_ERR_TOO_BIG, text("more than %d bytes".formatted(MAX_DATA)));
                continue;
            }
            ByteBuffer data = ByteBuffer.wrap(wire.receiveBytes((int) length));
            if (option == OPT_ABORT) {
                reply(option, REP_ACK);
                return Optional.empty();
            }
            try {
                Optional<Agreement> agreed = answer(option, data);
                if (agreed.isPresent()) {
                    return agreed;
                }
            } catch (InvalidOption e) {
                reply(option, e.reply, text(String.valueOf(e.getMessage())));
            } catch (BufferUnderflowException e) {
                reply(option, REP_ERR_INVALID, text("the option's data is too short"));
            }
        }
    }

    private Optional<Agreement> answer(int option, ByteBuffer data)
            throws IOException, InvalidOption {
        switch (option) {
            case OPT_EXPORT_NAME -> {
                return Optional.of(exportName(data));
            }
            case OPT_INFO, OPT_GO -> {
                Agreement agreement = info(option, data);
                reply(option, REP_ACK);
                return option == OPT_GO ? Optional.of(agreement) : Optional.empty();
            }
            case OPT_LIST -> {
                refuseData(data);
                for (Map.Entry<String, Export> it : exports.entrySet()) {
                    byte[] name = it.getKey().getBytes(UTF_8);
                    byte[] description = it.getValue().description().getBytes(UTF_8);
                    ByteBuffer server = ByteBuffer.allocate(4 + name.length + description.length);
                    server.putInt(name.length).put(name).put(description);
                    reply(option, REP_SERVER, server.flip());
                }
                reply(option, REP_ACK);
            }
            case OPT_STRUCTURED_REPLY -> {
                refuseData(data);
                structured = true;
                reply(option, REP_ACK);
            }
            case OPT_LIST_META_CONTEXT, OPT_SET_META_CONTEXT -> {
                metaContext(option, data);
                reply(option, REP_ACK);
            }
            default -> reply(option, REP_ERR_UNSUP);
        }
        return Optional.empty();
    }

    /// The old way to choose, which has no reply for a failure.
    private Agreement exportName(ByteBuffer data) throws IOException {
        try {
            Agreement agreement = agreement(string(data, data.remaining()));
            ByteBuffer reply = ByteBuffer.allocate(zeroes ? 134 : 10);
            reply.putLong(agreement.export.disk().size()).putShort(flags(agreement));
            wire.send(reply.clear());
            return agreement;
        } catch (InvalidOption e) {
            throw new ProtocolException("asked for an export: " + e.getMessage());
        }
    }

    private Agreement info(int option, ByteBuffer data) throws IOException, InvalidOption {
        String name = string(data, data.getInt());
        int count = Short.toUnsignedInt(data.getShort());
        if (data.remaining() != 2 * count) {
            throw new InvalidOption(REP_ERR_INVALID, "wrong number of information requests");
        }
        Agreement agreement = agreement(name);
        reply(
                option,
                REP_INFO,
                ByteBuffer.allocate(12)
                        .putShort((short) INFO_EXPORT)
                        .putLong(agreement.export.disk().size())
                        .putShort(flags(agreement))
                        .flip());
        boolean[] asked = new boolean[INFO_BLOCK_SIZE + 1];
        while (data.hasRemaining()) {
            int type = Short.toUnsignedInt(data.getShort());
            if (type < asked.length) {
                asked[type] = true;
            }
        }
        if (asked[INFO_NAME]) {
            reply(option, REP_INFO, item(INFO_NAME, text(name)));
        }
        if (asked[INFO_DESCRIPTION] && !agreement.export.description().isEmpty()) {
            reply(option, REP_INFO, item(INFO_DESCRIPTION, text(agreement.export.description())));
        }
        if (asked[INFO_BLOCK_SIZE]) {
            ByteBuffer sizes = ByteBuffer.allocate(12).putInt(MINIMUM_BLOCK);
            sizes.putInt(PREFERRED_BLOCK).putInt(Transmission.MAX_PAYLOAD);
            reply(option, REP_INFO, item(INFO_BLOCK_SIZE, sizes.flip()));
        }
        return agreement;
    }

    private static ByteBuffer item(int type, ByteBuffer payload) {
        return ByteBuffer.allocate(2 + payload.remaining())
                .putShort((short) type)
                .put(payload)
                .flip();
    }

    private void metaContext(int option, ByteBuffer data) throws IOException, InvalidOption {
        boolean set = option == OPT_SET_META_CONTEXT;
        if (set) {
            allocationOf = null; // also when this fails
        }
        if (!structured) {
            throw new InvalidOption(REP_ERR_INVALID, "structured replies come first");
        }
        String name = string(data, data.getInt());
        long count = Integer.toUnsignedLong(data.getInt());
        List<String> queries = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            queries.add(
                    string(data, data.getInt())); // as many as the data has, whatever count says
        }
        if (data.hasRemaining()) {
            throw new InvalidOption(REP_ERR_INVALID, "bytes behind the last query");
        }
        agreement(name);
        boolean selected =
                queries.contains(BASE_ALLOCATION)
                        || !set && (queries.isEmpty() || queries.contains(BASE));
        if (selected) {
            byte[] context = BASE_ALLOCATION.getBytes(UTF_8);
            ByteBuffer reply = ByteBuffer.allocate(4 + context.length);
            reply.putInt(set ? ALLOCATION_ID : 0).put(context);
            reply(option, REP_META_CONTEXT, reply.flip());
        }
        if (set && selected) {
            allocationOf = name;
        }
    }

    private Agreement agreement(String name) throws InvalidOption {
        Export export = exports.get(name);
        if (export == null) {
            throw new InvalidOption(REP_ERR_UNKNOWN, "there is no export \"" + name + "\"");
        }
        return new Agreement(name, export, structured, name.equals(allocationOf));
    }

    private static short flags(Agreement agreement) {
        return (short) Transmission.flags(agreement.structured);
    }

    private static void refuseData(ByteBuffer data) throws InvalidOption {
        if (data.hasRemaining()) {
            throw new InvalidOption(REP_ERR_INVALID, "this option has no data");
        }
    }

    private static String string(ByteBuffer data, int length) throws InvalidOption {
        if (length < 0 || length > data.remaining()) {
            throw new InvalidOption(REP_ERR_INVALID, "a string that exceeds the option's data");
        }
        if (length > Export.MAX_STRING) {
            throw new InvalidOption(REP_ERR_TOO_BIG, "a string of more than 4096 bytes");
        }
        ByteBuffer bytes = data.slice(data.position(), length);
        data.position(data.position() + length);
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidOption(REP_ERR_INVALID, "a string that is not UTF-8");
        }
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private void reply(int option, int type, ByteBuffer... data) throws IOException {
        int length = 0;
        for (ByteBuffer part : data) {
            length += part.remaining();
        }
        ByteBuffer message = ByteBuffer.allocate(20 + length);
        message.putLong(REPLY_MAGIC).putInt(option).putInt(type).putInt(length);
        for (ByteBuffer part : data) {
            message.put(part);
        }
        wire.send(message.flip());
    }
}
