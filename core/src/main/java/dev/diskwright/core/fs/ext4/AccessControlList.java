package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.put16;
import static dev.diskwright.core.fs.ext4.LittleEndian.put32;
import static dev.diskwright.core.fs.ext4.LittleEndian.u16;
import static dev.diskwright.core.fs.ext4.LittleEndian.u32;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The two forms of a POSIX access control list: as `getxattr` gives it, 8 bytes an entry (version 2), and as ext4
/// stores it, where entries that name nobody have 4 bytes (version 1).
final class AccessControlList {
    private static final int VERSION_CALLS = 2;
    private static final int VERSION_DISK = 1;
    private static final int HEADER = 4;
    private static final int LONG_ENTRY = 8;
    private static final int SHORT_ENTRY = 4;
    private static final int USER = 0x02;
    private static final int GROUP = 0x08;
    private static final int KNOWN = 0x3f; // owner, user, group owner, group, mask, others

    private AccessControlList() {}

    /// {@return the list as ext4 stores it, null if `list` is not what `getxattr` would give}
    static byte @Nullable [] toDisk(byte[] list) {
        MemorySegment from = MemorySegment.ofArray(list);
        if (list.length < HEADER
                || (list.length - HEADER) % LONG_ENTRY != 0
                || u32(from, 0) != VERSION_CALLS) {
            return null;
        }
        MemorySegment to = MemorySegment.ofArray(new byte[list.length]);
        put32(to, 0, VERSION_DISK);
        int size = HEADER;
        for (int at = HEADER; at < list.length; at += LONG_ENTRY) {
            int tag = u16(from, at);
            if (Integer.bitCount(tag) != 1 || (tag & ~KNOWN) != 0) {
                return null;
            }
            put16(to, size, tag);
            put16(to, size + 2, u16(from, at + 2));
            if (names(tag)) {
                put32(to, size + 4, u32(from, at + 4));
            }
            size += names(tag) ? LONG_ENTRY : SHORT_ENTRY;
        }
        return to.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
    }

    /// {@return whether an entry with this tag names a user or group}
    private static boolean names(int tag) {
        return tag == USER || tag == GROUP;
    }
}
