package dev.diskwright.core.fs.fat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Fills the slots of one directory, in ascending order.
final class DirectoryBuilder {
    private final MemorySegment slots;
    private long at;

    /// @param slots in all, used or not
    DirectoryBuilder(long slots) {
        this.slots = MemorySegment.ofArray(new byte[Math.toIntExact(slots * DirectoryEntry.SIZE)]);
    }

    /// {@return the bytes of the directory}
    MemorySegment bytes() {
        return slots;
    }

    /// Adds an entry, with the slots of its long name before it.
    ///
    /// @param cluster its first one, 0 for an empty file
    /// @param size in bytes, 0 for a directory
    void add(
            String name,
            ShortName shortName,
            int attributes,
            long seconds,
            int nanos,
            long cluster,
            long size) {
        if (shortName.needsLongName()) {
            addLongName(name, LongName.checksum(shortName.bytes()));
        }
        addShort(
                shortName.bytes(),
                shortName.caseFlags(),
                attributes,
                seconds,
                nanos,
                cluster,
                size);
    }

    /// Adds the volume's label.
    void addLabel(String label, long seconds) {
        addShort(Oem.padded(label), 0, DirectoryEntry.VOLUME_LABEL, seconds, 0, 0, 0);
    }

    /// Adds the entries `.` and `..`.
    ///
    /// @param parent first cluster of the directory above, 0 if that is the root directory
    void addDots(long self, long parent, long seconds) {
        addShort(Oem.padded("."), 0, DirectoryEntry.DIRECTORY, seconds, 0, self, 0);
        addShort(Oem.padded(".."), 0, DirectoryEntry.DIRECTORY, seconds, 0, parent, 0);
    }

    private void addShort(
            byte[] name,
            int caseFlags,
            int attributes,
            long seconds,
            int nanos,
            long cluster,
            long size) {
        MemorySegment slot = next();
        int date = DosTime.date(seconds);
        int time = DosTime.time(seconds);
        MemorySegment.copy(name, 0, slot, ValueLayout.JAVA_BYTE, 0, name.length);
        slot.set(ValueLayout.JAVA_BYTE, DirectoryEntry.ATTRIBUTES, (byte) attributes);
        slot.set(ValueLayout.JAVA_BYTE, DirectoryEntry.CASE_FLAGS, (byte) caseFlags);
        if (attributes != DirectoryEntry.VOLUME_LABEL) {
            slot.set(
                    ValueLayout.JAVA_BYTE,
                    DirectoryEntry.CREATION_HUNDREDTHS,
                    (byte) DosTime.hundredths(seconds, nanos));
            slot.set(DirectoryEntry.U16, DirectoryEntry.CREATION_TIME, (short) time);
            slot.set(DirectoryEntry.U16, DirectoryEntry.CREATION_DATE, (short) date);
            slot.set(DirectoryEntry.U16, DirectoryEntry.ACCESS_DATE, (short) date);
        }
        slot.set(DirectoryEntry.U16, DirectoryEntry.CLUSTER_HIGH, (short) (cluster >> 16));
        slot.set(DirectoryEntry.U16, DirectoryEntry.WRITE_TIME, (short) time);
        slot.set(DirectoryEntry.U16, DirectoryEntry.WRITE_DATE, (short) date);
        slot.set(DirectoryEntry.U16, DirectoryEntry.CLUSTER_LOW, (short) cluster);
        slot.set(DirectoryEntry.U32, DirectoryEntry.FILE_SIZE, (int) size);
    }

    /// Adds the slots of a long name: its end first, NUL behind the end and FFFF behind that.
    private void addLongName(String name, int checksum) {
        int entries = LongName.entries(name);
        for (int ordinal = entries; ordinal >= 1; ordinal--) {
            MemorySegment slot = next();
            int last = ordinal == entries ? DirectoryEntry.LAST_LONG_ENTRY : 0;
            slot.set(ValueLayout.JAVA_BYTE, DirectoryEntry.ORDINAL, (byte) (ordinal | last));
            slot.set(
                    ValueLayout.JAVA_BYTE,
                    DirectoryEntry.ATTRIBUTES,
                    (byte) DirectoryEntry.LONG_NAME);
            slot.set(ValueLayout.JAVA_BYTE, DirectoryEntry.CHECKSUM, (byte) checksum);
            for (int i = 0; i < LongName.UNITS_PER_ENTRY; i++) {
                int at = (ordinal - 1) * LongName.UNITS_PER_ENTRY + i;
                char unit =
                        at < name.length() ? name.charAt(at) : at == name.length() ? 0 : '\uffff';
                slot.set(DirectoryEntry.U16, DirectoryEntry.unitOffset(i), (short) unit);
            }
        }
    }

    private MemorySegment next() {
        MemorySegment slot = slots.asSlice(at, DirectoryEntry.SIZE);
        at += DirectoryEntry.SIZE;
        return slot;
    }
}
