package dev.diskwright.core.codec;

/// What the codes of sequences mean (RFC 8878, section 3.1.1.3.2.1.1), and the frequencies that everybody knows (section
/// 3.1.1.3.2.2). The arrays are not to be changed.
final class ZstdCodes {
    static final int RUNS = 36; // of literals
    static final int LENGTHS = 53;
    static final int DISTANCES = 31; // one less than there might be, of 2 GiB and more

    /// The shortest copy, in bytes.
    static final int MIN_MATCH = 3;

    /// Distances that are remembered.
    static final int REPEATED = 3;

    // sizes of the largest tables, as powers of two
    static final int RUN_LOG = 9;
    static final int LENGTH_LOG = 9;
    static final int DISTANCE_LOG = 8;

    static final byte[] RUN_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10,
        11, 12, 13, 14, 15, 16
    };
    static final byte[] LENGTH_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    };
    static final int[] RUN_BASE = bases(RUN_EXTRA);
    static final int[] LENGTH_BASE = bases(LENGTH_EXTRA); // less MIN_MATCH

    static final int USUAL_RUN_LOG = 6;
    static final int[] USUAL_RUNS = {
        4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1,
        1, -1, -1, -1, -1
    };
    static final int USUAL_LENGTH_LOG = 6;
    static final int[] USUAL_LENGTHS = {
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
    };
    static final int USUAL_DISTANCE_LOG = 5;
    static final int[] USUAL_DISTANCES = {
        1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
    };

    private ZstdCodes() {}

    private static int[] bases(byte[] extra) {
        int[] bases = new int[extra.length];
        for (int code = 1; code < extra.length; code++) {
            bases[code] = bases[code - 1] + (1 << extra[code - 1]);
        }
        return bases;
    }
}
