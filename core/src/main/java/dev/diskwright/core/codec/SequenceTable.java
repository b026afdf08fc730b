package dev.diskwright.core.codec;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;

/// The code of one of the three things that the sequences of a zstd block consist of, as a decoder goes through it (RFC
/// 8878, section 3.1.1.3.2.1).
///
/// An entry is that of [FseReader], with the number of extra bits in bits 8 to 15 and the least value from bit 32 on. So
/// the sum of three entries has the bits that three states take in its lowest byte, and their extra bits in the next.
final class SequenceTable {
    static final int EXTRA = 8;
    static final int VALUE = 32;

    private static final int USUAL = 0;
    private static final int RUN = 1;
    private static final int COMPRESSED = 2;

    private final long[] meanings;
    private final long[] usual;
    private final int usualLog;
    private final int maxLog;
    private final long[] own;
    private long[] entries;
    private int log;
    private boolean known; // to the next block, which may use it again

    private SequenceTable(long[] meanings, int maxLog, int usualLog, int[] usualCounts) {
        this.meanings = meanings;
        this.maxLog = maxLog;
        this.usualLog = usualLog;
        own = new long[1 << maxLog];
        usual = new long[1 << usualLog];
        var reader = new FseReader();
        reader.use(usualLog, usualCounts);
        reader.tabulate(meanings, usual);
        entries = usual;
    }

    static SequenceTable runs() {
        var meanings = meanings(ZstdCodes.RUN_BASE, ZstdCodes.RUN_EXTRA, 0);
        return new SequenceTable(
                meanings, ZstdCodes.RUN_LOG, ZstdCodes.USUAL_RUN_LOG, ZstdCodes.USUAL_RUNS);
    }

    static SequenceTable lengths() {
        var meanings = meanings(ZstdCodes.LENGTH_BASE, ZstdCodes.LENGTH_EXTRA, ZstdCodes.MIN_MATCH);
        return new SequenceTable(
                meanings,
                ZstdCodes.LENGTH_LOG,
                ZstdCodes.USUAL_LENGTH_LOG,
                ZstdCodes.USUAL_LENGTHS);
    }

    static SequenceTable distances() {
        long[] meanings = new long[ZstdCodes.DISTANCES];
        for (int code = 0; code < meanings.length; code++) {
            meanings[code] = 1L << VALUE + code | (long) code << EXTRA;
        }
        return new SequenceTable(
                meanings,
                ZstdCodes.DISTANCE_LOG,
                ZstdCodes.USUAL_DISTANCE_LOG,
                ZstdCodes.USUAL_DISTANCES);
    }

    private static long[] meanings(int[] bases, byte[] extra, int least) {
        long[] meanings = new long[bases.length];
        for (int code = 0; code < meanings.length; code++) {
            meanings[code] = (long) (bases[code] + least) << VALUE | (long) extra[code] << EXTRA;
        }
        return meanings;
    }

    /// A new frame begins.
    void reset() {
        known = false;
    }

    long[] entries() {
        return entries;
    }

    /// {@return the size of the table, as a power of two}
    int log() {
        return log;
    }

    /// Takes on what the block says.
    ///
    /// @param mode two bits (section 3.1.1.3.2.1)
    /// @param to at least eight bytes of `in` follow it
    /// @return the end of the description
    int read(FseReader reader, Where where, int mode, byte[] in, int from, int to)
            throws CorruptImageException {
        if (mode > COMPRESSED && !known) {
            throw new CorruptImageException(
                    where, "the code of a block before", "one, as there is no such block");
        }
        known = true;
        return switch (mode) {
            case USUAL -> {
                entries = usual;
                log = usualLog;
                yield from;
            }
            case RUN -> {
                int symbol = from < to ? in[from] & 0xff : meanings.length;
                if (symbol >= meanings.length) {
                    throw new CorruptImageException(
                            where, "code " + symbol, "one below " + meanings.length);
                }
                own[0] = meanings[symbol];
                entries = own;
                log = 0;
                yield from + 1;
            }
            case COMPRESSED -> {
                int end = reader.read(where, in, from, to, maxLog, meanings.length);
                reader.tabulate(meanings, own);
                entries = own;
                log = reader.log();
                yield end;
            }
            default -> from;
        };
    }
}
