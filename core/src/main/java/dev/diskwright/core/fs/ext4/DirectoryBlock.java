package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.put16;
import static dev.diskwright.core.fs.ext4.LittleEndian.put32;
import static dev.diskwright.core.fs.ext4.LittleEndian.put8;
import static dev.diskwright.core.fs.ext4.LittleEndian.u16;
import static dev.diskwright.core.fs.ext4.LittleEndian.u32;
import static dev.diskwright.core.fs.ext4.LittleEndian.u8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One block of a directory, as a view of its bytes: entries end to end, each saying where the next begins, up to the
/// block's end or its checksum, which is disguised as an unused entry.
///
/// ```
/// entry  0 inode  4 record length  6 name length  7 type  8 name, padded to a multiple of 4
/// tail   0 zero   4 12             6 zero         7 0xde  8 checksum
/// ```
record DirectoryBlock(MemorySegment bytes) {
    /// Size of an entry without its name, in bytes.
    static final int ENTRY_HEADER = 8;

    /// Size of the checksum's entry, in bytes.
    static final int TAIL_SIZE = 12;

    static final int MAX_NAME = 255;

    // Types of entries, where the feature filetype gives them any.
    static final int TYPE_UNKNOWN = 0;
    static final int TYPE_REGULAR = 1;
    static final int TYPE_DIRECTORY = 2;
    static final int TYPE_CHARACTER_DEVICE = 3;
    static final int TYPE_BLOCK_DEVICE = 4;
    static final int TYPE_FIFO = 5;
    static final int TYPE_SOCKET = 6;
    static final int TYPE_SYMBOLIC_LINK = 7;
    static final int TYPE_CHECKSUM = 0xde;

    /// {@return the type that an inode's mode asks for, 0 for no known kind}
    static int typeOf(int mode) {
        return switch (mode & InodeRecord.TYPE_MASK) {
            case InodeRecord.REGULAR -> TYPE_REGULAR;
            case InodeRecord.DIRECTORY -> TYPE_DIRECTORY;
            case InodeRecord.CHARACTER_DEVICE -> TYPE_CHARACTER_DEVICE;
            case InodeRecord.BLOCK_DEVICE -> TYPE_BLOCK_DEVICE;
            case InodeRecord.FIFO -> TYPE_FIFO;
            case InodeRecord.SOCKET -> TYPE_SOCKET;
            case InodeRecord.SYMBOLIC_LINK -> TYPE_SYMBOLIC_LINK;
            default -> TYPE_UNKNOWN;
        };
    }

    /// {@return the least an entry takes, in bytes}
    static int entrySize(int nameLength) {
        return ENTRY_HEADER + nameLength + 3 & ~3;
    }

    long inode(long at) {
        return u32(bytes, at);
    }

    /// {@return bytes from the entry at `at` to the next}
    int recordLength(long at) {
        int raw = u16(bytes, at + 4);
        if (bytes.byteSize() < 65536) {
            return raw;
        }
        return raw == 0xffff || raw == 0 ? 65536 : raw & 0xfffc | (raw & 3) << 16;
    }

    int nameLength(long at) {
        return u8(bytes, at + 6);
    }

    int type(long at) {
        return u8(bytes, at + 7);
    }

    /// {@return a copy of the name's bytes}
    byte[] name(long at) {
        return bytes.asSlice(at + ENTRY_HEADER, nameLength(at)).toArray(ValueLayout.JAVA_BYTE);
    }

    /// Writes an entry.
    ///
    /// @param recordLength bytes to the next entry, a multiple of 4, at most the block's size
    void entry(long at, long inode, int recordLength, int type, byte[] name) {
        put32(bytes, at, inode);
        put16(bytes, at + 4, recordLength == 65536 ? 0xffff : recordLength);
        put8(bytes, at + 6, name.length);
        put8(bytes, at + 7, type);
        MemorySegment.copy(name, 0, bytes, ValueLayout.JAVA_BYTE, at + ENTRY_HEADER, name.length);
    }

    /// {@return offset of the checksum's entry, in bytes}
    long tailOffset() {
        return bytes.byteSize() - TAIL_SIZE;
    }

    /// {@return whether the block ends with a checksum's entry}
    boolean hasTail() {
        long at = tailOffset();
        return u32(bytes, at) == 0
                && u16(bytes, at + 4) == TAIL_SIZE
                && nameLength(at) == 0
                && type(at) == TYPE_CHECKSUM;
    }

    long checksum() {
        return u32(bytes, tailOffset() + 8);
    }

    /// Writes the checksum's entry.
    void tail(int checksum) {
        long at = tailOffset();
        put32(bytes, at, 0);
        put16(bytes, at + 4, TAIL_SIZE);
        put8(bytes, at + 6, 0);
        put8(bytes, at + 7, TYPE_CHECKSUM);
        put32(bytes, at + 8, checksum);
    }
}
