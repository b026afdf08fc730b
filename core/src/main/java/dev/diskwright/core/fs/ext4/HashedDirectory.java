package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A directory that outgrew one block: its entries in the order of their hashes, cut into leaves, below an index of one
/// or two levels. In the file come the index's root, its nodes if there are two levels, then the leaves. Takes 4 bytes
/// an entry.
final class HashedDirectory {
    private final int[] order;
    private final int[] starts;
    private final int[] hashes;
    private final int nodeLimit;
    private final int nodes;

    private HashedDirectory(int[] order, int[] starts, int[] hashes, int nodeLimit, int nodes) {
        this.order = order;
        this.starts = starts;
        this.hashes = hashes;
        this.nodeLimit = nodeLimit;
        this.nodes = nodes;
    }

    /// {@return the index's entries that fit in its root}
    static int rootLimit(int blockSize) {
        return (blockSize - DirectoryBlocks.ROOT_ENTRIES - DirectoryBlocks.INDEX_TAIL) / 8;
    }

    /// {@return the index's entries that fit in a node below its root}
    static int nodeLimit(int blockSize) {
        return (blockSize - DirectoryBlocks.NODE_ENTRIES - DirectoryBlocks.INDEX_TAIL) / 8;
    }

    /// {@return the directory as it is to be cut, null if two levels of index cannot hold it}
    static @Nullable HashedDirectory of(Directory directory, DirectoryHash hash, int blockSize) {
        int count = directory.count();
        var keys = new long[count]; // hash, then place in the order of names
        for (int i = 0; i < count; i++) {
            keys[i] = hash.of(FileNames.encode(directory.name(i))) >>> 32 << 31 | i;
        }
        Arrays.sort(keys);
        var order = new int[count];
        var starts = new int[16];
        var hashes = new int[16];
        int leaves = 0;
        int room = 0;
        long last = -1;
        for (int i = 0; i < count; i++) {
            order[i] = (int) keys[i] & Integer.MAX_VALUE;
            long value = keys[i] >>> 31;
            int size = DirectoryBlock.entrySize(FileNames.encode(directory.name(order[i])).length);
            if (size > room) {
                if (leaves + 1 == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * leaves + 2);
                    hashes = Arrays.copyOf(hashes, 2 * leaves + 2);
                }
                starts[leaves] = i;
                hashes[leaves] =
                        (int) (value == last ? value | 1 : value); // 1: goes on from before
                leaves++;
                room = blockSize - DirectoryBlock.TAIL_SIZE;
            }
            room -= size;
            last = value;
        }
        starts[leaves] = count;
        int perNode = nodeLimit(blockSize);
        int nodes = leaves <= rootLimit(blockSize) ? 0 : Math.ceilDiv(leaves, perNode);
        return nodes > rootLimit(blockSize)
                ? null
                : new HashedDirectory(
                        order,
                        Arrays.copyOf(starts, leaves + 1),
                        Arrays.copyOf(hashes, leaves),
                        perNode,
                        nodes);
    }

    /// {@return number of blocks, index and leaves}
    int blocks() {
        return 1 + nodes + leaves();
    }

    int leaves() {
        return hashes.length;
    }

    /// {@return number of nodes between root and leaves, 0 if the root leads to the leaves}
    int nodes() {
        return nodes;
    }

    /// {@return first leaf below a node; of the node behind the last, the number of leaves}
    int firstLeaf(int node) {
        return Math.min(node * nodeLimit, leaves());
    }

    /// {@return least hash in a leaf; its lowest bit says that the leaf before ends with the same}
    int hash(int leaf) {
        return hashes[leaf];
    }

    /// {@return position in the order of hashes of a leaf's first entry; of the leaf behind the last, the number of
    /// entries}
    int start(int leaf) {
        return starts[leaf];
    }

    /// {@return index in the directory of the entry at `position` of the order of hashes}
    int entry(int position) {
        return order[position];
    }
}
