package dev.diskwright.core.codec;

import dev.diskwright.core.block.Extent;
import java.util.Arrays;

/// Runs of zeros, noted in ascending order. When they become too many the short ones are forgotten.
final class ZeroRuns {
    private static final int MOST = 1 << 18;

    private long[] starts = new long[16];
    private long[] ends = new long[16];
    private int count;
    private long shortest = 1;

    void add(long start, long end) {
        if (count > 0 && ends[count - 1] == start) {
            ends[count - 1] = end;
            return;
        }
        if (count > 0 && ends[count - 1] - starts[count - 1] < shortest) {
            count--;
        }
        if (count == MOST) {
            forget();
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    private void forget() {
        while (count > MOST / 2) {
            shortest = Math.max(shortest * 2, 128 << 10);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (ends[i] - starts[i] >= shortest) {
                    starts[kept] = starts[i];
                    ends[kept] = ends[i];
                    kept++;
                }
            }
            count = kept;
        }
    }

    /// {@return the run of one kind that covers `offset`}
    Extent extentAt(long offset, long size) {
        int index = Arrays.binarySearch(starts, 0, count, offset);
        index = index >= 0 ? index : -index - 2;
        if (index >= 0 && offset < ends[index]) {
            return new Extent(starts[index], ends[index] - starts[index], Extent.Kind.ZERO);
        }
        long from = index < 0 ? 0 : ends[index];
        long to = index + 1 < count ? starts[index + 1] : size;
        return new Extent(from, to - from, Extent.Kind.DATA);
    }
}
