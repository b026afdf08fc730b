package dev.diskwright.core.fs.fat;

import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A long name of which some slots have been read: they come last part first.
final class PendingName {
    private static final int MOST_ENTRIES = 20;

    private final char[] units;
    private final int checksum;
    private final Where where;
    private int ordinal;

    private PendingName(int entries, int checksum, Where where) {
        units = new char[entries * LongName.UNITS_PER_ENTRY];
        this.checksum = checksum;
        this.where = where;
        ordinal = entries;
    }

    /// {@return the name that begins with this slot, null if it can have no name's length}
    static @Nullable PendingName begin(MemorySegment slot, Where where) {
        int ordinal = DirectoryEntry.u8(slot, DirectoryEntry.ORDINAL);
        int entries = ordinal & ~DirectoryEntry.LAST_LONG_ENTRY;
        if (entries < 1 || entries > MOST_ENTRIES) {
            return null;
        }
        int checksum = DirectoryEntry.u8(slot, DirectoryEntry.CHECKSUM);
        var name = new PendingName(entries, checksum, where);
        name.copy(slot);
        return name;
    }

    /// {@return whether this slot is the next part; if so it has been taken}
    boolean add(MemorySegment slot) {
        if (DirectoryEntry.u8(slot, DirectoryEntry.ORDINAL) != ordinal - 1
                || ordinal == 1
                || DirectoryEntry.u8(slot, DirectoryEntry.CHECKSUM) != checksum) {
            return false;
        }
        ordinal--;
        copy(slot);
        return true;
    }

    private void copy(MemorySegment slot) {
        int start = (ordinal - 1) * LongName.UNITS_PER_ENTRY;
        for (int i = 0; i < LongName.UNITS_PER_ENTRY; i++) {
            units[start + i] = (char) DirectoryEntry.u16(slot, DirectoryEntry.unitOffset(i));
        }
    }

    /// {@return where it begins}
    Where where() {
        return where;
    }

    /// {@return the name if it is complete, belongs to this short name and can be one, else null}
    @Nullable String nameFor(byte[] shortName) {
        if (ordinal != 1 || LongName.checksum(shortName) != checksum) {
            return null;
        }
        int length = 0;
        while (length < units.length && units[length] != 0) {
            length++;
        }
        String name = new String(units, 0, length);
        return LongName.isReadable(name) ? name : null;
    }
}
