package dev.diskwright.core.fs.ext4;

import java.util.NavigableMap;
import java.util.TreeMap;

/// One int for each inode, 0 until set; takes memory where something was set.
final class InodeInts {
    private static final int PAGE = 64;
    private static final int[] NONE = new int[PAGE];

    private final NavigableMap<Long, int[]> pages = new TreeMap<>();

    int get(long inode) {
        return pages.getOrDefault(inode / PAGE, NONE)[(int) (inode % PAGE)];
    }

    void set(long inode, int value) {
        pages.computeIfAbsent(inode / PAGE, _ -> new int[PAGE])[(int) (inode % PAGE)] = value;
    }

    /// {@return the first inode from `from` on whose int is not 0; `Long.MAX_VALUE` if there is none}
    long next(long from) {
        Long page = from / PAGE;
        for (var entry = pages.ceilingEntry(page); entry != null; ) {
            long start = entry.getKey() * PAGE;
            for (int i = (int) Math.max(0, from - start); i < PAGE; i++) {
                if (entry.getValue()[i] != 0) {
                    return start + i;
                }
            }
            entry = pages.higherEntry(entry.getKey());
        }
        return Long.MAX_VALUE;
    }

    void increment(long inode) {
        set(inode, get(inode) + 1);
    }
}
