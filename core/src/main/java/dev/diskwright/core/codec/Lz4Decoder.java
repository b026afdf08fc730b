package dev.diskwright.core.codec;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Expands LZ4 blocks, also no more than their beginning, which libraries for Java do not offer ("LZ4 Block Format
/// Description").
public final class Lz4Decoder {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int LEAST_MATCH = 4;

    private Lz4Decoder() {}

    /// Expands a block until `length` bytes have come out.
    ///
    /// @param where what it is, for messages
    /// @param from bytes that hold the block
    /// @param start where it begins
    /// @param end where it ends
    /// @param to where the bytes go; what is behind them may be overwritten
    /// @param at offset there
    /// @param whole whether the block must end with them
    /// @throws CorruptImageException if it is damaged, or ends before, or holds more though it must not
    public static void expand(
            Where where,
            byte[] from,
            int start,
            int end,
            byte[] to,
            int at,
            int length,
            boolean whole)
            throws CorruptImageException {
        int in = start;
        int out = at;
        int limit = at + length;
        while (true) {
            if (in >= end) {
                throw damaged(where, "a block that ends within a sequence");
            }
            int token = from[in++] & 0xff;
            int literals = token >>> 4;
            if (literals == 15) {
                int more;
                do {
                    if (in >= end) {
                        throw damaged(where, "a length that leaves the block");
                    }
                    more = from[in++] & 0xff;
                    literals += more;
                } while (more == 255);
            }
            if (literals > end - in) {
                throw damaged(where, "%d literals that leave the block".formatted(literals));
            }
            if (literals > limit - out) {
                if (whole) {
                    throw damaged(where, "more than %d bytes".formatted(length));
                }
                literals = limit - out;
            }
            copy(from, in, to, out, literals);
            in += literals;
            out += literals;
            if (in == end || !whole && out == limit) {
                break;
            }
            if (end - in < 2) {
                throw damaged(where, "a distance that leaves the block");
            }
            int distance = from[in] & 0xff | (from[in + 1] & 0xff) << 8;
            in += 2;
            if (distance == 0 || distance > out - at) {
                throw damaged(where, "a distance of %d at byte %d".formatted(distance, out - at));
            }
            int match = token & 15;
            if (match == 15) {
                int more;
                do {
                    if (in >= end) {
                        throw damaged(where, "a length that leaves the block");
                    }
                    more = from[in++] & 0xff;
                    match += more;
                } while (more == 255);
            }
            match += LEAST_MATCH;
            if (match > limit - out) {
                if (whole) {
                    throw damaged(where, "more than %d bytes".formatted(length));
                }
                match = limit - out;
            }
            repeat(to, out, distance, match);
            out += match;
            if (!whole && out == limit) {
                break;
            }
        }
        if (out < limit) {
            throw damaged(where, "%d bytes, not %d".formatted(out - at, length));
        }
    }

    private static void copy(byte[] from, int in, byte[] to, int out, int count) {
        if (count > 32) {
            System.arraycopy(from, in, to, out, count);
        } else if (in + count + 8 <= from.length && out + count + 8 <= to.length) {
            for (int i = 0; i < count; i += 8) {
                LONG.set(to, out + i, (long) LONG.get(from, in + i));
            }
        } else {
            for (int i = 0; i < count; i++) {
                to[out + i] = from[in + i];
            }
        }
    }

    private static void repeat(byte[] to, int out, int distance, int count) {
        if (distance >= count && count > 32) {
            System.arraycopy(to, out - distance, to, out, count);
        } else if (distance >= 8 && out + count + 8 <= to.length) {
            for (int i = out; i < out + count; i += 8) {
                LONG.set(to, i, (long) LONG.get(to, i - distance));
            }
        } else if (distance == 1) {
            Arrays.fill(to, out, out + count, to[out - 1]);
        } else {
            for (int i = out; i < out + count; i++) {
                to[i] = to[i - distance];
            }
        }
    }

    private static CorruptImageException damaged(Where where, String found) {
        return new CorruptImageException(where, found, "an LZ4 block");
    }
}
