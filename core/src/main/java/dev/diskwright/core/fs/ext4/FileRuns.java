package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.util.Arrays;

/// Where a file has contents, in blocks. A block is a hole if its contents' extents say that all of it is zero.
final class FileRuns {
    private FileRuns() {}

    /// {@return pairs of first block and number of blocks, ascending, apart}
    static long[] of(BlockSource content, int blockSize) throws IOException {
        var runs = new long[8];
        int used = 0;
        long size = content.size();
        for (long at = 0; at < size; ) {
            Extent extent = content.extentAt(at);
            long from = Math.max(extent.offset(), at);
            at = extent.end();
            if (extent.isZero()) {
                continue;
            }
            long first = from / blockSize;
            long end = Math.ceilDiv(extent.end(), (long) blockSize);
            if (used > 0 && first <= runs[used - 2] + runs[used - 1]) {
                runs[used - 1] = Math.max(end - runs[used - 2], runs[used - 1]);
            } else {
                if (used == runs.length) {
                    runs = Arrays.copyOf(runs, 2 * used);
                }
                runs[used++] = first;
                runs[used++] = end - first;
            }
        }
        return Arrays.copyOf(runs, used);
    }
}
