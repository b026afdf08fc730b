package dev.diskwright.core.fs.fat;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Fields of the 32-byte slots of a directory (FAT specification, sections 6 and 7).
final class DirectoryEntry {
    static final int SIZE = 32;

    static final int NAME = 0;
    static final int NAME_LENGTH = 11;
    static final int ATTRIBUTES = 11;
    static final int CASE_FLAGS = 12;
    static final int CREATION_HUNDREDTHS = 13;
    static final int CREATION_TIME = 14;
    static final int CREATION_DATE = 16;
    static final int ACCESS_DATE = 18;
    static final int CLUSTER_HIGH = 20;
    static final int WRITE_TIME = 22;
    static final int WRITE_DATE = 24;
    static final int CLUSTER_LOW = 26;
    static final int FILE_SIZE = 28;

    static final int READ_ONLY = 0x01;
    static final int VOLUME_LABEL = 0x08;
    static final int DIRECTORY = 0x10;
    static final int ARCHIVE = 0x20;

    /// All of read-only, hidden, system and volume label: a slot of a long name.
    static final int LONG_NAME = 0x0f;

    static final int LONG_NAME_MASK = 0x3f;

    static final int ORDINAL = 0;
    static final int CHECKSUM = 13;
    static final int LAST_LONG_ENTRY = 0x40;

    static final int FREE = 0xe5;

    static final ValueLayout.OfShort U16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private DirectoryEntry() {}

    /// {@return offset in its slot of unit `index`, 0 to 12, of a long name}
    static int unitOffset(int index) {
        return index < 5 ? 1 + 2 * index : index < 11 ? 4 + 2 * index : 6 + 2 * index;
    }

    static int u8(MemorySegment slots, long at) {
        return slots.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    static int u16(MemorySegment slots, long at) {
        return slots.get(U16, at) & 0xffff;
    }

    static long u32(MemorySegment slots, long at) {
        return slots.get(U32, at) & 0xffff_ffffL;
    }
}
