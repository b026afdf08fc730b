package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.put16;
import static dev.diskwright.core.fs.ext4.LittleEndian.put32;
import static dev.diskwright.core.fs.ext4.LittleEndian.put8;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import java.lang.foreign.MemorySegment;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The blocks of one directory: a single block of entries in the order of their names, or an index and leaves (kernel
/// documentation, "Directory Entries" and "Hash Tree Directories").
///
/// ```
/// root   . (12 bytes)  .. (to the end)  0, hash version, 8, levels (8 bytes)  entries  tail
/// node   unused entry that spans the block (8 bytes)                          entries  tail
/// entry  hash, block; the first has limit and count (16 bits each) in place of its hash
/// tail   0, checksum
/// ```
final class DirectoryBlocks extends GeneratedBlocks {
    /// Where the index's entries begin in its root, in bytes.
    static final int ROOT_ENTRIES = 0x20;

    /// Where the index's entries begin in a node below the root, in bytes.
    static final int NODE_ENTRIES = 8;

    /// Bytes that the index's checksum takes behind the room for entries.
    static final int INDEX_TAIL = 8;

    private static final byte[] SELF = {'.'};
    private static final byte[] PARENT = {'.', '.'};
    private static final int DOT_SIZE = 12;

    private final Inventory inventory;
    private final int slot;
    private final Directory directory;
    private final @Nullable HashedDirectory hashed;
    private final int blockSize;
    private final int inodeSeed;

    /// @param slot of the directory
    DirectoryBlocks(Inventory inventory, int slot, Ext4Checksums checksums, int blockSize) {
        super(blockSize, inventory.blocks(slot));
        this.inventory = inventory;
        this.slot = slot;
        this.directory = (Directory) inventory.node(slot);
        this.hashed = inventory.hashed(slot);
        this.blockSize = blockSize;
        this.inodeSeed = checksums.inodeSeed(Inventory.inode(slot), 0);
    }

    /// {@return whether a directory of entries of these sizes fits in one block}
    ///
    /// @param entries sum of the sizes of entries without `.` and `..`, in bytes
    static boolean fitsOneBlock(long entries, int blockSize) {
        return 2 * DOT_SIZE + entries + DirectoryBlock.TAIL_SIZE <= blockSize;
    }

    @Override
    void fill(long index, MemorySegment bytes) {
        var block = new DirectoryBlock(bytes);
        if (hashed == null) {
            dots(block, DOT_SIZE);
            entries(block, 2 * DOT_SIZE, 0, directory.count(), i -> i);
        } else if (index == 0) {
            root(block, hashed);
        } else if (index <= hashed.nodes()) {
            node(block, hashed, (int) index - 1);
        } else {
            int leaf = (int) index - 1 - hashed.nodes();
            entries(block, 0, hashed.start(leaf), hashed.start(leaf + 1), hashed::entry);
        }
    }

    private void dots(DirectoryBlock block, int parentSize) {
        int type = DirectoryBlock.TYPE_DIRECTORY;
        block.entry(0, Inventory.inode(slot), DOT_SIZE, type, SELF);
        block.entry(DOT_SIZE, Inventory.inode(inventory.parent(slot)), parentSize, type, PARENT);
    }

    private void entries(DirectoryBlock block, int at, int from, int to, IntUnaryOperator order) {
        int end = blockSize - DirectoryBlock.TAIL_SIZE;
        if (from == to) { // an empty directory: `..` reaches to the end
            dots(block, end - DOT_SIZE);
        }
        for (int i = from; i < to; i++) {
            int entry = order.applyAsInt(i);
            int target = inventory.entry(slot, entry);
            byte[] name = FileNames.encode(directory.name(entry));
            int size = i == to - 1 ? end - at : DirectoryBlock.entrySize(name.length);
            int type = DirectoryBlock.typeOf(InodeTable.typeOf(inventory.node(target)));
            block.entry(at, Inventory.inode(target), size, type, name);
            at += size;
        }
        block.tail(Ext4Checksums.directoryLeaf(inodeSeed, block.bytes()));
    }

    private void root(DirectoryBlock block, HashedDirectory tree) {
        dots(block, blockSize - DOT_SIZE);
        MemorySegment bytes = block.bytes();
        put8(bytes, 0x1c, DirectoryHash.HALF_MD4);
        put8(bytes, 0x1d, 8);
        put8(bytes, 0x1e, tree.nodes() == 0 ? 0 : 1);
        int limit = HashedDirectory.rootLimit(blockSize);
        if (tree.nodes() == 0) {
            index(bytes, ROOT_ENTRIES, limit, tree.leaves(), i -> i, 1, tree);
        } else {
            index(bytes, ROOT_ENTRIES, limit, tree.nodes(), tree::firstLeaf, 1, tree);
        }
    }

    private void node(DirectoryBlock block, HashedDirectory tree, int node) {
        MemorySegment bytes = block.bytes();
        put16(bytes, 4, blockSize);
        int first = tree.firstLeaf(node);
        int count = tree.firstLeaf(node + 1) - first;
        int limit = HashedDirectory.nodeLimit(blockSize);
        int child = 1 + tree.nodes() + first;
        index(bytes, NODE_ENTRIES, limit, count, i -> first + i, child, tree);
    }

    /// @param leaf least leaf below an entry
    /// @param child block that the first entry leads to; those of the others follow
    private void index(
            MemorySegment bytes,
            int at,
            int limit,
            int count,
            IntUnaryOperator leaf,
            int child,
            HashedDirectory tree) {
        put16(bytes, at, limit);
        put16(bytes, at + 2, count);
        put32(bytes, at + 4, child);
        for (int i = 1; i < count; i++) {
            put32(bytes, at + 8L * i, tree.hash(leaf.applyAsInt(i)));
            put32(bytes, at + 8L * i + 4, child + i);
        }
        int checksum = Ext4Checksums.directoryIndex(inodeSeed, bytes, at, limit, count);
        put32(bytes, at + 8L * limit + 4, checksum);
    }
}
