package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;

/// An inode without what is of variable length. Of both kinds, basic and extended; what the kind does not store is 0,
/// and [XattrWriter#NONE] for attributes.
///
/// @param where its metadata block, and its place in what that unpacks to
/// @param rest where what is of variable length begins: sizes of blocks, a link's target, a directory's index
/// @param type see [InodeType]
/// @param mode permission bits
/// @param uidIndex number in the id table
/// @param gidIndex number in the id table
/// @param seconds modification time since 1970-01-01 UTC
/// @param number from 1 to the number of inodes
/// @param links number of names; of a directory 2 and its subdirectories
/// @param size in bytes; of a directory that of its listing and 3
/// @param start of a file its first block's offset in the volume; of a directory its metadata block's offset in the table
/// @param offset of a file its offset in the fragment block; of a directory that in the metadata block
/// @param fragment number of the fragment block; -1 for none
/// @param sparse bytes that are not stored, as they are zero
/// @param parent number of the directory's parent
/// @param indexCount entries of the directory's index
/// @param device number of a device, as it is stored
/// @param xattr number of the set of attributes
record Inode(
        Where where,
        Cursor rest,
        int type,
        int mode,
        int uidIndex,
        int gidIndex,
        long seconds,
        long number,
        long links,
        long size,
        long start,
        long offset,
        int fragment,
        long sparse,
        long parent,
        int indexCount,
        long device,
        long xattr) {
    private static final int HEADER = 16; // bytes
    private static final int[] SIZES = {0, 32, 32, 24, 24, 24, 20, 20, 40, 56, 24, 28, 28, 24, 24};

    /// {@return the inode at a reference}
    static Inode read(Volume volume, long reference) throws IOException {
        Superblock it = volume.superblock();
        return read(
                Cursor.at(volume, "inode table", it.inodeTable(), it.directoryTable(), reference));
    }

    /// {@return the inode that begins at `cursor`, which is then behind its fixed part}
    static Inode read(Cursor cursor) throws IOException {
        Where where = cursor.where().field("inode", cursor.offset());
        byte[] bytes = new byte[SIZES[InodeType.EXTENDED + InodeType.FILE]];
        cursor.take(bytes, HEADER);
        int type = LittleEndian.u16(bytes, 0);
        if (type < 1 || type > InodeType.LAST) {
            throw new CorruptImageException(where, "type " + type, "1 to 14");
        }
        int mode = LittleEndian.u16(bytes, 2);
        byte[] more = new byte[SIZES[type] - HEADER];
        cursor.take(more, more.length);
        System.arraycopy(more, 0, bytes, HEADER, more.length);
        var fields = new Fields(bytes);
        switch (type) {
            case InodeType.DIRECTORY -> {
                fields.start = LittleEndian.u32(bytes, 16);
                fields.links = LittleEndian.u32(bytes, 20);
                fields.size = LittleEndian.u16(bytes, 24);
                fields.offset = LittleEndian.u16(bytes, 26);
                fields.parent = LittleEndian.u32(bytes, 28);
            }
            case InodeType.EXTENDED + InodeType.DIRECTORY -> {
                fields.links = LittleEndian.u32(bytes, 16);
                fields.size = LittleEndian.u32(bytes, 20);
                fields.start = LittleEndian.u32(bytes, 24);
                fields.parent = LittleEndian.u32(bytes, 28);
                fields.indexCount = LittleEndian.u16(bytes, 32);
                fields.offset = LittleEndian.u16(bytes, 34);
                fields.xattr = LittleEndian.u32(bytes, 36);
            }
            case InodeType.FILE -> {
                fields.start = LittleEndian.u32(bytes, 16);
                fields.fragment = LittleEndian.s32(bytes, 20);
                fields.offset = LittleEndian.u32(bytes, 24);
                fields.size = LittleEndian.u32(bytes, 28);
                fields.links = 1;
            }
            case InodeType.EXTENDED + InodeType.FILE -> {
                fields.start = LittleEndian.s64(bytes, 16);
                fields.size = LittleEndian.s64(bytes, 24);
                fields.sparse = LittleEndian.s64(bytes, 32);
                fields.links = LittleEndian.u32(bytes, 40);
                fields.fragment = LittleEndian.s32(bytes, 44);
                fields.offset = LittleEndian.u32(bytes, 48);
                fields.xattr = LittleEndian.u32(bytes, 52);
            }
            case InodeType.SYMBOLIC_LINK, InodeType.EXTENDED + InodeType.SYMBOLIC_LINK -> {
                fields.links = LittleEndian.u32(bytes, 16);
                fields.size = LittleEndian.u32(bytes, 20);
            }
            case InodeType.BLOCK_DEVICE, InodeType.CHARACTER_DEVICE -> {
                fields.links = LittleEndian.u32(bytes, 16);
                fields.device = LittleEndian.u32(bytes, 20);
            }
            case InodeType.EXTENDED + InodeType.BLOCK_DEVICE,
                    InodeType.EXTENDED + InodeType.CHARACTER_DEVICE -> {
                fields.links = LittleEndian.u32(bytes, 16);
                fields.device = LittleEndian.u32(bytes, 20);
                fields.xattr = LittleEndian.u32(bytes, 24);
            }
            case InodeType.FIFO, InodeType.SOCKET -> fields.links = LittleEndian.u32(bytes, 16);
            default -> {
                fields.links = LittleEndian.u32(bytes, 16);
                fields.xattr = LittleEndian.u32(bytes, 20);
            }
        }
        return fields.inode(where, cursor.copy(), type, mode);
    }

    /// What the kinds store in different places.
    private static final class Fields {
        private final byte[] bytes;
        private long links;
        private long size;
        private long start;
        private long offset;
        private int fragment = PackedFiles.NO_FRAGMENT;
        private long sparse;
        private long parent;
        private int indexCount;
        private long device;
        private long xattr = XattrWriter.NONE;

        Fields(byte[] bytes) {
            this.bytes = bytes;
        }

        Inode inode(Where where, Cursor rest, int type, int mode) {
            return new Inode(
                    where,
                    rest,
                    type,
                    mode,
                    LittleEndian.u16(bytes, 4),
                    LittleEndian.u16(bytes, 6),
                    LittleEndian.u32(bytes, 8),
                    LittleEndian.u32(bytes, 12),
                    links,
                    size,
                    start,
                    offset,
                    fragment,
                    sparse,
                    parent,
                    indexCount,
                    device,
                    xattr);
        }
    }

    int basicType() {
        return InodeType.basic(type);
    }

    /// {@return number of blocks that a file lists}
    long blockCount(int blockSize) {
        return fragment == PackedFiles.NO_FRAGMENT
                ? Math.ceilDiv(size, blockSize)
                : size / blockSize;
    }

    int major() {
        return (int) (device >>> 8 & 0xfff);
    }

    int minor() {
        return (int) (device & 0xff | device >>> 12 & 0xfff00);
    }
}
