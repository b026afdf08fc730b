package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.put16;
import static dev.diskwright.core.fs.ext4.LittleEndian.put32;
import static dev.diskwright.core.fs.ext4.LittleEndian.u16;
import static dev.diskwright.core.fs.ext4.LittleEndian.u32;

import java.lang.foreign.MemorySegment;

/// A node of an extent tree, as a view of its bytes: the inode's block field (the root) or a whole block. A header of
/// 12 bytes, then entries of 12 bytes: extents if the depth is 0, otherwise indexes of nodes one level down. Behind the
/// room for entries a block has a checksum where metadata have any.
record ExtentNode(MemorySegment bytes) {
    static final int MAGIC = 0xf30a;

    /// Size of the header and of each entry, in bytes.
    static final int ENTRY_SIZE = 12;

    /// Levels that a tree has at most below its root.
    static final int MAX_DEPTH = 5;

    /// Entries that fit in the inode.
    static final int ROOT_ENTRIES = InodeRecord.BLOCK_SIZE / ENTRY_SIZE - 1;

    /// Blocks that one extent holds at most.
    static final int MAX_LENGTH = 32768;

    /// {@return entries that fit in a block}
    static int entriesPerBlock(int blockSize) {
        return (blockSize - ENTRY_SIZE) / ENTRY_SIZE;
    }

    /// Writes the header.
    ///
    /// @param count entries in use
    /// @param max entries that there is room for
    /// @param depth levels below this one
    void header(int count, int max, int depth) {
        put16(bytes, 0, MAGIC);
        put16(bytes, 2, count);
        put16(bytes, 4, max);
        put16(bytes, 6, depth);
        put32(bytes, 8, 0);
    }

    int magic() {
        return u16(bytes, 0);
    }

    /// {@return entries in use}
    int count() {
        return u16(bytes, 2);
    }

    /// {@return entries that there is room for}
    int max() {
        return u16(bytes, 4);
    }

    int depth() {
        return u16(bytes, 6);
    }

    /// {@return offset of an entry in this node, in bytes}
    static long offset(int index) {
        return ENTRY_SIZE + (long) ENTRY_SIZE * index;
    }

    /// {@return first block of the file that entry `index` covers, extent or index}
    long logicalBlock(int index) {
        return u32(bytes, offset(index));
    }

    /// {@return number of blocks in an extent, 1 to [#MAX_LENGTH]; 0 only if damaged}
    int length(int index) {
        int raw = u16(bytes, offset(index) + 4);
        return raw > MAX_LENGTH ? raw - MAX_LENGTH : raw;
    }

    /// {@return whether an extent is allocated but reads as zeros}
    boolean unwritten(int index) {
        return u16(bytes, offset(index) + 4) > MAX_LENGTH;
    }

    /// {@return first block of the volume that an extent takes}
    long physicalBlock(int index) {
        return u32(bytes, offset(index) + 8) | (long) u16(bytes, offset(index) + 6) << 32;
    }

    /// Writes a written extent.
    void extent(int index, long logicalBlock, int length, long physicalBlock) {
        put32(bytes, offset(index), logicalBlock);
        put16(bytes, offset(index) + 4, length);
        put16(bytes, offset(index) + 6, physicalBlock >>> 32);
        put32(bytes, offset(index) + 8, physicalBlock);
    }

    /// {@return block of the node that index `index` leads to}
    long child(int index) {
        return u32(bytes, offset(index) + 4) | (long) u16(bytes, offset(index) + 8) << 32;
    }

    /// Writes an index.
    void index(int index, long logicalBlock, long child) {
        put32(bytes, offset(index), logicalBlock);
        put32(bytes, offset(index) + 4, child);
        put16(bytes, offset(index) + 8, child >>> 32);
        put16(bytes, offset(index) + 10, 0);
    }

    /// {@return offset of the checksum in a block, right behind the room for entries, in bytes}
    long checksumOffset() {
        return offset(max());
    }

    long checksum() {
        return u32(bytes, checksumOffset());
    }

    void checksum(int checksum) {
        put32(bytes, checksumOffset(), checksum);
    }
}
