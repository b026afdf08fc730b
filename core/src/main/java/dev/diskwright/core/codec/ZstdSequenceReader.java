package dev.diskwright.core.codec;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;

/// Reads the sequences section of zstd blocks (RFC 8878, section 3.1.1.3.2): runs of literals, and copies that follow
/// them. Not for several threads.
final class ZstdSequenceReader {
    private static final int MOST = ZstdBlockReader.MOST / ZstdCodes.MIN_MATCH;
    private static final int READY = 57; // bits that any eight bytes have

    private final SequenceTable runTable = SequenceTable.runs();
    private final SequenceTable lengthTable = SequenceTable.lengths();
    private final SequenceTable distanceTable = SequenceTable.distances();
    private int[] runs = new int[1 << 12];
    private int[] lengths = new int[1 << 12];
    private int[] distances = new int[1 << 12];

    // the last distances, from block to block
    private int first;
    private int second;
    private int third;

    /// A new frame begins.
    void reset() {
        runTable.reset();
        lengthTable.reset();
        distanceTable.reset();
        first = 1;
        second = 4;
        third = 8;
    }

    /// {@return literals before the copy of each sequence}
    int[] runs() {
        return runs;
    }

    /// {@return the lengths of the copies}
    int[] lengths() {
        return lengths;
    }

    /// {@return how far before it each copy comes from; perhaps before all}
    int[] distances() {
        return distances;
    }

    /// Reads the section, which ends with the block.
    ///
    /// @param to at least eight bytes of `in` follow it
    /// @return the number of sequences
    int read(FseReader reader, Where where, byte[] in, int from, int to)
            throws CorruptImageException {
        long header = from < to ? Bytes.getLong(in, from) : 0xff;
        int at = from + 1;
        int count = (int) header & 0xff;
        if (count == 0xff) {
            count = ((int) (header >>> 8) & 0xffff) + 0x7f00;
            at += 2;
        } else if (count >= 0x80) {
            count = (count & 0x7f) << 8 | (int) (header >>> 8) & 0xff;
            at++;
        }
        if (at > to || count > MOST || count == 0 && at < to) {
            throw corrupt(where, "%d sequences in %d bytes".formatted(count, to - from));
        }
        if (count == 0) {
            return 0;
        }
        int modes = in[at++] & 0xff;
        if (at > to || (modes & 3) != 0) {
            throw corrupt(where, "modes of 0x%x".formatted(modes));
        }
        at = runTable.read(reader, where, modes >> 6, in, at, to);
        at = distanceTable.read(reader, where, modes >> 4 & 3, in, at, to);
        at = lengthTable.read(reader, where, modes >> 2 & 3, in, at, to);
        makeRoom(count);
        readAll(where, in, at, to, count);
        return count;
    }

    private void makeRoom(int count) {
        if (runs.length < count) {
            int size = Math.min(MOST, 2 * count);
            runs = new int[size];
            lengths = new int[size];
            distances = new int[size];
        }
    }

    /// Reads the bits backwards (section 3.1.1.3.2.2), and resolves distances that are remembered (section 3.1.1.5). What
    /// changes lives in locals, as the compiler cannot keep fields in registers.
    private void readAll(Where where, byte[] in, int from, int to, int count)
            throws CorruptImageException {
        long[] runEntries = runTable.entries();
        long[] lengthEntries = lengthTable.entries();
        long[] distanceEntries = distanceTable.entries();
        int[] allRuns = runs;
        int[] allLengths = lengths;
        int[] allDistances = distances;
        int latest = first;
        int before = second;
        int earliest = third;
        int at = LiteralCode.endOfBits(where, in, from, to);
        int low = 8 * from;
        at -= runTable.log() + lengthTable.log() + distanceTable.log();
        if (at < low) {
            throw corrupt(where, "the end of the block instead of states");
        }
        long bits = after(in, at);
        int lengthState = low(bits, lengthTable.log());
        bits >>>= lengthTable.log();
        int distanceState = low(bits, distanceTable.log());
        bits >>>= distanceTable.log();
        int runState = low(bits, runTable.log());
        for (int i = 0; i < count; i++) {
            long run = runEntries[runState];
            long length = lengthEntries[lengthState];
            long distance = distanceEntries[distanceState];
            int numbers = (int) (run + length + distance);
            int extra = numbers >>> SequenceTable.EXTRA & 0xff;
            at -= extra;
            if (at < low) {
                break;
            }
            int extraAt = at;
            bits = after(in, at);
            if (i + 1 < count) {
                at -= numbers & 0xff;
                if (at < low) {
                    break;
                }
                long states = after(in, at);
                distanceState = next(distance, states);
                states >>>= distance;
                lengthState = next(length, states);
                states >>>= length;
                runState = next(run, states);
            }
            int runExtra = extra(run);
            int runLength = value(run) + low(bits, runExtra);
            bits >>>= runExtra;
            int lengthExtra = extra(length);
            allRuns[i] = runLength;
            allLengths[i] = value(length) + low(bits, lengthExtra);
            bits =
                    extra > READY
                            ? after(in, extraAt + runExtra + lengthExtra)
                            : bits >>> lengthExtra;
            int far = value(distance) + low(bits, extra(distance));
            int again = runLength == 0 ? far : far - 1; // which of those remembered
            if (far > ZstdCodes.REPEATED) {
                earliest = before;
                before = latest;
                latest = far - ZstdCodes.REPEATED;
            } else if (again > 0) {
                int it = again == 1 ? before : again == 2 ? earliest : Math.max(1, latest - 1);
                earliest = again == 1 ? earliest : before;
                before = latest;
                latest = it;
            }
            allDistances[i] = latest;
        }
        first = latest;
        second = before;
        third = earliest;
        if (at != low) {
            throw corrupt(where, "sequences of another length");
        }
    }

    /// {@return the bits from `at` on, the first one lowest, at least [#READY]}
    private static long after(byte[] in, int at) {
        return Bytes.getLong(in, at >>> 3) >>> (at & 7);
    }

    private static int extra(long entry) {
        return (int) entry >>> SequenceTable.EXTRA & 0xff;
    }

    private static int value(long entry) {
        return (int) (entry >>> SequenceTable.VALUE);
    }

    private static int low(long bits, int count) {
        return (int) bits & (1 << count) - 1;
    }

    /// {@return the next state} A shift by more than 31 bits is one by the lowest five of them.
    private static int next(long entry, long bits) {
        return ((int) (entry >>> FseReader.STATE) & 0xffff) + ((int) bits & (1 << entry) - 1);
    }

    private static CorruptImageException corrupt(Where where, String found) {
        return new CorruptImageException(where, found, "sequences of zstd");
    }
}
