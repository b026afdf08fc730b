package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.ByteOutput;
import dev.diskwright.core.bytes.DoesNotFitException;

/// Directories in the making, one after the other. A header holds for up to 256 names whose inodes are in one metadata
/// block and have near numbers. Of a directory that spans several metadata blocks each block that a header begins in is
/// noted in an index, by the first name there, so that a search begins near.
final class DirectoryWriter {
    /// What a directory's size counts beside its listing, in bytes.
    static final int DOTS = 3;

    /// Names of one header, at most.
    static final int MOST_NAMES = 256;

    private static final int MOST_INDEXED = 0xffff;

    private final MetadataWriter out;
    private final ByteOutput names = new ByteOutput(); // of the header that is being filled
    private final ByteOutput header = new ByteOutput();
    private ByteOutput index = new ByteOutput();
    private int indexCount;
    private long begun; // reference of the directory
    private long size; // of the listing so far, in bytes
    private int count; // of names in `names`
    private long block; // where the header's inodes are
    private long base; // the header's inode number
    private byte[] first = {};
    private long indexed; // the metadata block that was noted last

    DirectoryWriter(MetadataWriter out) {
        this.out = out;
    }

    /// A directory that is done.
    ///
    /// @param size as inodes store it, in bytes
    /// @param index as an extended inode stores it
    record Written(long reference, long size, ByteOutput index, int indexCount) {
        boolean isIndexed() {
            return indexCount > 0;
        }
    }

    void begin() {
        begun = out.reference();
        indexed = begun >>> 16;
        size = 0;
        index = new ByteOutput();
        indexCount = 0;
    }

    /// Adds a name, in the order of the names' bytes.
    ///
    /// @param type the basic kind of its inode
    /// @param reference where its inode is
    void add(byte[] name, int type, int number, long reference) {
        long delta = number - base;
        if (count == MOST_NAMES
                || count > 0
                        && (reference >>> 16 != block
                                || delta != (short) delta
                                || names.size() >= BlockSizes.METADATA)) {
            endHeader();
        }
        if (count == 0) {
            block = reference >>> 16;
            base = number;
            first = name;
        }
        names.u16(reference & 0xffff).u16(number - base).u16(type).u16(name.length - 1L).raw(name);
        count++;
    }

    private void endHeader() {
        long place = out.reference();
        if (place >>> 16 != indexed && indexCount < MOST_INDEXED) {
            index.u32(size).u32(place >>> 16).u32(first.length - 1L).raw(first);
            indexCount++;
            indexed = place >>> 16;
        }
        out.write(header.clear().u32(count - 1L).u32(block).u32(base));
        out.write(names);
        size += header.size() + names.size();
        names.clear();
        count = 0;
    }

    Written end() throws DoesNotFitException {
        if (count > 0) {
            endHeader();
        }
        if (size + DOTS > 0xffff_ffffL) {
            throw Limits.exceeded("a directory of %d bytes".formatted(size), "4 GiB");
        }
        return new Written(begun, size + DOTS, index, indexCount);
    }
}
