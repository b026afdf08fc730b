package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Expands DEFLATE (RFC 1951). Unlike `java.util.zip.Inflater` it tells where it is, to the bit, and can begin in the
/// middle, at the start of a block, given the 32 KiB before it. Not for several threads.
final class Inflate {
    static final int WINDOW = 32 << 10;

    private static final int ROOM = 64 << 10; // bytes expanded at once
    private static final int LONGEST = 258; // bytes of a copy
    private static final int AHEAD = 64 << 10; // bytes read at once
    private static final int[] ORDER = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
    };
    private static final InflateTable FIXED_LITERALS = InflateTable.literals();
    private static final InflateTable FIXED_DISTANCES = InflateTable.distances();

    static {
        byte[] lengths = new byte[288];
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        FIXED_LITERALS.build(lengths, 0, 288);
        byte[] five = new byte[32];
        Arrays.fill(five, (byte) 5);
        FIXED_DISTANCES.build(five, 0, 32);
    }

    private final Where where;
    private final BlockSource file;
    private final byte[] input = new byte[AHEAD + Long.BYTES];
    private long inputAt; // offset in the file behind what is in `input`
    private int next;
    private int filled;
    private long bits;
    private int count; // of them

    private final byte[] output = new byte[WINDOW + ROOM + LONGEST];
    private int history; // bytes before the first that is known
    private int from = WINDOW; // what was expanded and not yet taken
    private int to = WINDOW;

    private State state = State.HEADER;
    private boolean last;
    private int stored; // bytes of a stored block that are left
    private final InflateTable dynamicLiterals = InflateTable.literals();
    private final InflateTable dynamicDistances = InflateTable.distances();
    private final InflateTable lengthCodes = InflateTable.plain();
    private final byte[] lengths = new byte[320];
    private InflateTable literals = FIXED_LITERALS;
    private InflateTable distances = FIXED_DISTANCES;

    private enum State {
        HEADER,
        STORED,
        CODES,
        END
    }

    /// @param at where the stream begins in the file, in bytes
    Inflate(Where where, BlockSource file, long at) {
        this.where = where;
        this.file = file;
        begin(at);
    }

    /// Begins another stream.
    ///
    /// @param at where it begins in the file, in bytes
    void begin(long at) {
        inputAt = at;
        next = 0;
        filled = 0;
        bits = 0;
        count = 0;
        from = WINDOW;
        to = WINDOW;
        history = WINDOW;
        state = State.HEADER;
        last = false;
    }

    /// Begins in the middle of a stream, with a block.
    ///
    /// @param bit where the block begins in the file, in bits
    /// @param window what was expanded before it, as far as copies may reach
    void begin(long bit, byte[] window) throws IOException {
        begin(bit >>> 3);
        if ((bit & 7) != 0) {
            need((int) (bit & 7));
            take((int) (bit & 7));
        }
        history = WINDOW - window.length;
        System.arraycopy(window, 0, output, history, window.length);
    }

    /// {@return the next byte of the file behind the stream} Only at its end.
    long position() {
        return bitPosition() + 7 >>> 3;
    }

    /// {@return where the next bit lies in the file}
    private long bitPosition() {
        return (inputAt - (filled - next) << 3) - count;
    }

    /// {@return where the next block begins, in bits; -1 in the middle of one, and behind the last}
    long block() {
        return state == State.HEADER && !last && from == to ? bitPosition() : -1;
    }

    /// {@return what was expanded last, as far as copies may reach}
    byte[] window() {
        return Arrays.copyOfRange(output, Math.max(history, to - WINDOW), to);
    }

    /// {@return how many bytes were put into `target`; -1 at the end of the stream} Stops at the end of a block.
    int read(byte[] target, int start, int length) throws IOException {
        while (from == to) {
            if (state == State.END) {
                return -1;
            }
            expand();
        }
        int size = Math.min(length, to - from);
        System.arraycopy(output, from, target, start, size);
        from += size;
        return size;
    }

    private CorruptImageException corrupt(String found, String expected) {
        long bit = bitPosition();
        return new CorruptImageException(
                where.structure("deflate stream", Math.max(0, bit >>> 3)), found, expected);
    }

    /// Goes on until there is something to take, or a block has ended.
    private void expand() throws IOException {
        if (to >= WINDOW + ROOM) {
            int keep = to - WINDOW;
            System.arraycopy(output, keep, output, 0, WINDOW);
            history = Math.max(0, history - keep);
            from = WINDOW;
            to = WINDOW;
        }
        switch (state) {
            case HEADER -> header();
            case STORED -> copyStored();
            case CODES -> codes();
            case END -> {}
        }
    }

    private void header() throws IOException {
        if (last) {
            state = State.END;
            return;
        }
        need(3);
        last = take(1) == 1;
        int type = take(2);
        switch (type) {
            case 0 -> {
                take(count & 7);
                need(32);
                stored = take(16);
                int inverse = take(16);
                if ((stored ^ inverse) != 0xffff) {
                    throw corrupt("a length of %d and not its inverse".formatted(stored), "both");
                }
                state = State.STORED;
            }
            case 1 -> {
                literals = FIXED_LITERALS;
                distances = FIXED_DISTANCES;
                state = State.CODES;
            }
            case 2 -> {
                readTables();
                literals = dynamicLiterals;
                distances = dynamicDistances;
                state = State.CODES;
            }
            default -> throw corrupt("block type 3", "0 to 2");
        }
    }

    private void copyStored() throws IOException {
        int end = Math.min(WINDOW + ROOM, to + stored);
        stored -= end - to;
        while (to < end && count > 0) {
            output[to++] = (byte) take(8);
        }
        while (to < end) {
            if (next == filled) {
                fill();
                if (next == filled) {
                    throw corrupt("the end of the file", "more data");
                }
            }
            int size = Math.min(end - to, filled - next);
            System.arraycopy(input, next, output, to, size);
            next += size;
            to += size;
        }
        if (stored == 0) {
            state = State.HEADER;
        }
    }

    private void readTables() throws IOException {
        need(14);
        int literalCount = 257 + take(5);
        int distanceCount = 1 + take(5);
        int codeCount = 4 + take(4);
        if (literalCount > 286 || distanceCount > 30) {
            throw corrupt("%d and %d codes".formatted(literalCount, distanceCount), "286 and 30");
        }
        Arrays.fill(lengths, 0, ORDER.length, (byte) 0);
        for (int i = 0; i < codeCount; i++) {
            need(3);
            lengths[ORDER[i]] = (byte) take(3);
        }
        if (!lengthCodes.build(lengths, 0, ORDER.length)) {
            throw corrupt("lengths of lengths", "those of a prefix code");
        }
        int all = literalCount + distanceCount;
        for (int i = 0; i < all; ) {
            need(14);
            int entry = lengthCodes.entry(bits);
            int symbol = entry >>> 16;
            if (InflateTable.kind(entry) != InflateTable.LITERAL) {
                throw corrupt("an unknown code", "one of the table");
            }
            take(InflateTable.length(entry));
            if (symbol < 16) {
                lengths[i++] = (byte) symbol;
                continue;
            }
            if (symbol == 16 && i == 0) {
                throw corrupt("a repetition at the start", "a length");
            }
            byte value = symbol == 16 ? lengths[i - 1] : 0;
            int times = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
            if (times > all - i) {
                throw corrupt("too many lengths", Integer.toString(all));
            }
            Arrays.fill(lengths, i, i + times, value);
            i += times;
        }
        if (lengths[256] == 0
                || !dynamicLiterals.build(lengths, 0, literalCount)
                || !dynamicDistances.build(lengths, literalCount, distanceCount)) {
            throw corrupt("lengths", "those of a prefix code");
        }
    }

    /// The inner loop. Fields live in locals, as the compiler cannot keep them in registers.
    private void codes() throws IOException {
        byte[] out = output;
        int at = to;
        while (at < WINDOW + ROOM) {
            need(0);
            int entry = literals.entry(bits);
            if (InflateTable.kind(entry) == InflateTable.LITERAL) {
                drop(InflateTable.length(entry));
                out[at++] = (byte) (entry >>> 16);
                entry = literals.entry(bits); // two or three literals fit in what is there
                if (InflateTable.kind(entry) == InflateTable.LITERAL) {
                    drop(InflateTable.length(entry));
                    out[at++] = (byte) (entry >>> 16);
                }
                checkCount();
                continue;
            }
            drop(InflateTable.length(entry));
            if (InflateTable.kind(entry) == InflateTable.END) {
                checkCount();
                state = State.HEADER;
                break;
            }
            int extra = InflateTable.extra(entry);
            if (extra < 0) {
                to = at;
                throw corrupt("an unknown code", "a literal or a length");
            }
            int length = (entry >>> 16) + takeQuickly(extra);
            entry = distances.entry(bits);
            extra = InflateTable.extra(entry);
            if (extra < 0) {
                to = at;
                throw corrupt("an unknown code", "a distance");
            }
            drop(InflateTable.length(entry));
            int distance = (entry >>> 16) + takeQuickly(extra);
            checkCount();
            int source = at - distance;
            if (source < history) {
                to = at;
                throw corrupt("a distance of " + distance, "one to what is there");
            }
            if (distance >= length) {
                System.arraycopy(out, source, out, at, length);
                at += length;
            } else {
                for (int end = at + length; at < end; ) {
                    out[at++] = out[source++];
                }
            }
        }
        to = at;
    }

    private void drop(int size) {
        bits >>>= size;
        count -= size;
    }

    private int takeQuickly(int size) {
        int value = (int) bits & (1 << size) - 1;
        bits >>>= size;
        count -= size;
        return value;
    }

    /// Bits that are not there were taken for zeros.
    private void checkCount() throws CorruptImageException {
        if (count < 0) {
            throw corrupt("the end of the file", "more data");
        }
    }

    private int take(int size) {
        return takeQuickly(size);
    }

    /// Makes 48 bits ready, or all that there are; these must be `size`.
    private void need(int size) throws IOException {
        if (count < 48) {
            if (next + Long.BYTES > filled) {
                fill();
            }
            // bits above the count may be there already: they are the same
            if (next + Long.BYTES <= filled) {
                bits |= Bytes.getLong(input, next) << count;
                int taken = 63 - count >>> 3;
                next += taken;
                count += taken << 3;
            } else {
                while (count <= 56 && next < filled) {
                    bits |= (input[next++] & 0xffL) << count;
                    count += 8;
                }
            }
            bits &= -1L >>> 64 - Math.max(1, count);
        }
        if (count < size) {
            throw corrupt("the end of the file", "more data");
        }
    }

    private void fill() throws IOException {
        int left = filled - next;
        System.arraycopy(input, next, input, 0, left);
        int more = (int) Math.min(AHEAD - left, file.size() - inputAt);
        if (more > 0) {
            file.read(inputAt, MemorySegment.ofArray(input).asSlice(left, more));
            inputAt += more;
        } else {
            more = 0;
        }
        next = 0;
        filled = left + more;
    }
}
