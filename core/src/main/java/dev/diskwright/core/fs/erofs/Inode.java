package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;

/// An inode, as it was read.
///
/// @param where the place
/// @param nid its number
/// @param at offset in the volume
/// @param size of the inode alone, in bytes
/// @param layout of its content, see [Format]
/// @param xattrUnits says how many bytes of attributes are behind it
/// @param mode with the bits that say the kind
/// @param length of its content, in bytes
/// @param place what it says in the field whose meaning goes by its kind
record Inode(
        Where where,
        long nid,
        long at,
        int size,
        int layout,
        int xattrUnits,
        int mode,
        long links,
        long length,
        long place,
        long uid,
        long gid,
        long seconds,
        int nanos) {
    private static final int KNOWN_FORMAT = 0xf;

    /// {@return an inode by its number}
    ///
    /// @param by what names it
    static Inode read(Volume volume, Where by, long nid) throws IOException {
        long at = volume.inodeAt(by, nid);
        Where where = volume.where().structure("inode " + nid, at);
        byte[] bytes = volume.metadata(where, at, Format.COMPACT);
        int format = LittleEndian.u16(bytes, 0);
        if ((format & ~KNOWN_FORMAT) != 0 || format >>> 1 > Format.CHUNKED) {
            throw new CorruptImageException(
                    where.field("i_format", 0),
                    "0x%x".formatted(format),
                    "a version of 0 or 1 and a layout of 0 to 4");
        }
        boolean extended = (format & 1) != 0;
        if (extended) {
            bytes = volume.metadata(where, at, Format.EXTENDED);
        }
        int mode = LittleEndian.u16(bytes, 4);
        if (Format.entryType(mode) == 0) {
            throw new CorruptImageException(
                    where.field("i_mode", 4), "mode 0%o".formatted(mode), "that of a known kind");
        }
        Superblock it = volume.superblock();
        long length = extended ? LittleEndian.s64(bytes, 8) : LittleEndian.u32(bytes, 8);
        if (length < 0) {
            throw new CorruptImageException(
                    where.field("i_size", 8), Long.toUnsignedString(length), "less than 2^63");
        }
        long nanos = extended ? LittleEndian.u32(bytes, 40) : it.buildTimeNanos();
        if (nanos > 999_999_999) {
            throw new CorruptImageException(
                    where.field("i_mtime_nsec", 40), Long.toString(nanos), "less than a second");
        }
        return new Inode(
                where,
                nid,
                at,
                extended ? Format.EXTENDED : Format.COMPACT,
                format >>> 1,
                LittleEndian.u16(bytes, 2),
                mode,
                extended ? LittleEndian.u32(bytes, 44) : LittleEndian.u16(bytes, 6),
                length,
                LittleEndian.u32(bytes, 16),
                extended ? LittleEndian.u32(bytes, 24) : LittleEndian.u16(bytes, 24),
                extended ? LittleEndian.u32(bytes, 28) : LittleEndian.u16(bytes, 26),
                extended ? LittleEndian.s64(bytes, 32) : it.buildTime(),
                (int) nanos);
    }

    int kind() {
        return mode & Format.KIND;
    }

    boolean isDirectory() {
        return kind() == Format.DIRECTORY;
    }

    /// {@return bytes of attributes behind the inode}
    int xattrSize() {
        return xattrUnits == 0 ? 0 : 12 + 4 * (xattrUnits - 1);
    }

    /// {@return offset of what is behind inode and attributes}
    long behind() {
        return at + size + xattrSize();
    }

    int major() {
        return (int) (place >>> 8 & 0xfff);
    }

    int minor() {
        return (int) (place & 0xff | place >>> 12 & 0xfff00);
    }
}
