package dev.diskwright.core.fs.ext4;

/// Where the metadata of up to 16 neighbouring groups lie (feature flex_bg): block bitmaps, inode bitmaps and inode
/// tables one behind the other from the start of the first group on, around the copies of the superblock.
final class FlexGroup {
    private final Geometry geometry;
    private final int first;
    private final int count;
    private final long[] blockBitmaps;
    private final long[] inodeBitmaps;
    private final long[] tables;
    private final long[] runs; // start and end of each reserved run, ascending, disjoint
    private int runCount;
    private long cursor;
    private int nextCopy;

    /// @param index of the flexible group
    FlexGroup(Geometry geometry, int index) {
        this.geometry = geometry;
        first = index * Geometry.GROUPS_PER_FLEX;
        count = Math.min(Geometry.GROUPS_PER_FLEX, geometry.groups() - first);
        blockBitmaps = new long[count];
        inodeBitmaps = new long[count];
        tables = new long[count];
        runs = new long[8 * count + 2];
        cursor = geometry.groupStart(first);
        nextCopy = first;
        for (int i = 0; i < count; i++) {
            blockBitmaps[i] = claim(1);
        }
        for (int i = 0; i < count; i++) {
            inodeBitmaps[i] = claim(1);
        }
        for (int i = 0; i < count; i++) {
            tables[i] = claim(geometry.tableBlocks());
        }
        while (nextCopy < first + count) {
            passCopy();
        }
    }

    private long claim(int blocks) {
        while (nextCopy < first + count
                && (geometry.copyBlocks(nextCopy) == 0
                        || geometry.groupStart(nextCopy) < cursor + blocks)) {
            passCopy();
        }
        long start = cursor;
        reserve(start, start + blocks);
        cursor += blocks;
        return start;
    }

    /// The copy at the start of the next group is reserved, and the cursor does not lie before its end.
    private void passCopy() {
        int blocks = geometry.copyBlocks(nextCopy);
        long start = geometry.groupStart(nextCopy);
        if (blocks > 0) {
            reserve(start, start + blocks);
            cursor = Math.max(cursor, start + blocks);
        }
        nextCopy++;
    }

    private void reserve(long start, long end) {
        if (runCount > 0 && runs[2 * runCount - 1] == start) {
            runs[2 * runCount - 1] = end;
        } else {
            runs[2 * runCount] = start;
            runs[2 * runCount + 1] = end;
            runCount++;
        }
    }

    /// {@return number of its first group}
    int first() {
        return first;
    }

    /// {@return number of groups}
    int count() {
        return count;
    }

    /// {@return its first block}
    long start() {
        return geometry.groupStart(first);
    }

    /// {@return block behind its last}
    long limit() {
        return geometry.groupEnd(first + count - 1);
    }

    /// {@return block behind the last reserved one; beyond [#limit()] if there is too little room}
    long end() {
        return runs[2 * runCount - 1];
    }

    /// {@return block of the block bitmap of group [#first()] + `index`}
    long blockBitmap(int index) {
        return blockBitmaps[index];
    }

    /// {@return block of the inode bitmap of group [#first()] + `index`}
    long inodeBitmap(int index) {
        return inodeBitmaps[index];
    }

    /// {@return first block of the inode table of group [#first()] + `index`}
    long table(int index) {
        return tables[index];
    }

    /// {@return number of runs of reserved blocks, 1 or more}
    int runCount() {
        return runCount;
    }

    long runStart(int run) {
        return runs[2 * run];
    }

    long runEnd(int run) {
        return runs[2 * run + 1];
    }

    /// {@return number of reserved blocks between `from` and `to`}
    long reserved(long from, long to) {
        long sum = 0;
        for (int run = 0; run < runCount; run++) {
            sum += Math.max(0, Math.min(to, runEnd(run)) - Math.max(from, runStart(run)));
        }
        return sum;
    }
}
