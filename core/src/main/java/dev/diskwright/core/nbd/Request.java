package dev.diskwright.core.nbd;

import java.net.ProtocolException;
import java.nio.ByteBuffer;

/// What a client asks for once it has opened an export ("Request message").
///
/// @param flags command flags
/// @param offset in bytes, unsigned
/// @param length in bytes, unsigned 32 bits
record Request(int flags, int type, long cookie, long offset, long length) {
    /// Size of the message in bytes, without what a write sends along.
    static final int SIZE = 28;

    private static final int MAGIC = 0x25609513;

    static final int READ = 0;
    static final int WRITE = 1;
    static final int DISC = 2;
    static final int FLUSH = 3;
    static final int TRIM = 4;
    static final int CACHE = 5;
    static final int WRITE_ZEROES = 6;
    static final int BLOCK_STATUS = 7;

    static final int FLAG_DF = 1 << 2;
    static final int FLAG_REQ_ONE = 1 << 3;

    /// {@return the request in the next [#SIZE] bytes}
    ///
    /// @throws ProtocolException if it is none
    static Request of(ByteBuffer message) throws ProtocolException {
        int magic = message.getInt();
        if (magic != MAGIC) {
            throw new ProtocolException("0x%x in place of a request".formatted(magic));
        }
        return new Request(
                Short.toUnsignedInt(message.getShort()),
                Short.toUnsignedInt(message.getShort()),
                message.getLong(),
                message.getLong(),
                Integer.toUnsignedLong(message.getInt()));
    }

    /// {@return whether all of its range lies within a disk of `size` bytes}
    boolean isWithin(long size) {
        return offset >= 0 && offset <= size && length <= size - offset;
    }

    /// {@return offset behind the last byte} Only for one that is within a disk.
    long end() {
        return offset + length;
    }
}
