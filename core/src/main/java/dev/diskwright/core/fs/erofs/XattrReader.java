package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.fs.Budget;
import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads extended attributes of inodes.
final class XattrReader {
    private static final int HEADER = 12; // bytes
    private static final int ENTRY = 4;
    private static final int COST = 100; // bytes of memory an attribute, about

    private final Volume volume;
    private final Budget budget;

    XattrReader(Volume volume, Budget budget) {
        this.volume = volume;
        this.budget = budget;
    }

    /// {@return an inode's attributes by full name}
    SortedMap<String, byte[]> read(Inode inode) throws IOException {
        if (inode.xattrUnits() == 0) {
            return Attributes.NO_XATTRS;
        }
        Where where = inode.where().field("xattrs", inode.size());
        int size = inode.xattrSize();
        byte[] bytes = volume.metadata(where, inode.at() + inode.size(), size);
        int shared = bytes[4] & 0xff;
        int at = HEADER + 4 * shared;
        if (at > size) {
            throw new CorruptImageException(
                    where, "%d shared attributes".formatted(shared), "no more than fit");
        }
        var all = new TreeMap<String, byte[]>();
        for (int i = 0; i < shared; i++) {
            long place = LittleEndian.u32(bytes, HEADER + 4 * i);
            shared(where, place, all);
        }
        while (at + ENTRY <= size) {
            int length = entrySize(bytes, at);
            if (length > size - at) {
                throw new CorruptImageException(
                        where,
                        "an attribute of %d bytes".formatted(length),
                        "at most %d".formatted(size - at));
            }
            if (LittleEndian.u32(bytes, at) == 0) {
                break; // padding
            }
            entry(where, bytes, at, all);
            at += Format.align(length, 4);
        }
        return all;
    }

    private static int entrySize(byte[] bytes, int at) {
        return ENTRY + (bytes[at] & 0xff) + LittleEndian.u16(bytes, at + 2);
    }

    private void shared(Where by, long place, SortedMap<String, byte[]> all) throws IOException {
        Superblock it = volume.superblock();
        long offset = (it.xattrBlock() << it.blockBits()) + 4 * place;
        byte[] head = volume.metadata(by, offset, ENTRY);
        byte[] entry = volume.metadata(by, offset, entrySize(head, 0));
        entry(volume.where().structure("shared xattr", offset), entry, 0, all);
    }

    private void entry(Where where, byte[] bytes, int at, SortedMap<String, byte[]> all)
            throws IOException {
        int nameLength = bytes[at] & 0xff;
        int index = bytes[at + 1] & 0xff;
        int valueLength = LittleEndian.u16(bytes, at + 2);
        if ((index & XattrNames.LONG) != 0) {
            throw new UnsupportedImageException(where, "long prefixes of attribute names");
        }
        XattrNames space = XattrNames.of(index).orElse(null);
        if (space == null) {
            throw new CorruptImageException(
                    where, "attribute name space %d".formatted(index), "a known one");
        }
        byte[] name = Arrays.copyOfRange(bytes, at + ENTRY, at + ENTRY + nameLength);
        String rest = FileNames.decode(name);
        boolean named = space.prefix().endsWith(".");
        if (rest.indexOf(0) >= 0 || rest.isEmpty() == named) {
            throw new CorruptImageException(
                    where, "the attribute name \"%s\"".formatted(rest), "one without NUL");
        }
        int from = at + ENTRY + nameLength;
        byte[] value = Arrays.copyOfRange(bytes, from, from + valueLength);
        budget.take(where, COST + 2L * rest.length() + value.length);
        if (all.put(space.prefix() + rest, value) != null) {
            throw new CorruptImageException(
                    where, "%s%s twice".formatted(space.prefix(), rest), "it once");
        }
    }
}
