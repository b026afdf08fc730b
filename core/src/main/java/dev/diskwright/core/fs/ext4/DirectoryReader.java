package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Reads directories entry by entry. An indexed one is read the same way: its index nodes look like unused entries to
/// who does not know them.
final class DirectoryReader {
    private final Volume volume;
    private final Sink sink;

    DirectoryReader(Volume volume, Sink sink) {
        this.volume = volume;
        this.sink = sink;
    }

    /// Told of each entry that is in use, `.` and `..` included.
    interface Sink {
        /// @param block with the entry
        /// @param at offset of the entry in the block, in bytes
        void entry(Where where, DirectoryBlock block, long at) throws IOException;
    }

    /// Tells the sink of the entries in one block of a directory.
    ///
    /// @param directory its inode's number
    /// @param logical block of the directory
    /// @param physical block of the volume
    /// @throws CorruptImageException at the first contradiction
    void block(long directory, InodeRecord inode, long logical, long physical) throws IOException {
        MemorySegment bytes = volume.block(physical);
        var block = new DirectoryBlock(bytes);
        Where where = volume.at("block %d of directory %d".formatted(logical, directory), physical);
        boolean index = inode.has(InodeRecord.INDEXED) && IndexNode.isIn(block, logical);
        long end = bytes.byteSize();
        if (volume.superblock().hasMetadataChecksums()) {
            int seed = volume.checksums().inodeSeed(directory, inode.generation());
            if (index) {
                IndexNode.of(block, where).checkChecksum(where, seed);
            } else {
                checkLeaf(block, where, seed);
                end = block.tailOffset();
            }
        }
        entries(block, where, end);
    }

    /// Tells the sink of the entries of an inline directory. The two it has no entry for, `.` and `..`, are not told of.
    ///
    /// @param directory its inode's number
    /// @throws CorruptImageException at the first contradiction
    void inline(long directory, InlineData data) throws IOException {
        MemorySegment first = data.firstEntries();
        entries(new DirectoryBlock(first), data.firstAt(directory), first.byteSize());
        MemorySegment more = data.moreEntries();
        entries(new DirectoryBlock(more), data.moreAt(directory), more.byteSize());
    }

    private void entries(DirectoryBlock block, Where where, long end) throws IOException {
        for (long at = 0; at < end; at += block.recordLength(at)) {
            Where entry = where.field("entry", at);
            checkEntry(block, entry, at, end);
            if (block.inode(at) != 0) {
                checkUsed(block, entry, at);
                sink.entry(entry, block, at);
            }
        }
    }

    private static void checkLeaf(DirectoryBlock block, Where where, int seed)
            throws CorruptImageException {
        if (!block.hasTail()) {
            throw new CorruptImageException(
                    where.field("tail", block.tailOffset()), "no checksum", "one");
        }
        long expected = Ext4Checksums.directoryLeaf(seed, block.bytes()) & 0xffff_ffffL;
        if (block.checksum() != expected) {
            throw new CorruptImageException(
                    where.field("checksum", block.tailOffset() + 8),
                    "0x%08x".formatted(block.checksum()),
                    "0x%08x".formatted(expected));
        }
    }

    private static void checkEntry(DirectoryBlock block, Where where, long at, long end)
            throws CorruptImageException {
        if (end - at < DirectoryBlock.entrySize(1)) {
            throw new CorruptImageException(
                    where, "%d bytes left".formatted(end - at), "room for an entry");
        }
        int length = block.recordLength(at);
        if (length < DirectoryBlock.entrySize(1) || length % 4 != 0 || length > end - at) {
            throw new CorruptImageException(
                    where.field("recordLength", at + 4),
                    Integer.toString(length),
                    "a multiple of 4 from 12 to %d".formatted(end - at));
        }
        if (block.nameLength(at) + DirectoryBlock.ENTRY_HEADER > length) {
            throw new CorruptImageException(
                    where.field("nameLength", at + 6),
                    Integer.toString(block.nameLength(at)),
                    "at most %d".formatted(length - DirectoryBlock.ENTRY_HEADER));
        }
    }

    private void checkUsed(DirectoryBlock block, Where where, long at)
            throws CorruptImageException {
        Superblock superblock = volume.superblock();
        long inode = block.inode(at);
        boolean reserved = inode < superblock.firstInode() && inode != Superblock.ROOT_INODE;
        if (inode > superblock.inodesCount() || reserved) {
            throw new CorruptImageException(
                    where.field("inode", at),
                    Long.toString(inode),
                    "2 or %d to %d".formatted(superblock.firstInode(), superblock.inodesCount()));
        }
        int length = block.nameLength(at);
        for (int i = 0; i < length; i++) {
            int c = LittleEndian.u8(block.bytes(), at + DirectoryBlock.ENTRY_HEADER + i);
            if (c == 0 || c == '/') {
                throw new CorruptImageException(
                        where.field("name", at + DirectoryBlock.ENTRY_HEADER),
                        "byte 0x%02x".formatted(c),
                        "a name without NUL and slash");
            }
        }
        if (length == 0) {
            throw new CorruptImageException(where.field("nameLength", at + 6), "0", "1 or more");
        }
    }
}
