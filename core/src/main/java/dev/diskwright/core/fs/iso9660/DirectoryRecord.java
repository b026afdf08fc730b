package dev.diskwright.core.fs.iso9660;

import static dev.diskwright.core.fs.iso9660.Bytes.u16;
import static dev.diskwright.core.fs.iso9660.Bytes.u32;
import static dev.diskwright.core.fs.iso9660.Bytes.u8;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;

/// One record of a directory, as a view of its bytes (ECMA-119, 10.1).
///
/// @param where it lies
record DirectoryRecord(MemorySegment bytes, Where where) {
    /// The least a record takes, in bytes.
    static final int LEAST_SIZE = 34;

    private static final int NAME = 33;
    private static final int DIRECTORY = 0x02;
    private static final int ASSOCIATED = 0x04;
    private static final int CONTINUED = 0x80;

    /// {@return the record at `offset` of a sector, whose length is right}
    ///
    /// @param sector its bytes
    /// @param where the sector lies
    static DirectoryRecord at(MemorySegment sector, long offset, Where where)
            throws CorruptImageException {
        Where at = where.field("record", offset);
        int length = u8(sector, offset);
        if (length < LEAST_SIZE || offset + length > sector.byteSize()) {
            throw new CorruptImageException(
                    at,
                    "a record of %d bytes".formatted(length),
                    "%d to %d".formatted(LEAST_SIZE, sector.byteSize() - offset));
        }
        int name = u8(sector, offset + NAME - 1);
        if (name == 0 || NAME + name > length) {
            throw new CorruptImageException(
                    at,
                    "an identifier of %d bytes".formatted(name),
                    "1 to %d".formatted(length - NAME));
        }
        return new DirectoryRecord(sector.asSlice(offset, length), at);
    }

    /// {@return blocks of attributes before the contents}
    private int attributeBlocks() {
        return u8(bytes, 1);
    }

    /// {@return first block of the contents}
    long block() {
        return u32(bytes, 2) + attributeBlocks();
    }

    /// {@return size of the extent's contents in bytes}
    long size() {
        return u32(bytes, 10);
    }

    /// {@return seconds since 1970 UTC}
    long time() {
        return Times.shortTime(bytes, 18);
    }

    private int flags() {
        return u8(bytes, 25);
    }

    boolean isDirectory() {
        return (flags() & DIRECTORY) != 0;
    }

    /// {@return whether the record is of a file that belongs to the one of the same name}
    boolean isAssociated() {
        return (flags() & ASSOCIATED) != 0;
    }

    /// {@return whether the next record has another extent of the same file}
    boolean isContinued() {
        return (flags() & CONTINUED) != 0;
    }

    /// {@return whether the contents lie in pieces with gaps}
    boolean isInterleaved() {
        return u8(bytes, 26) != 0 || u8(bytes, 27) != 0;
    }

    /// {@return which disc of a set holds the contents, from 1}
    int disc() {
        return u16(bytes, 28);
    }

    /// {@return bytes of the identifier}
    byte[] identifier() {
        return Bytes.copy(bytes, NAME, u8(bytes, NAME - 1));
    }

    /// {@return whether this is the directory's record of itself}
    boolean isSelf() {
        return isSpecial(0);
    }

    /// {@return whether this is the directory's record of the one above}
    boolean isParent() {
        return isSpecial(1);
    }

    private boolean isSpecial(int value) {
        return u8(bytes, NAME - 1) == 1 && u8(bytes, NAME) == value;
    }

    /// {@return offset of what follows the identifier and its padding, in bytes; the record's size if nothing does}
    long systemUse() {
        int name = u8(bytes, NAME - 1);
        return Math.min(bytes.byteSize(), NAME + name + (name % 2 == 0 ? 1 : 0));
    }
}
