package dev.diskwright.core.fs.ext4;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A set of block numbers, as bits in pages that exist where something was added; full pages share one.
final class BlockSet {
    private static final int PAGE_BITS = 4096;
    private static final long[] FULL = full();
    private static final long[] EMPTY = new long[PAGE_BITS / 64];

    private final Map<Long, long[]> pages = new HashMap<>();

    private static long[] full() {
        var page = new long[PAGE_BITS / 64];
        Arrays.fill(page, -1);
        return page;
    }

    /// {@return whether any of `count` blocks from `first` on is in the set}
    boolean containsAny(long first, long count) {
        for (long at = first; at < first + count; at += 64) {
            long rest = first + count - at;
            long mask = rest >= 64 ? -1 : (1L << rest) - 1;
            if ((word(at) & mask) != 0) {
                return true;
            }
        }
        return false;
    }

    boolean contains(long block) {
        return (page(block)[(int) (block % PAGE_BITS) >> 6] >>> block & 1) != 0;
    }

    /// Adds `count` blocks from `first` on.
    void add(long first, long count) {
        for (long at = first; at < first + count; ) {
            long index = at / PAGE_BITS;
            long end = Math.min(first + count, (index + 1) * PAGE_BITS);
            if (end - at == PAGE_BITS) {
                pages.put(index, FULL);
            } else { // a full page stays as it is
                long[] page = pages.computeIfAbsent(index, _ -> new long[PAGE_BITS / 64]);
                for (long block = at; block < end; block++) {
                    page[(int) (block % PAGE_BITS) >> 6] |= 1L << block;
                }
                if (Arrays.equals(page, FULL)) {
                    pages.put(index, FULL);
                }
            }
            at = end;
        }
    }

    /// {@return blocks `first` to `first + 63` as bits, the first lowest}
    long word(long first) {
        int shift = (int) (first & 63);
        long low = page(first)[(int) (first % PAGE_BITS) >> 6] >>> shift;
        if (shift == 0) {
            return low;
        }
        long next = first + 64;
        return low | page(next)[(int) (next % PAGE_BITS) >> 6] << 64 - shift;
    }

    private long[] page(long block) {
        return pages.getOrDefault(block / PAGE_BITS, EMPTY);
    }
}
