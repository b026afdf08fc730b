package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.u16;
import static dev.diskwright.core.fs.ext4.LittleEndian.u32;
import static dev.diskwright.core.fs.ext4.LittleEndian.u8;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;

/// A node of a directory's index, as a view of its block: hidden behind entries that look unused, an array of hashes
/// with the block that each leads to. The first has no hash; room and count stand in its place.
///
/// ```
/// root   0 "."  12 ".."  24 zero  28 hash version  29 8  30 levels  31 0  32 limit, count, block  40 hash, block ...
/// node   0 unused entry           8 limit, count, block                   16 hash, block ...
/// tail   behind the room for entries, where metadata have checksums: 4 zero bytes, checksum
/// ```
///
/// @param countOffset offset of limit and count in the block, in bytes
record IndexNode(DirectoryBlock block, int countOffset) {
    static final int ROOT_COUNT_OFFSET = 32;
    static final int NODE_COUNT_OFFSET = 8;
    static final int ENTRY_SIZE = 8;
    static final int TAIL_SIZE = 8;

    private static final int ROOT_INFO = 24;
    private static final int ROOT_INFO_SIZE = 8;

    /// {@return whether block `logical` of an indexed directory is a node of the index rather than a leaf} The first one is
    /// the root, whatever is left in it of the leaf that it was; an empty leaf differs from a node by its limit alone.
    static boolean isIn(DirectoryBlock block, long logical) {
        if (logical == 0) {
            return true;
        }
        if (block.recordLength(0) != block.bytes().byteSize()
                || block.inode(0) != 0
                || block.nameLength(0) != 0) {
            return false;
        }
        int room = (int) (block.bytes().byteSize() - NODE_COUNT_OFFSET) / ENTRY_SIZE;
        int limit = u16(block.bytes(), NODE_COUNT_OFFSET);
        return limit == room || limit == room - 1;
    }

    /// {@return the node in a block}
    static IndexNode of(DirectoryBlock block, Where where) throws CorruptImageException {
        boolean root = block.recordLength(0) != block.bytes().byteSize();
        if (root
                && (u32(block.bytes(), ROOT_INFO) != 0
                        || u8(block.bytes(), ROOT_INFO + 5) != ROOT_INFO_SIZE)) {
            throw new CorruptImageException(
                    where.field("root info", ROOT_INFO), "another form", "0 and size 8");
        }
        var node = new IndexNode(block, root ? ROOT_COUNT_OFFSET : NODE_COUNT_OFFSET);
        int room = (int) (block.bytes().byteSize() - node.countOffset) / ENTRY_SIZE;
        if (node.limit() > room || node.limit() < room - 1 || node.count() > node.limit()) {
            throw new CorruptImageException(
                    where.field("limit", node.countOffset),
                    "%d of %d entries".formatted(node.count(), node.limit()),
                    "room for %d".formatted(room));
        }
        return node;
    }

    /// {@return version of the hash, in the root}
    int hashVersion() {
        return u8(block.bytes(), ROOT_INFO + 4);
    }

    /// {@return levels of nodes below the root, in the root}
    int levels() {
        return u8(block.bytes(), ROOT_INFO + 6);
    }

    int unusedFlags() {
        return u8(block.bytes(), ROOT_INFO + 7);
    }

    /// {@return entries that there is room for, the first included}
    int limit() {
        return u16(block.bytes(), countOffset);
    }

    /// {@return entries in use, the first included}
    int count() {
        return u16(block.bytes(), countOffset + 2);
    }

    /// {@return least hash in block [#child(int)] but for its lowest bit, which says that the block before ends with the
    /// same hash; 0 for the first entry}
    long hash(int index) {
        return index == 0 ? 0 : u32(block.bytes(), countOffset + (long) ENTRY_SIZE * index);
    }

    /// {@return block of the directory that an entry leads to}
    long child(int index) {
        return u32(block.bytes(), countOffset + (long) ENTRY_SIZE * index + 4) & 0x0fff_ffff;
    }

    /// Checks the checksum in the tail.
    void checkChecksum(Where where, int seed) throws CorruptImageException {
        long tail = countOffset + (long) ENTRY_SIZE * limit();
        if (tail + TAIL_SIZE > block.bytes().byteSize()) {
            throw new CorruptImageException(
                    where.field("limit", countOffset),
                    Integer.toString(limit()),
                    "room for a checksum");
        }
        long expected =
                Ext4Checksums.directoryIndex(seed, block.bytes(), countOffset, limit(), count())
                        & 0xffff_ffffL;
        long found = u32(block.bytes(), tail + 4);
        if (found != expected) {
            throw new CorruptImageException(
                    where.field("checksum", tail + 4),
                    "0x%08x".formatted(found),
                    "0x%08x".formatted(expected));
        }
    }
}
