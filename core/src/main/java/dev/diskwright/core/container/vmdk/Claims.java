package dev.diskwright.core.container.vmdk;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which sectors of a file are used, to find those used twice or never. Takes a bit a sector, but hardly anything where
/// all sectors are used.
final class Claims {
    private static final int PART = 1 << 16; // sectors

    private final Map<Long, BitSet> parts = new HashMap<>();
    private final Set<Long> full = new HashSet<>();
    private long claimed;

    /// Claims `count` sectors.
    ///
    /// @return whether none of them was claimed before
    boolean claim(long sector, long count) {
        boolean free = true;
        long end = sector + count;
        for (long at = sector; at < end; ) {
            long index = at / PART;
            int from = (int) (at % PART);
            int to = (int) Math.min(PART, from + end - at);
            free &= claim(index, from, to);
            at += to - from;
        }
        return free;
    }

    private boolean claim(long index, int from, int to) {
        if (full.contains(index)) {
            return false;
        }
        BitSet part = parts.computeIfAbsent(index, _ -> new BitSet());
        int known = part.get(from, to).cardinality();
        part.set(from, to);
        claimed += to - from - known;
        if (to == PART && part.cardinality() == PART) {
            parts.remove(index);
            full.add(index);
        }
        return known == 0;
    }

    /// Claims sectors, claimed before or not.
    void add(long sector, long count) {
        claim(sector, count);
    }

    /// {@return sectors that were claimed}
    long sectors() {
        return claimed;
    }
}
