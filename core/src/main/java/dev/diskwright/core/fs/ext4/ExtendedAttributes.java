package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.put16;
import static dev.diskwright.core.fs.ext4.LittleEndian.put32;
import static dev.diskwright.core.fs.ext4.LittleEndian.put8;

import dev.diskwright.core.content.FileNames;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The extended attributes of one file as ext4 stores them: behind the inode's fields what fits there, the rest in one
/// block (kernel documentation, "Extended Attributes"). Entries grow from the front, values from the back.
///
/// ```
/// inode  magic (4 bytes)                                  entries  0  ...  values
/// block  magic, references, blocks, hash, checksum (32)   entries  0  ...  values
/// entry  name length  prefix  value offset (16)  0 (32)  value size (32)  hash (32)  name, padded to 4
/// ```
final class ExtendedAttributes {
    private static final int BODY_HEADER = 4;
    private static final int BLOCK_HEADER = 32;
    private static final int END = 4;
    private static final int MAX_NAME = 255;
    private static final int MAX_VALUE = 65536;

    /// Prefixes by their number on disk; a whole name where one stands alone.
    private static final Map<String, Integer> PREFIXES =
            Map.of("user.", 1, "trusted.", 4, "security.", 6);

    private static final Map<String, Integer> LISTS =
            Map.of(
                    "system.posix_acl_access",
                    PosixAcl.INDEX_ACCESS,
                    "system.posix_acl_default",
                    PosixAcl.INDEX_DEFAULT);

    private static final Comparator<Entry> ORDER =
            Comparator.<Entry>comparingInt(entry -> entry.prefix)
                    .thenComparingInt(entry -> entry.name.length)
                    .thenComparing(entry -> entry.name, Arrays::compareUnsigned);

    private final List<Entry> body = new ArrayList<>();
    private final List<Entry> block = new ArrayList<>();
    private String problem = "";
    private String limit = "";

    private ExtendedAttributes() {}

    /// One attribute.
    private static final class Entry {
        final int prefix;
        final byte[] name;
        final byte[] value;

        Entry(int prefix, byte[] name, byte[] value) {
            this.prefix = prefix;
            this.name = name;
            this.value = value;
        }

        int size() {
            return XattrEntries.entrySize(name.length) + padded(value.length);
        }
    }

    private static int padded(int size) {
        return size + 3 & ~3;
    }

    /// {@return the attributes, shared out between inode and block}
    static ExtendedAttributes of(SortedMap<String, byte[]> attributes, Ext4Parameters parameters) {
        var result = new ExtendedAttributes();
        var entries = new ArrayList<Entry>(attributes.size());
        attributes.forEach((name, value) -> {
            Entry entry = result.entry(name, value);
            if (entry != null) {
                entries.add(entry);
            }
        });
        entries.sort(ORDER);
        int bodyRoom = parameters.inodeSize() - bodyStart() - BODY_HEADER - END;
        int blockRoom = parameters.blockSize() - BLOCK_HEADER - END;
        for (Entry entry : entries) {
            if (entry.size() <= bodyRoom) {
                bodyRoom -= entry.size();
                result.body.add(entry);
            } else {
                blockRoom -= entry.size();
                result.block.add(entry);
            }
        }
        if (blockRoom < 0) {
            result.refuse(
                    "extended attributes that are %d bytes too long".formatted(-blockRoom),
                    "one block beside the inode");
        }
        return result;
    }

    private @Nullable Entry entry(String name, byte[] value) {
        Integer list = LISTS.get(name);
        if (list != null) {
            byte[] stored = PosixAcl.toDisk(value);
            if (stored == null) {
                refuse("an access control list " + name + " of unknown form", "version 2");
                return null;
            }
            return new Entry(list, new byte[0], stored);
        }
        int dot = name.indexOf('.') + 1;
        Integer prefix = PREFIXES.get(name.substring(0, dot));
        if (prefix == null) {
            refuse(
                    "an extended attribute " + name,
                    "the prefixes user, trusted and security and access control lists");
            return null;
        }
        byte[] rest = FileNames.encode(name.substring(dot));
        if (rest.length == 0 || rest.length > MAX_NAME || value.length > MAX_VALUE) {
            refuse(
                    "an extended attribute %s of %d bytes".formatted(name, value.length),
                    "names of 1 to %d and values of %d bytes".formatted(MAX_NAME, MAX_VALUE));
            return null;
        }
        return new Entry(prefix, rest, value);
    }

    private void refuse(String found, String allowed) {
        if (problem.isEmpty()) {
            problem = found;
            limit = allowed;
        }
    }

    /// {@return why they cannot be stored, empty if they can}
    String problem() {
        return problem;
    }

    /// {@return what could be, where there is a problem}
    String limit() {
        return limit;
    }

    /// {@return whether the inode has too little room}
    boolean needsBlock() {
        return !block.isEmpty();
    }

    private static int bodyStart() {
        return InodeRecord.SMALL_SIZE + InodeRecord.EXTRA_SIZE;
    }

    /// Writes what fits in the inode, over zeros.
    void writeBody(MemorySegment inode) {
        if (!body.isEmpty()) {
            MemorySegment area = inode.asSlice(bodyStart());
            put32(area, 0, XattrEntries.MAGIC);
            write(body, area.asSlice(BODY_HEADER), 0, false);
        }
    }

    /// Writes the block, over zeros.
    ///
    /// @param number of the block in the volume
    void writeBlock(MemorySegment bytes, Ext4Checksums checksums, long number) {
        put32(bytes, 0x00, XattrEntries.MAGIC);
        put32(bytes, 0x04, 1); // references
        put32(bytes, 0x08, 1); // blocks
        put32(bytes, 0x0c, write(block, bytes, BLOCK_HEADER, true));
        put32(bytes, Ext4Checksums.XATTR_CHECKSUM_OFFSET, checksums.xattrBlock(number, bytes));
    }

    /// {@return hash of all entries' hashes}
    private static int write(List<Entry> entries, MemorySegment area, int at, boolean hashed) {
        int end = (int) area.byteSize();
        int all = 0;
        for (Entry entry : entries) {
            byte[] value = entry.value;
            end -= padded(value.length);
            put8(area, at, entry.name.length);
            put8(area, at + 1, entry.prefix);
            put16(area, at + 2, value.length == 0 ? 0 : end);
            put32(area, at + 8, value.length);
            put(area, at + XattrEntries.ENTRY_HEADER, entry.name);
            put(area, end, value);
            if (hashed) {
                // signed, as every kernel and e2fsck did it before 2023; later ones accept it
                int hash =
                        (int) XattrEntries.hash(entry.name, area.asSlice(end, value.length), true);
                put32(area, at + 12, hash);
                all = Integer.rotateLeft(all, 16) ^ hash;
            }
            at += XattrEntries.entrySize(entry.name.length);
        }
        return all;
    }

    private static void put(MemorySegment area, int at, byte[] bytes) {
        MemorySegment.copy(bytes, 0, area, ValueLayout.JAVA_BYTE, at, bytes.length);
    }
}
