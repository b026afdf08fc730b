package dev.diskwright.core.fs.ext4;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where in the volume everything lies that belongs to inodes: first the journal, then directories, extended
/// attributes, and the other files in the order of their slots. Blocks are handed out in ascending order, so that a
/// file is in one piece unless metadata of groups lie in between. Takes 16 bytes an extent and 8 a file.
final class Placement {
    private static final long[] NONE = {};

    private final Inventory inventory;
    private final Geometry geometry;
    private final FreeSpace free;
    private final long journalBlocks;
    private final int[] firsts;
    private final int[] counts;
    private final Map<Integer, long[]> trees = new HashMap<>();
    private final Map<Integer, Long> attributeBlocks = new HashMap<>();
    private int[] logicals;
    private int[] lengths;
    private long[] physicals;
    private int extents;
    private boolean full;

    private Placement(Inventory inventory, Geometry geometry, long journalBlocks) {
        this.inventory = inventory;
        this.geometry = geometry;
        this.journalBlocks = journalBlocks;
        free = new FreeSpace(geometry);
        firsts = new int[inventory.slots()];
        counts = new int[inventory.slots()];
        logicals = new int[inventory.slots() + 16];
        lengths = new int[inventory.slots() + 16];
        physicals = new long[inventory.slots() + 16];
    }

    /// {@return where everything lies, null if the volume is too small}
    static @Nullable Placement of(Inventory inventory, Geometry geometry, long journalBlocks) {
        if (!geometry.isPossible()
                || geometry.dataBlocks() < inventory.totalBlocks() + journalBlocks
                || geometry.inodes() < inventory.lastInode()) {
            return null;
        }
        var placement = new Placement(inventory, geometry, journalBlocks);
        placement.placeAll();
        return placement.full ? null : placement;
    }

    private void placeAll() {
        place(Inventory.JOURNAL, 0, journalBlocks);
        finish(Inventory.JOURNAL);
        for (int slot = Inventory.ROOT; slot < inventory.slots() && !full; slot++) {
            if (inventory.isDirectory(slot)) {
                placeFile(slot);
            }
        }
        for (int slot = Inventory.ROOT; slot < inventory.slots() && !full; slot++) {
            if (inventory.hasAttributeBlock(slot)) {
                attributeBlocks.put(slot, takeOne());
            }
        }
        for (int slot = Inventory.ROOT; slot < inventory.slots() && !full; slot++) {
            if (!inventory.isDirectory(slot)) {
                placeFile(slot);
            }
        }
    }

    private void placeFile(int slot) {
        long blocks = inventory.blocks(slot);
        if (blocks == 0) {
            return;
        }
        firsts[slot] = extents;
        long[] runs = inventory.runs(slot);
        if (runs == null) {
            place(slot, 0, blocks);
        } else {
            for (int i = 0; i < runs.length; i += 2) {
                place(slot, runs[i], runs[i + 1]);
            }
        }
        finish(slot);
    }

    private void place(int slot, long logical, long blocks) {
        while (blocks > 0 && !full) {
            long start = free.take(Math.min(blocks, ExtentNode.MAX_LENGTH));
            if (start < 0) {
                full = true;
                return;
            }
            if (extents == lengths.length) {
                logicals = Arrays.copyOf(logicals, 2 * extents);
                lengths = Arrays.copyOf(lengths, 2 * extents);
                physicals = Arrays.copyOf(physicals, 2 * extents);
            }
            logicals[extents] = (int) logical;
            lengths[extents] = (int) free.length();
            physicals[extents] = start;
            extents++;
            counts[slot]++;
            logical += free.length();
            blocks -= free.length();
        }
    }

    /// Takes blocks for the tree of extents.
    private void finish(int slot) {
        int needed = ExtentTree.blocks(counts[slot], geometry.blockSize());
        if (needed > 0) {
            var tree = new long[needed];
            for (int i = 0; i < needed; i++) {
                tree[i] = takeOne();
            }
            trees.put(slot, tree);
        }
    }

    private long takeOne() {
        long block = free.take(1);
        full |= block < 0;
        return block;
    }

    Inventory inventory() {
        return inventory;
    }

    Geometry geometry() {
        return geometry;
    }

    long journalBlocks() {
        return journalBlocks;
    }

    /// {@return block behind the last one taken} Everything before it is in use.
    long end() {
        return free.end();
    }

    /// {@return index of a slot's first extent}
    int first(int slot) {
        return firsts[slot];
    }

    /// {@return number of a slot's extents}
    int count(int slot) {
        return counts[slot];
    }

    /// {@return first block in the file that extent `index` holds}
    long logical(int index) {
        return Integer.toUnsignedLong(logicals[index]);
    }

    /// {@return number of blocks in extent `index`}
    int length(int index) {
        return lengths[index];
    }

    /// {@return first block in the volume of extent `index`}
    long physical(int index) {
        return physicals[index];
    }

    /// {@return the blocks of a slot's tree of extents, empty if it fits in the inode}
    long[] tree(int slot) {
        return trees.getOrDefault(slot, NONE);
    }

    /// {@return block of a slot's extended attributes, 0 if it has none}
    long attributeBlock(int slot) {
        return attributeBlocks.getOrDefault(slot, 0L);
    }

    /// {@return number of blocks that belong to a slot, contents and everything else}
    long blocks(int slot) {
        long own = slot == Inventory.JOURNAL ? journalBlocks : inventory.blocks(slot);
        return own + tree(slot).length + (attributeBlock(slot) == 0 ? 0 : 1);
    }
}
