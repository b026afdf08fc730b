package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;

/// Numbers of the format.
final class Format {
    /// Size of a block that is written, in bytes.
    static final int BLOCK = 4096;

    /// Its logarithm.
    static final int BLOCK_BITS = 12;

    /// Bytes of a slot, which inodes begin at.
    static final int SLOT = 32;

    /// Bytes of an inode that is compact, and of one that is extended.
    static final int COMPACT = 32;

    static final int EXTENDED = 64;

    /// Content in blocks one behind the other.
    static final int FLAT = 0;

    /// Compressed, with 8 bytes a cluster.
    static final int COMPRESSED_FULL = 1;

    /// The same as flat, but for the last block, which is behind the inode.
    static final int INLINE = 2;

    /// Compressed, with 2 or 4 bytes a cluster.
    static final int COMPRESSED_COMPACT = 3;

    /// Content in chunks.
    static final int CHUNKED = 4;

    /// Bytes of a directory's entry.
    static final int ENTRY = 12;

    /// In an index of chunks: a hole.
    static final int HOLE = -1;

    /// In a chunk-based inode: bits of the chunk size.
    static final int CHUNK_BITS = 0x1f;

    /// In a chunk-based inode: 8 bytes a chunk, not 4.
    static final int CHUNK_INDEXES = 0x20;

    /// Bits of the mode that say the kind.
    static final int KIND = 0170000;

    static final int FIFO = 0010000;
    static final int CHARACTER = 0020000;
    static final int DIRECTORY = 0040000;
    static final int BLOCK_DEVICE = 0060000;
    static final int REGULAR = 0100000;
    static final int LINK = 0120000;
    static final int SOCKET = 0140000;

    private Format() {}

    /// {@return the bits of the mode that say the kind}
    static int kind(FileNode node) {
        return switch (node) {
            case Directory _ -> DIRECTORY;
            case RegularFile _ -> REGULAR;
            case SymbolicLink _ -> LINK;
            case SpecialFile it ->
                    switch (it.kind()) {
                        case BLOCK_DEVICE -> BLOCK_DEVICE;
                        case CHARACTER_DEVICE -> CHARACTER;
                        case FIFO -> FIFO;
                        case SOCKET -> SOCKET;
                    };
        };
    }

    /// {@return what a directory's entry calls the kind; 0 for an unknown one}
    static int entryType(int mode) {
        return switch (mode & KIND) {
            case REGULAR -> 1;
            case DIRECTORY -> 2;
            case CHARACTER -> 3;
            case BLOCK_DEVICE -> 4;
            case FIFO -> 5;
            case SOCKET -> 6;
            case LINK -> 7;
            default -> 0;
        };
    }

    /// {@return number of blocks that hold so many bytes}
    static long blocks(long bytes) {
        return Math.ceilDiv(bytes, BLOCK);
    }

    static int align(int value, int to) {
        return (value + to - 1) / to * to;
    }
}
