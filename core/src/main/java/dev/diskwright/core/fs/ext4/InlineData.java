package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.Scattered;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Contents that lie in the inode itself (feature inline_data; kernel documentation, "Inline Data"): the first 60 bytes in
/// the block field, the rest in the value of the extended attribute `system.data`, which is not one of the file's.
///
/// @param inode whose contents these are
/// @param offset of the inode in the volume, in bytes
/// @param valueOffset of the rest in the inode, in bytes
/// @param valueLength of the rest, in bytes
record InlineData(Where where, InodeRecord inode, long offset, long valueOffset, long valueLength) {
    /// The attribute that holds the rest.
    static final String ATTRIBUTE = "system.data";

    /// {@return the contents of an inode that has them inline}
    ///
    /// @throws CorruptImageException if the attribute is missing or damaged
    static InlineData of(Volume volume, long number, InodeRecord inode, XattrEntries.Values values)
            throws IOException {
        Where where = volume.inodeAt(number);
        XattrEntries entries = XattrEntries.inInode(inode, where, values);
        var place = new long[] {0, -1};
        if (entries != null) {
            entries.read((entry, _, name, value) -> {
                if (name.equals(ATTRIBUTE)) {
                    long at = entry.fieldOffset() - where.fieldOffset();
                    place[0] = entries.base() + LittleEndian.u16(inode.bytes(), at + 2);
                    place[1] = value.byteSize();
                }
            });
        }
        if (place[1] < 0) {
            throw new CorruptImageException(where, "no attribute system.data", "the inline data's");
        }
        return new InlineData(where, inode, where.offset(), place[0], place[1]);
    }

    /// {@return number of bytes there is room for}
    long room() {
        return InodeRecord.BLOCK_SIZE + valueLength;
    }

    /// {@return the contents, where they lie in the volume}
    Scattered content(Volume volume) throws CorruptImageException {
        long size = inode.size();
        if (size < 0 || size > room()) {
            throw new CorruptImageException(
                    where.field("size", 0x04),
                    Long.toUnsignedString(size),
                    "at most the %d bytes of inline data".formatted(room()));
        }
        var builder = new Scattered.Builder();
        builder.add(0, InodeRecord.BLOCK_SIZE, offset + InodeRecord.BLOCK_OFFSET);
        if (valueLength > 0) {
            builder.add(InodeRecord.BLOCK_SIZE, valueLength, offset + valueOffset);
        }
        return builder.build(volume.source(), size);
    }

    /// Size of the number that an inline directory begins with, in bytes.
    private static final int PARENT_SIZE = 4;

    /// {@return inode of the directory that an inline directory is in: it has no entries for that and itself}
    long parent() {
        return LittleEndian.u32(inode.block(), 0);
    }

    /// {@return entries in the block field}
    MemorySegment firstEntries() {
        return inode.block().asSlice(PARENT_SIZE);
    }

    /// {@return where these lie}
    Where firstAt(long directory) {
        return where.structure(
                "entries of inline directory " + directory,
                offset + InodeRecord.BLOCK_OFFSET + PARENT_SIZE);
    }

    /// {@return entries in the attribute}
    MemorySegment moreEntries() {
        return inode.bytes().asSlice(valueOffset, valueLength);
    }

    /// {@return where these lie}
    Where moreAt(long directory) {
        return where.structure("entries of inline directory " + directory, offset + valueOffset);
    }
}
