package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.u32;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The extended attributes of one volume's inodes, those in the inode and those in a block that several may share. A
/// block's are kept, so that sharing costs no memory for values; one used more often than it says is refused.
final class XattrReader {
    /// Size of a block's header, in bytes.
    static final int BLOCK_HEADER = 32;

    /// How many inodes may share a block.
    static final long MAX_SHARED = 1024;

    private static final long BUDGET_PER_INODE = 256; // attributes, on average
    private static final long ACL_BYTES = 256; // of a list that count as another attribute

    private final Volume volume;
    private final ValueInodes values;
    private final Map<Long, Shared> blocks = new HashMap<>();
    private long budget = 1 << 16;

    private static final class Shared {
        private final SortedMap<String, byte[]> attributes = new TreeMap<>();
        private long usesLeft;
    }

    /// @param claim told of the blocks of values that lie in inodes of their own
    XattrReader(Volume volume, ValueInodes.Claim claim) {
        this.volume = volume;
        this.values = new ValueInodes(volume, claim);
    }

    /// {@return the values that lie in inodes of their own}
    ValueInodes values() {
        return values;
    }

    /// {@return the attributes of an inode by full name; ACLs in the form of `getxattr`}
    SortedMap<String, byte[]> read(long number, InodeRecord inode) throws IOException {
        SortedMap<String, byte[]> attributes = new TreeMap<>();
        if (inode.fileAcl() != 0) {
            attributes.putAll(block(number, inode.fileAcl()));
        }
        XattrEntries entries = XattrEntries.inInode(inode, volume.inodeAt(number), values);
        if (entries != null) {
            entries.read(into(attributes));
        }
        if (inode.has(InodeRecord.INLINE_DATA)) {
            attributes.remove(InlineData.ATTRIBUTE);
        }
        budget += BUDGET_PER_INODE - attributes.size();
        if (budget < 0) {
            throw new CorruptImageException(
                    volume.inodeAt(number),
                    "more attributes than 256 an inode on average",
                    "a volume that memory can hold");
        }
        return attributes.isEmpty() ? Attributes.NO_XATTRS : attributes;
    }

    private XattrEntries.Sink into(Map<String, byte[]> attributes) {
        return (where, index, name, value) -> {
            boolean acl = index == PosixAcl.INDEX_ACCESS || index == PosixAcl.INDEX_DEFAULT;
            if (acl) {
                budget -= value.byteSize() / ACL_BYTES;
                attributes.put(name, PosixAcl.fromDisk(where, value));
            } else if (value.heapBase().orElse(null) instanceof byte[] own
                    && own.length == value.byteSize()) {
                attributes.put(name, own); // shared by all that have it
            } else {
                attributes.put(name, value.toArray(ValueLayout.JAVA_BYTE));
            }
        };
    }

    private SortedMap<String, byte[]> block(long inode, long number) throws IOException {
        Where inodeAt = volume.inodeAt(inode).field("fileAcl", 0x68);
        if (!volume.contains(number, 1)) {
            throw new CorruptImageException(
                    inodeAt, "block %d".formatted(number), "a block of the volume");
        }
        Shared shared = blocks.get(number);
        if (shared == null) {
            shared = new Shared();
            MemorySegment bytes = volume.block(number);
            Where where = volume.at("extended attribute block", number);
            check(volume, where, number, bytes);
            shared.usesLeft = u32(bytes, 4);
            new XattrEntries(bytes, BLOCK_HEADER, 0, where, false, values)
                    .read(into(shared.attributes));
            blocks.put(number, shared);
        }
        if (shared.usesLeft-- <= 0) {
            throw new CorruptImageException(
                    inodeAt,
                    "block %d once more than its reference count".formatted(number),
                    "no more inodes than that");
        }
        return shared.attributes;
    }

    /// Checks the header of a block.
    static void check(Volume volume, Where where, long number, MemorySegment bytes)
            throws CorruptImageException {
        if (u32(bytes, 0) != XattrEntries.MAGIC || u32(bytes, 8) != 1) {
            throw new CorruptImageException(
                    where,
                    "magic 0x%08x and %d blocks".formatted(u32(bytes, 0), u32(bytes, 8)),
                    "0xea020000 and 1");
        }
        if (u32(bytes, 4) == 0 || u32(bytes, 4) > MAX_SHARED) {
            throw new CorruptImageException(
                    where.field("refcount", 4), Long.toString(u32(bytes, 4)), "1 to 1024");
        }
        if (volume.superblock().hasMetadataChecksums()) {
            long expected = volume.checksums().xattrBlock(number, bytes) & 0xffff_ffffL;
            long found = u32(bytes, Ext4Checksums.XATTR_CHECKSUM_OFFSET);
            if (found != expected) {
                throw new CorruptImageException(
                        where.field("checksum", Ext4Checksums.XATTR_CHECKSUM_OFFSET),
                        "0x%08x".formatted(found),
                        "0x%08x".formatted(expected));
            }
        }
    }
}
