package dev.diskwright.core.codec;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.util.Arrays;

/// Expands compressed blocks of zstd (RFC 8878, section 3.1.1.3), one behind the other of a frame: first all literals,
/// then all sequences, then what they make together. Small loops of one purpose each are soon compiled.
///
/// Some 700 KiB, most of it for literals and sequences of the largest block. Not for several threads.
final class ZstdBlockReader {
    /// The most bytes that a block expands to, and that it has.
    static final int MOST = 128 << 10;

    /// Bytes that must exist behind the input and the output; those of the output may be overwritten.
    static final int SLACK = 32;

    /// Bytes that must precede the input.
    static final int BEFORE = 8;

    private static final int RAW = 0;
    private static final int RUN = 1;
    private static final int COMPRESSED = 2;
    private static final int WORD = Long.BYTES;

    private final FseReader fse = new FseReader();
    private final LiteralCode code = new LiteralCode();
    private final ZstdSequenceReader sequences = new ZstdSequenceReader();
    private final byte[] literals = new byte[MOST + SLACK];
    private int literalCount;

    /// A new frame begins.
    void reset() {
        code.reset();
        sequences.reset();
    }

    /// {@return whether a frame ends with the block that has this header}
    static boolean isLast(int header) {
        return (header & 1) != 0;
    }

    /// {@return how long the block is behind this header, in bytes}
    static int size(int header) {
        return type(header) == RUN ? 1 : header >> 3;
    }

    private static int type(int header) {
        return header >> 1 & 3;
    }

    /// Expands a block.
    ///
    /// @param header of the block, three bytes
    /// @param in the block at `from`, as long as [#size] says
    /// @param history where what copies may refer to begins in `out`
    /// @param at where to put it
    /// @param limit the end of `out` that must not be passed
    /// @return the end of what it became
    int expand(
            Where where,
            int header,
            byte[] in,
            int from,
            byte[] out,
            int history,
            int at,
            int limit)
            throws CorruptImageException {
        int type = type(header);
        int size = header >> 3;
        if (type > COMPRESSED) {
            throw new CorruptImageException(where, "a block of type 3", "one of 0 to 2");
        }
        int most = type == COMPRESSED ? MOST : Math.min(MOST, limit - at);
        if (size > most) {
            throw new CorruptImageException(where, "a block of " + size, "at most " + most);
        }
        if (type == COMPRESSED) {
            int to = from + size;
            int next = readLiterals(where, in, from, to);
            int count = sequences.read(fse, where, in, next, to);
            return execute(where, count, out, history, at, Math.min(limit, at + MOST));
        }
        if (type == RAW) {
            System.arraycopy(in, from, out, at, size);
        } else {
            Arrays.fill(out, at, at + size, in[from]);
        }
        return at + size;
    }

    /// Reads the literals section (section 3.1.1.3.1).
    ///
    /// @return its end
    private int readLiterals(Where where, byte[] in, int from, int to)
            throws CorruptImageException {
        long header = from < to ? Bytes.getLong(in, from) : -1;
        int type = (int) header & 3;
        int format = (int) header >> 2 & 3;
        if (type < COMPRESSED) {
            int size = format == 1 ? 2 : format == 3 ? 3 : 1;
            int count = (int) header & (1 << 8 * size) - 1;
            return readPlain(where, type, count >>> (size == 1 ? 3 : 4), in, from + size, to);
        }
        int size = format < 2 ? 3 : format + 2;
        int bits = format < 2 ? 10 : 4 * format + 6;
        int count = (int) (header >>> 4) & (1 << bits) - 1;
        int start = from + size;
        int end = start + ((int) (header >>> 4 + bits) & (1 << bits) - 1);
        if (count > MOST || end > to || from >= to) {
            throw corrupt(where, "%d literals in a block of %d bytes".formatted(count, to - from));
        }
        if (type == COMPRESSED) {
            start = code.read(fse, where, in, start, end);
        } else if (!code.isKnown()) {
            throw corrupt(where, "literals in the code of a block before, of which there is none");
        }
        if (format == 0) {
            code.expand(where, in, start, end, literals, count);
        } else {
            code.expandFour(where, in, start, end, literals, count);
        }
        literalCount = count;
        return end;
    }

    private int readPlain(Where where, int type, int count, byte[] in, int start, int to)
            throws CorruptImageException {
        int end = start + (type == RAW ? count : 1);
        if (count > MOST || end > to) {
            throw corrupt(where, "%d literals that are not there".formatted(count));
        }
        if (type == RUN) {
            Arrays.fill(literals, 0, count, in[start]);
        } else {
            System.arraycopy(in, start, literals, 0, count);
        }
        literalCount = count;
        return end;
    }

    /// Puts literals and copies together (section 3.1.1.4). Copies in steps of eight bytes, which go beyond the end.
    private int execute(Where where, int count, byte[] out, int history, int from, int end)
            throws CorruptImageException {
        int[] runs = sequences.runs();
        int[] lengths = sequences.lengths();
        int[] distances = sequences.distances();
        byte[] source = literals;
        int next = 0;
        int at = from;
        for (int i = 0; i < count; i++) {
            int run = runs[i];
            int length = lengths[i];
            int distance = distances[i];
            int match = at + run;
            if (run > literalCount - next || length > end - match || distance > match - history) {
                throw corrupt(
                        where,
                        "%d literals and a copy of %d from %d before"
                                .formatted(run, length, distance));
            }
            Bytes.putLong(out, at, Bytes.getLong(source, next));
            Bytes.putLong(out, at + WORD, Bytes.getLong(source, next + WORD));
            if (run > 2 * WORD) {
                System.arraycopy(source, next, out, at, run);
            }
            next += run;
            at = match + length;
            copy(out, match, distance, at);
        }
        int rest = literalCount - next;
        if (rest > end - at) {
            throw corrupt(where, "more than %d bytes".formatted(end - from));
        }
        System.arraycopy(source, next, out, at, rest);
        return at + rest;
    }

    private static void copy(byte[] out, int from, int distance, int end) {
        int at = from;
        int step = distance;
        if (distance < WORD) {
            step = spread(out, at, distance);
            at += step - distance;
        }
        do {
            Bytes.putLong(out, at, Bytes.getLong(out, at - step));
            Bytes.putLong(out, at + WORD, Bytes.getLong(out, at + WORD - step));
            at += 2 * WORD;
        } while (at < end);
    }

    /// Repeats a short distance until eight bytes can be copied at once.
    ///
    /// @return the distance to copy them from, a multiple of the one given
    private static int spread(byte[] out, int at, int distance) {
        int wide = distance;
        while (wide < WORD) {
            wide += distance;
        }
        for (int i = at; i < at + wide - distance; i++) {
            out[i] = out[i - distance];
        }
        return wide;
    }

    private static CorruptImageException corrupt(Where where, String found) {
        return new CorruptImageException(where, found, "a block of zstd");
    }
}
