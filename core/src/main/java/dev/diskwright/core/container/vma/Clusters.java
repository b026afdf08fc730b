package dev.diskwright.core.container.vma;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.util.Arrays;

/// Where the blocks of a device lie in the file. A run is clusters that follow each other on the device and in the file:
/// all zero, all full, or with masks of their own, two bytes each. Costs some 20 bytes a run, and a run is an extent's
/// worth of clusters in the archives that are written in order. First filled, then [#complete]d, then asked.
final class Clusters {
    private static final int ZERO = -1; // in place of masks
    private static final int FULL = -2;
    private static final int MIXED_LENGTH = 64; // clusters at most, as their masks are added up
    private static final int MOST_RUNS = 1 << 23;
    private static final long LONGEST = 1L << 31;

    private final Where where;
    private final Tables.Device device;
    private int runs;
    private int[] starts = new int[16]; // cluster numbers, unsigned
    private int[] counts = new int[16]; // clusters, unsigned
    private long[] offsets = new long[16]; // of the first block in the file
    private int[] maskAts = new int[16]; // index of the first mask, or ZERO, or FULL
    private short[] masks = new short[16];
    private int maskCount;
    private long nextOffset; // behind the last run's blocks
    private boolean ascending = true;

    Clusters(Where where, Tables.Device device) {
        this.where = where;
        this.device = device;
    }

    /// Notes a cluster.
    ///
    /// @param mask of the blocks that are stored
    /// @param offset of the first of them in the file
    /// @throws UnsupportedImageException if they are too many in too little order
    void add(long cluster, int mask, long offset) throws ImageException {
        int last = runs - 1;
        boolean follows =
                runs > 0 && cluster == end(last) && (offset == nextOffset || isZero(last, mask));
        nextOffset = offset + ((long) Integer.bitCount(mask) << Fields.BLOCK_BITS);
        if (follows && extend(last, mask)) {
            return;
        }
        if (runs == MOST_RUNS) {
            throw new UnsupportedImageException(
                    where.structure("blocks", offset),
                    "an order of clusters with more than %d jumps".formatted(MOST_RUNS));
        }
        ascending &= runs == 0 || cluster >= end(last);
        if (runs == starts.length) {
            int capacity = runs + (runs >> 1);
            starts = Arrays.copyOf(starts, capacity);
            counts = Arrays.copyOf(counts, capacity);
            offsets = Arrays.copyOf(offsets, capacity);
            maskAts = Arrays.copyOf(maskAts, capacity);
        }
        starts[runs] = (int) cluster;
        counts[runs] = 1;
        offsets[runs] = offset;
        maskAts[runs] = mask == 0 ? ZERO : mask == Fields.FULL ? FULL : addMask(mask);
        runs++;
    }

    private boolean isZero(int run, int mask) {
        return maskAts[run] == ZERO && mask == 0;
    }

    private boolean extend(int run, int mask) {
        switch (maskAts[run]) {
            case ZERO, FULL -> {
                int uniform = maskAts[run] == ZERO ? 0 : Fields.FULL;
                if (mask != uniform || count(run) >= LONGEST) {
                    return false;
                }
            }
            default -> {
                if (counts[run] >= MIXED_LENGTH) {
                    return false;
                }
                addMask(mask);
            }
        }
        counts[run]++;
        return true;
    }

    private int addMask(int mask) {
        if (maskCount == masks.length) {
            masks = Arrays.copyOf(masks, maskCount + (maskCount >> 1));
        }
        masks[maskCount] = (short) mask;
        return maskCount++;
    }

    /// Told of what is wrong with the listing of a device.
    interface Gaps {
        void missing(long first, long end) throws ImageException;

        void twice(long first, long end, Where place) throws ImageException;
    }

    /// Puts the runs in the order of the device; each of its clusters must be there once.
    void complete(Gaps gaps) throws ImageException {
        if (!ascending) {
            sort();
        }
        long next = 0;
        for (int i = 0; i < runs; i++) {
            if (start(i) > next) {
                gaps.missing(next, start(i));
            } else if (start(i) < next) {
                gaps.twice(start(i), Math.min(next, end(i)), where.structure("blocks", offsets[i]));
            }
            next = Math.max(next, end(i));
        }
        long clusters = Fields.clusters(device.size());
        if (next < clusters) {
            gaps.missing(next, clusters);
        }
    }

    /// The same for one who cannot do without.
    void complete() throws ImageException {
        complete(
                new Gaps() {
                    @Override
                    public void missing(long first, long end) throws CorruptImageException {
                        throw new CorruptImageException(
                                where.inside(device.name()),
                                "no clusters %d to %d".formatted(first, end - 1),
                                "every cluster");
                    }

                    @Override
                    public void twice(long first, long end, Where place)
                            throws CorruptImageException {
                        throw new CorruptImageException(
                                place,
                                "cluster %d of %s again".formatted(first, device.name()),
                                "every cluster once");
                    }
                });
    }

    private void sort() {
        long[] keys = new long[runs];
        for (int i = 0; i < runs; i++) {
            keys[i] = start(i) << 31 | i; // an unsigned 32-bit number above a positive one
        }
        Arrays.sort(keys);
        int[] newStarts = new int[runs];
        int[] newCounts = new int[runs];
        long[] newOffsets = new long[runs];
        int[] newMaskAts = new int[runs];
        for (int i = 0; i < runs; i++) {
            int from = (int) (keys[i] & Integer.MAX_VALUE);
            newStarts[i] = starts[from];
            newCounts[i] = counts[from];
            newOffsets[i] = offsets[from];
            newMaskAts[i] = maskAts[from];
        }
        starts = newStarts;
        counts = newCounts;
        offsets = newOffsets;
        maskAts = newMaskAts;
    }

    private long start(int run) {
        return Integer.toUnsignedLong(starts[run]);
    }

    private long count(int run) {
        return Integer.toUnsignedLong(counts[run]);
    }

    private long end(int run) {
        return start(run) + count(run);
    }

    /// {@return the run that holds a block of the device}
    private int runAt(long block) {
        long cluster = block / Fields.BLOCKS;
        int low = 0;
        int high = runs - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (start(middle) <= cluster) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// Blocks that are all zero, or that lie one behind the other in the file.
    ///
    /// @param count of blocks
    /// @param offset in the file; -1 if zero
    record Blocks(long count, long offset) {
        boolean isZero() {
            return offset < 0;
        }
    }

    /// {@return what begins with a block of the device} Goes as far as the run at most.
    Blocks at(long block) {
        int run = runAt(block);
        long first = start(run) * Fields.BLOCKS;
        long end = end(run) * Fields.BLOCKS;
        return switch (maskAts[run]) {
            case ZERO -> new Blocks(end - block, -1);
            case FULL ->
                    new Blocks(end - block, offsets[run] + ((block - first) << Fields.BLOCK_BITS));
            default -> mixed(run, block - first, end - first);
        };
    }

    private Blocks mixed(int run, long block, long end) {
        boolean stored = isStored(run, block);
        long next = block + 1;
        while (next < end && isStored(run, next) == stored) {
            next++;
        }
        return new Blocks(next - block, stored ? storedOffset(run, block) : -1);
    }

    private boolean isStored(int run, long block) {
        int mask = masks[maskAts[run] + (int) (block / Fields.BLOCKS)];
        return (mask >> block % Fields.BLOCKS & 1) != 0;
    }

    private long storedOffset(int run, long block) {
        int at = maskAts[run];
        int last = at + (int) (block / Fields.BLOCKS);
        long before = Integer.bitCount(masks[last] & (1 << block % Fields.BLOCKS) - 1);
        for (; at < last; at++) {
            before += Integer.bitCount(masks[at] & Fields.FULL);
        }
        return offsets[run] + (before << Fields.BLOCK_BITS);
    }
}
