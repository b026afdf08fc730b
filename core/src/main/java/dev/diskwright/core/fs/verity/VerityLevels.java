package dev.diskwright.core.fs.verity;

import java.util.ArrayList;
import java.util.List;

/// Where the levels of a tree of hashes lie.
///
/// @param dataBlocks number of blocks that are proved
/// @param counts hash blocks of each level, the leaves first
record VerityLevels(long dataBlocks, List<Long> counts) {
    static final int BLOCK = 4096; // bytes, of data and of hashes
    static final int DIGEST = 32;
    static final int PER_BLOCK = BLOCK / DIGEST;

    static VerityLevels of(long dataBlocks) {
        var counts = new ArrayList<Long>();
        for (long below = dataBlocks; below > 1; below = counts.getLast()) {
            counts.add(Math.ceilDiv(below, PER_BLOCK));
        }
        return new VerityLevels(dataBlocks, List.copyOf(counts));
    }

    /// {@return where level `index` begins, in bytes; 0 is that of the leaves, which lies last}
    long offset(int index) {
        long blocks = 1; // the superblock's
        for (int i = counts.size() - 1; i > index; i--) {
            blocks += counts.get(i);
        }
        return blocks * BLOCK;
    }

    /// {@return size of superblock and tree in bytes}
    long size() {
        return (1 + counts.stream().mapToLong(it -> it).sum()) * BLOCK;
    }
}
