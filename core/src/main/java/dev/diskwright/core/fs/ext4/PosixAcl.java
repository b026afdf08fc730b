package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.put16;
import static dev.diskwright.core.fs.ext4.LittleEndian.put32;
import static dev.diskwright.core.fs.ext4.LittleEndian.u16;
import static dev.diskwright.core.fs.ext4.LittleEndian.u32;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Access control lists in their two forms: ext4's on disk, version 1, whose entries have an identifier only where they
/// need one; and that of `getxattr` and archives, version 2, whose entries all have one.
final class PosixAcl {
    static final int INDEX_ACCESS = 2;
    static final int INDEX_DEFAULT = 3;

    private static final int DISK_VERSION = 1;
    private static final int WIRE_VERSION = 2;
    private static final int USER = 0x02;
    private static final int GROUP = 0x08;
    private static final int TAGS = 0x3f; // owner, user, owning group, group, mask, others
    private static final long NO_ID = 0xffff_ffffL;
    private static final int SHORT_ENTRY = 4;
    private static final int LONG_ENTRY = 8;

    private PosixAcl() {}

    private static boolean hasId(int tag) {
        return tag == USER || tag == GROUP;
    }

    /// {@return the form of `getxattr` of a list in the form on disk}
    static byte[] fromDisk(Where where, MemorySegment disk) throws CorruptImageException {
        if (disk.byteSize() < 4 || u32(disk, 0) != DISK_VERSION) {
            throw new CorruptImageException(where, "an ACL of another form", "version 1");
        }
        var wire = new byte[(int) (4 + (disk.byteSize() - 4) / SHORT_ENTRY * LONG_ENTRY)];
        MemorySegment out = MemorySegment.ofArray(wire);
        put32(out, 0, WIRE_VERSION);
        int to = 4;
        long at = 4;
        while (at < disk.byteSize()) {
            boolean fits = at + SHORT_ENTRY <= disk.byteSize();
            int size = fits && hasId(u16(disk, at)) ? LONG_ENTRY : SHORT_ENTRY;
            if (at + size > disk.byteSize()) {
                throw new CorruptImageException(
                        where, "an ACL that ends within an entry", "whole entries");
            }
            put16(out, to, u16(disk, at));
            put16(out, to + 2, u16(disk, at + 2));
            put32(out, to + 4, size == LONG_ENTRY ? u32(disk, at + 4) : NO_ID);
            at += size;
            to += LONG_ENTRY;
        }
        return Arrays.copyOf(wire, to);
    }

    /// {@return the form on disk of a list in the form of `getxattr`, null if it is in no such form}
    static byte @Nullable [] toDisk(byte[] wire) {
        MemorySegment from = MemorySegment.ofArray(wire);
        if (wire.length < 4
                || (wire.length - 4) % LONG_ENTRY != 0
                || u32(from, 0) != WIRE_VERSION) {
            return null;
        }
        var disk = new byte[wire.length];
        MemorySegment to = MemorySegment.ofArray(disk);
        put32(to, 0, DISK_VERSION);
        int size = 4;
        for (int at = 4; at < wire.length; at += LONG_ENTRY) {
            int tag = u16(from, at);
            if (Integer.bitCount(tag) != 1 || (tag & ~TAGS) != 0) {
                return null;
            }
            put16(to, size, tag);
            put16(to, size + 2, u16(from, at + 2));
            if (hasId(tag)) {
                put32(to, size + 4, u32(from, at + 4));
            }
            size += hasId(tag) ? LONG_ENTRY : SHORT_ENTRY;
        }
        return Arrays.copyOf(disk, size);
    }
}
