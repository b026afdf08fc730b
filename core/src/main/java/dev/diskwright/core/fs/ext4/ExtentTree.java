package dev.diskwright.core.fs.ext4;

import java.lang.foreign.MemorySegment;

/// Builds the tree that leads from an inode to its extents: as flat as can be, its nodes full, leaves first among its
/// blocks (kernel documentation, "Extent Tree").
final class ExtentTree {
    private final Placement placement;
    private final int slot;
    private final int perBlock;

    ExtentTree(Placement placement, int slot) {
        this.placement = placement;
        this.slot = slot;
        perBlock = ExtentNode.entriesPerBlock(placement.geometry().blockSize());
    }

    /// {@return number of blocks that the tree of so many extents takes beside the inode}
    static int blocks(int extents, int blockSize) {
        int sum = 0;
        int entries = extents;
        while (entries > ExtentNode.ROOT_ENTRIES) {
            entries = Math.ceilDiv(entries, ExtentNode.entriesPerBlock(blockSize));
            sum += entries;
        }
        return sum;
    }

    /// Writes the root.
    ///
    /// @param block field of the inode, zeros
    void writeRoot(MemorySegment block) {
        int entries = placement.count(slot);
        int depth = 0;
        int children = 0; // index in the tree's blocks of the first node one level down
        int below = 0;
        while (entries > ExtentNode.ROOT_ENTRIES) {
            children += below;
            entries = Math.ceilDiv(entries, perBlock);
            below = entries;
            depth++;
        }
        write(new ExtentNode(block), ExtentNode.ROOT_ENTRIES, depth, 0, entries, children);
    }

    /// Writes one block of the tree.
    ///
    /// @param index in the tree's blocks
    void writeBlock(int index, int inodeSeed, MemorySegment bytes) {
        int entries = placement.count(slot);
        int depth = 0;
        int children = 0;
        int level = 0; // index of the first node of this level
        int nodes = Math.ceilDiv(entries, perBlock);
        while (index >= level + nodes) {
            children = level;
            level += nodes;
            entries = nodes;
            nodes = Math.ceilDiv(entries, perBlock);
            depth++;
        }
        int first = (index - level) * perBlock;
        var node = new ExtentNode(bytes);
        write(node, perBlock, depth, first, Math.min(perBlock, entries - first), children);
        node.checksum(Ext4Checksums.extentBlock(inodeSeed, node));
    }

    private void write(ExtentNode node, int max, int depth, int first, int count, int children) {
        node.header(count, max, depth);
        long span = 1; // extents below an entry
        for (int level = 0; level < depth; level++) {
            span *= perBlock;
        }
        for (int i = 0; i < count; i++) {
            int extent = placement.first(slot) + Math.toIntExact((first + i) * span);
            if (depth == 0) {
                node.extent(
                        i,
                        placement.logical(extent),
                        placement.length(extent),
                        placement.physical(extent));
            } else {
                long child = placement.tree(slot)[children + first + i];
                node.index(i, placement.logical(extent), child);
            }
        }
    }
}
