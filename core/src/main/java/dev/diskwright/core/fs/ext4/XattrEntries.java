package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.u16;
import static dev.diskwright.core.fs.ext4.LittleEndian.u32;
import static dev.diskwright.core.fs.ext4.LittleEndian.u8;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileNames;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Extended attributes as they lie in an inode or a block: entries from the front, values from the back.
///
/// ```
/// entry  0 name length  1 name index  2 value offset  4 value inode  8 value size  12 hash  16 name, padded to 4
/// ```
///
/// @param bytes all of them, zero-ended entries and values
/// @param first offset of the first entry, in bytes
/// @param base what value offsets count from, in bytes
/// @param inInode whether they lie in an inode, where hashes may be left out
/// @param values those that lie in inodes of their own
record XattrEntries(
        MemorySegment bytes, long first, long base, Where where, boolean inInode, Values values) {
    /// First four bytes of attributes in an inode and of a block of them.
    static final long MAGIC = 0xea020000L;

    static final int ENTRY_HEADER = 16;

    // Prefixes of names, by their index.
    private static final String[] PREFIXES = {
        "",
        "user.",
        "system.posix_acl_access",
        "system.posix_acl_default",
        "trusted.",
        "lustre.",
        "security.",
        "system.",
        "system.richacl",
        "encryption."
    };

    /// Values that lie in inodes of their own.
    interface Values {
        /// {@return the value in inode `number`}
        ///
        /// @param entry that has it
        /// @param size that the entry says it has, in bytes
        MemorySegment value(Where entry, long number, long size) throws IOException;

        /// {@return seed of these values' checksums}
        int seed();
    }

    /// {@return the attributes in an inode, null if it has none}
    static @Nullable XattrEntries inInode(InodeRecord inode, Where where, Values values) {
        MemorySegment bytes = inode.bytes();
        long at = (long) InodeRecord.SMALL_SIZE + inode.extraSize();
        boolean present =
                inode.extraSize() > 0 && at + 4 <= bytes.byteSize() && u32(bytes, at) == MAGIC;
        return present ? new XattrEntries(bytes, at + 4, at + 4, where, true, values) : null;
    }

    /// Told of each attribute.
    interface Sink {
        /// @param index the prefix, by number
        /// @param name in full
        /// @param value a slice, as stored; on an array of its own if it lies in an inode of its own
        void attribute(Where where, int index, String name, MemorySegment value) throws IOException;
    }

    /// Tells `sink` of every attribute.
    ///
    /// @throws CorruptImageException if an entry leaves the bytes, or its hash is wrong
    void read(Sink sink) throws IOException {
        long end = end();
        long room = bytes.byteSize() - end;
        for (long at = first; at < end; ) {
            int nameLength = u8(bytes, at);
            long offset = u16(bytes, at + 2);
            long size = u32(bytes, at + 8);
            Where entry = where.field("attribute", where.fieldOffset() + at);
            long inode = u32(bytes, at + 4);
            long from = base + offset;
            room -= inode == 0 ? size : 0;
            if (inode == 0 && size != 0 && (from < end || from + size > bytes.byteSize())
                    || room < 0) {
                throw new CorruptImageException(
                        entry,
                        "a value of %d bytes at %d".formatted(size, offset),
                        "one of its own between the last entry and the end");
            }
            byte[] name =
                    bytes.asSlice(at + ENTRY_HEADER, nameLength).toArray(ValueLayout.JAVA_BYTE);
            MemorySegment value;
            MemorySegment hashed;
            if (inode == 0) {
                value = bytes.asSlice(size == 0 ? 0 : from, size);
                hashed = value;
            } else {
                value = values.value(entry, inode, size);
                hashed = MemorySegment.ofArray(new byte[4]);
                LittleEndian.put32(hashed, 0, ValueInodes.hash(values.seed(), value));
            }
            int index = u8(bytes, at + 1);
            if (index >= PREFIXES.length) {
                throw new UnsupportedImageException(
                        entry, "extended attribute name index %d".formatted(index));
            }
            String full = PREFIXES[index] + FileNames.decode(name);
            // inline data are written in place, and their attribute's hash is left as it was
            if (!inInode || !full.equals(InlineData.ATTRIBUTE)) {
                checkHash(entry, u32(bytes, at + 12), name, hashed);
            }
            if (full.isEmpty() || full.indexOf(0) >= 0) {
                throw new CorruptImageException(entry, "no name", "one");
            }
            sink.attribute(entry, index, full, value);
            at += entrySize(nameLength);
        }
    }

    static int entrySize(int nameLength) {
        return ENTRY_HEADER + nameLength + 3 & ~3;
    }

    /// {@return offset of the four zero bytes behind the last entry}
    private long end() throws CorruptImageException {
        long at = first;
        while (at + 4 <= bytes.byteSize() && u32(bytes, at) != 0) {
            long next = at + entrySize(u8(bytes, at));
            if (next + 4 > bytes.byteSize()) {
                throw new CorruptImageException(
                        where.field("attribute", where.fieldOffset() + at),
                        "an entry that leaves its room",
                        "one that ends before it");
            }
            at = next;
        }
        return at;
    }

    private void checkHash(Where entry, long found, byte[] name, MemorySegment value)
            throws CorruptImageException {
        long expected = hash(name, value, false);
        if (found != expected && found != hash(name, value, true) && !(inInode && found == 0)) {
            throw new CorruptImageException(
                    entry.field("hash", entry.fieldOffset() + 12),
                    "0x%08x".formatted(found),
                    "0x%08x".formatted(expected));
        }
    }

    /// {@return the hash of an attribute, as its entry carries it}
    ///
    /// @param name without its prefix
    /// @param signed whether characters count as signed, as some kernels have it
    static long hash(byte[] name, MemorySegment value, boolean signed) {
        int hash = 0;
        for (byte c : name) {
            hash = Integer.rotateLeft(hash, 5) ^ (signed ? c : c & 0xff);
        }
        for (long at = 0; at < value.byteSize(); at += 4) {
            int word = 0;
            for (long i = at; i < Math.min(at + 4, value.byteSize()); i++) {
                word |= u8(value, i) << 8 * (i - at);
            }
            hash = Integer.rotateLeft(hash, 16) ^ word;
        }
        return hash & 0xffff_ffffL;
    }
}
