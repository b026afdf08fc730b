package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.util.Map;
import java.util.TreeMap;

/// How often each cluster of a file is referred to, and by what. Two bytes of memory for each cluster of the pages that
/// are referred to, 128 MiB at most.
final class References {
    private static final int PAGE = 8192; // clusters
    private static final int MAX_PAGES = 8192;
    private static final int KIND_BITS = 3;

    /// Where counting ends: this often, or more.
    static final int MAX_COUNT = (1 << (16 - KIND_BITS)) - 1;

    private final Map<Long, char[]> pages = new TreeMap<>();
    private final Where where;

    References(Where where) {
        this.where = where;
    }

    /// What refers to a cluster.
    enum Kind {
        /// Guest data, compressed or not: shared by snapshots.
        DATA(1),
        /// An L2 table: shared by snapshots.
        L2_TABLE(1 << 1),
        /// Everything else: used once.
        EXCLUSIVE(1 << 2);

        private final int bit;

        Kind(int bit) {
            this.bit = bit;
        }
    }

    /// Counts `times` references to a cluster, at most 65536.
    ///
    /// @throws UnsupportedImageException if the references are so scattered that they would take too much memory
    void add(long cluster, Kind kind, int times) throws UnsupportedImageException {
        char[] page = pages.get(cluster / PAGE);
        if (page == null) {
            if (pages.size() == MAX_PAGES) {
                throw new UnsupportedImageException(
                        where,
                        "checking a file of more than %d clusters".formatted(PAGE * MAX_PAGES));
            }
            page = new char[PAGE];
            pages.put(cluster / PAGE, page);
        }
        int index = (int) (cluster % PAGE);
        int count = Math.min(MAX_COUNT, (page[index] >>> KIND_BITS) + times);
        int kinds = page[index] & ((1 << KIND_BITS) - 1) | kind.bit;
        page[index] = (char) (count << KIND_BITS | kinds);
    }

    /// {@return how often a cluster is referred to, at most [#MAX_COUNT]}
    int count(long cluster) {
        char[] page = pages.get(cluster / PAGE);
        return page == null ? 0 : page[(int) (cluster % PAGE)] >>> KIND_BITS;
    }

    /// {@return whether things refer to a cluster that cannot share one}
    boolean clash(long cluster) {
        char[] page = pages.get(cluster / PAGE);
        if (page == null) {
            return false;
        }
        int kinds = page[(int) (cluster % PAGE)] & ((1 << KIND_BITS) - 1);
        return Integer.bitCount(kinds) > 1 || kinds == Kind.EXCLUSIVE.bit && count(cluster) > 1;
    }

    /// {@return the first cluster at or behind `from` that may be referred to; Long.MAX_VALUE if there is none}
    long next(long from) {
        if (pages.containsKey(from / PAGE)) {
            return from;
        }
        for (long page : pages.keySet()) {
            if (page * PAGE > from) {
                return page * PAGE;
            }
        }
        return Long.MAX_VALUE;
    }
}
