package dev.diskwright.core.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Compresses to LZ4 blocks of a given size: as much of the input as fits ("LZ4 Block Format Description"). Libraries for
/// Java only compress a given input to whatever size comes out. The output depends on the input alone. Not for several
/// threads at once.
public final class Lz4FixedOutput {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int LEAST_MATCH = 4;
    private static final int LAST_LITERALS = 5; // what a block ends with
    private static final int LAST_MATCH = 12; // bytes from the end where the last match may begin
    private static final int BEHIND_MATCH = LAST_MATCH - LEAST_MATCH; // literals, if cut there
    private static final int FARTHEST = 65535;
    private static final int HASH_BITS = 13;
    private static final long HASH = 889_523_592_379L;
    private static final int PATIENCE = 6; // 2 to this many misses, then steps grow
    private static final int MOST_TRIES = 64; // candidates of the thorough search

    private final int[] latest = new int[1 << HASH_BITS]; // positions by hash; -1 for none
    private final int @Nullable [] earlier; // by position modulo its size
    private byte[] in = {};
    private int hashed; // positions before it are in the chains
    private int produced;

    /// @param thorough whether to look at many candidates, for smaller output in several times the time
    public Lz4FixedOutput(boolean thorough) {
        earlier = thorough ? new int[FARTHEST + 1] : null;
    }

    /// Says what is compressed from here on.
    ///
    /// @param bytes not to be changed as long as they are
    public void input(byte[] bytes) {
        in = bytes;
        hashed = 0;
        Arrays.fill(latest, -1);
    }

    /// {@return how many bytes of the input from `start` on the block holds, 1 or more} No match reaches back before it.
    ///
    /// @param end of the input
    /// @param to where the block is written to
    /// @param at offset there
    /// @param room size of the block, at least 32 bytes
    public int compress(int start, int end, byte[] to, int at, int room) {
        return earlier == null
                ? compressFast(start, end, to, at, room)
                : compressThoroughly(earlier, start, end, to, at, room);
    }

    /// {@return size of the block that was written last}
    public int produced() {
        return produced;
    }

    private static int hash(long bytes) {
        return (int) ((bytes << 24) * HASH >>> 64 - HASH_BITS);
    }

    private int compressFast(int start, int end, byte[] to, int at, int room) {
        byte[] from = in;
        int limit = at + room;
        int lastStart = end - LAST_MATCH;
        int out = at;
        int anchor = start;
        int next = start;
        search:
        while (true) {
            int last = Math.min(lastStart, anchor + (limit - out));
            int misses = 1 << PATIENCE;
            int position;
            int candidate;
            do {
                position = next;
                if (position > last) {
                    break search;
                }
                next += misses++ >>> PATIENCE;
                long bytes = (long) LONG.get(from, position);
                int hash = hash(bytes);
                candidate = latest[hash];
                latest[hash] = position;
                if (candidate >= start
                        && candidate < position
                        && position - candidate <= FARTHEST
                        && (int) INT.get(from, candidate) == (int) bytes) {
                    break;
                }
                candidate = -1;
            } while (candidate < 0);
            while (position > anchor
                    && candidate > start
                    && from[position - 1] == from[candidate - 1]) {
                position--;
                candidate--;
            }
            int left = room(out, position - anchor, limit);
            if (left < 0) {
                break;
            }
            int most = longest(left);
            int stop = Math.min(end, position + most + 1 + LAST_LITERALS);
            int length = LEAST_MATCH + same(position, candidate, stop);
            boolean cut = length > most;
            length = Math.min(length, most);
            out = sequence(to, out, anchor, position, position - candidate, length);
            anchor = position + length;
            next = anchor;
            if (cut || next > lastStart) {
                break;
            }
            latest[hash((long) LONG.get(from, next - 2))] = next - 2;
        }
        return finish(start, end, to, at, out, anchor, limit);
    }

    private int compressThoroughly(int[] chain, int start, int end, byte[] to, int at, int room) {
        int limit = at + room;
        int lastStart = end - LAST_MATCH;
        int out = at;
        int anchor = start;
        int position = start;
        while (position <= Math.min(lastStart, anchor + (limit - out))) {
            long found = longest(chain, position, start, end);
            if (found == 0) {
                position++;
                continue;
            }
            // a longer match that begins a little later is worth the literals
            while (position + 1 <= lastStart) {
                long later = longest(chain, position + 1, start, end);
                if ((later >>> 32) <= (found >>> 32) + 1) {
                    break;
                }
                found = later;
                position++;
            }
            int length = (int) (found >>> 32);
            int distance = (int) found;
            while (position > anchor
                    && position - distance > start
                    && in[position - 1] == in[position - 1 - distance]) {
                position--;
                length++;
            }
            int left = room(out, position - anchor, limit);
            if (left < 0) {
                break;
            }
            int most = longest(left);
            boolean cut = length > most;
            length = Math.min(length, most);
            out = sequence(to, out, anchor, position, distance, length);
            anchor = position + length;
            position = anchor;
            if (cut) {
                break;
            }
        }
        return finish(start, end, to, at, out, anchor, limit);
    }

    /// {@return length of the longest match in the high half and its distance in the low one; 0 for none}
    private long longest(int[] chain, int position, int start, int end) {
        for (; hashed <= position; hashed++) {
            int hash = hash((long) LONG.get(in, hashed));
            chain[hashed & FARTHEST] = latest[hash];
            latest[hash] = hashed;
        }
        int best = LEAST_MATCH - 1;
        int distance = 0;
        int most = end - LAST_LITERALS - position;
        int candidate = chain[position & FARTHEST];
        for (int tries = MOST_TRIES;
                tries > 0 && candidate >= start && position - candidate <= FARTHEST && best < most;
                tries--) {
            if (in[candidate + best] == in[position + best]
                    && (int) INT.get(in, candidate) == (int) INT.get(in, position)) {
                int length = LEAST_MATCH + same(position, candidate, end);
                if (length > best) {
                    best = length;
                    distance = position - candidate;
                }
            }
            int before = chain[candidate & FARTHEST];
            if (before >= candidate) {
                break; // overwritten
            }
            candidate = before;
        }
        return distance == 0 ? 0 : (long) best << 32 | distance;
    }

    /// {@return how many bytes behind the first four are the same}
    private int same(int position, int candidate, int end) {
        byte[] from = in;
        int most = end - LAST_LITERALS;
        int a = position + LEAST_MATCH;
        int b = candidate + LEAST_MATCH;
        while (a + 8 <= most) {
            long difference = (long) LONG.get(from, a) ^ (long) LONG.get(from, b);
            if (difference != 0) {
                return a + (Long.numberOfTrailingZeros(difference) >>> 3) - position - LEAST_MATCH;
            }
            a += 8;
            b += 8;
        }
        while (a < most && from[a] == from[b]) {
            a++;
            b++;
        }
        return a - position - LEAST_MATCH;
    }

    /// {@return bytes left for more of a match's length, if a sequence and the block's end are to fit; negative if not}
    private static int room(int out, int literals, int limit) {
        int needed = 1 + more(literals, 15) + literals + 2 + 1 + BEHIND_MATCH;
        return limit - out - needed;
    }

    /// {@return the longest match whose length takes at most `bytes` beside the token}
    private static int longest(int bytes) {
        return LEAST_MATCH + 14 + 255 * bytes;
    }

    /// {@return bytes that a length takes beside the token}
    private static int more(int length, int mask) {
        return length < mask ? 0 : (length - mask) / 255 + 1;
    }

    private int sequence(
            byte[] to, int at, int anchor, int position, int distance, int matchLength) {
        int out = literals(to, at, anchor, position - anchor);
        to[out++] = (byte) distance;
        to[out++] = (byte) (distance >>> 8);
        int length = matchLength - LEAST_MATCH;
        to[at] |= (byte) Math.min(length, 15);
        return length < 15 ? out : length(to, out, length - 15);
    }

    private int literals(byte[] to, int at, int anchor, int count) {
        to[at] = (byte) (Math.min(count, 15) << 4);
        int out = count < 15 ? at + 1 : length(to, at + 1, count - 15);
        System.arraycopy(in, anchor, to, out, count);
        return out + count;
    }

    private static int length(byte[] to, int at, int rest) {
        int out = at;
        int left = rest;
        for (; left >= 255; left -= 255) {
            to[out++] = (byte) 255;
        }
        to[out++] = (byte) left;
        return out;
    }

    /// Ends the block with as many literals as fit.
    private int finish(int start, int end, byte[] to, int at, int out, int anchor, int limit) {
        int room = limit - out - 1;
        int count = Math.min(end - anchor, room);
        while (count + more(count, 15) > room) {
            count--;
        }
        produced = literals(to, out, anchor, count) - at;
        return anchor + count - start;
    }
}
