package dev.diskwright.core.fs.fat;

import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the slots of one directory into entries with their long names.
final class DirectoryReader {
    /// Bytes of the volume that hold slots.
    record Range(long offset, long length) {}

    /// An entry of any kind but a slot of a long name.
    ///
    /// @param name the long name if there is a sound one, else the short name
    /// @param shortName its 11 bytes
    /// @param where its slot
    record Item(
            String name,
            String shortName,
            int attributes,
            long cluster,
            long size,
            long seconds,
            Where where) {
        boolean isDirectory() {
            return (attributes & DirectoryEntry.DIRECTORY) != 0;
        }

        boolean isLabel() {
            return (attributes & DirectoryEntry.VOLUME_LABEL) != 0;
        }

        boolean isReadOnly() {
            return (attributes & DirectoryEntry.READ_ONLY) != 0;
        }

        /// {@return whether this is `.` (1) or `..` (2)}
        boolean isDots(int dots) {
            return shortName.equals("%-11s".formatted("..".substring(0, dots)));
        }

        Where clusterField() {
            return where.field("first cluster", DirectoryEntry.CLUSTER_LOW);
        }

        Where sizeField() {
            return where.field("size", DirectoryEntry.FILE_SIZE);
        }
    }

    private static final int CHUNK = 1 << 16;

    private final Volume volume;
    private final Faults faults;
    private final String path;
    private final List<Item> items = new ArrayList<>();
    private @Nullable PendingName pending;
    private boolean ended; // slots behind the end count for some systems, so they are looked at

    private DirectoryReader(Volume volume, Faults faults, String path) {
        this.volume = volume;
        this.faults = faults;
        this.path = path;
    }

    /// {@return the entries of a directory, in their order}
    ///
    /// @param path of the directory, for messages
    static List<Item> read(Volume volume, Faults faults, String path, List<Range> ranges)
            throws IOException {
        var reader = new DirectoryReader(volume, faults, path);
        for (Range range : ranges) {
            for (long done = 0; done < range.length(); done += CHUNK) {
                int length = (int) Math.min(CHUNK, range.length() - done);
                if (!reader.slots(range.offset() + done, length)) {
                    return reader.items;
                }
            }
        }
        reader.abandonPending();
        return reader.items;
    }

    /// {@return whether the directory goes on behind these slots}
    private boolean slots(long offset, int length) throws IOException {
        MemorySegment bytes = volume.source().bytes(offset, length);
        for (int at = 0; at < length; at += DirectoryEntry.SIZE) {
            MemorySegment slot = bytes.asSlice(at, DirectoryEntry.SIZE);
            int first = DirectoryEntry.u8(slot, 0);
            int attributes = DirectoryEntry.u8(slot, DirectoryEntry.ATTRIBUTES);
            if (ended && first != 0 && first != DirectoryEntry.FREE) {
                faults.blemish(
                        place(offset + at), "this slot is in use behind the directory's end");
                return false;
            }
            ended |= first == 0;
            if (ended || first == DirectoryEntry.FREE) {
                abandonPending();
            } else if ((attributes & DirectoryEntry.LONG_NAME_MASK) == DirectoryEntry.LONG_NAME) {
                longSlot(slot, place(offset + at));
            } else {
                shortSlot(slot, place(offset + at));
            }
        }
        return true;
    }

    private Where place(long offset) {
        return volume.where().structure("directory " + path + " entry", offset);
    }

    private void longSlot(MemorySegment slot, Where where) {
        int ordinal = DirectoryEntry.u8(slot, DirectoryEntry.ORDINAL);
        if (DirectoryEntry.u8(slot, DirectoryEntry.ATTRIBUTES) != DirectoryEntry.LONG_NAME
                || DirectoryEntry.u8(slot, DirectoryEntry.CASE_FLAGS) != 0
                || DirectoryEntry.u16(slot, DirectoryEntry.CLUSTER_LOW) != 0) {
            faults.blemish(where, "a part of a long name has reserved bits, a type or a cluster");
        }
        if ((ordinal & DirectoryEntry.LAST_LONG_ENTRY) != 0) {
            abandonPending();
            pending = PendingName.begin(slot, where);
            if (pending == null) {
                faults.blemish(where, "a long name cannot have 0x%02x entries".formatted(ordinal));
            }
        } else if (pending == null || !pending.add(slot)) {
            faults.blemish(where, "this part of a long name does not follow the one before it");
            pending = null;
        }
    }

    private void abandonPending() {
        if (pending != null) {
            faults.blemish(pending.where(), "this long name belongs to no entry");
            pending = null;
        }
    }

    private void shortSlot(MemorySegment slot, Where where) throws IOException {
        byte[] bytes = slot.asSlice(0, DirectoryEntry.NAME_LENGTH).toArray(ValueLayout.JAVA_BYTE);
        int attributes = DirectoryEntry.u8(slot, DirectoryEntry.ATTRIBUTES);
        boolean label = (attributes & DirectoryEntry.VOLUME_LABEL) != 0;
        String longName = pending == null || label ? null : pending.nameFor(bytes);
        if (longName == null) {
            abandonPending();
        }
        pending = null;
        int flags = DirectoryEntry.u8(slot, DirectoryEntry.CASE_FLAGS);
        String shortText = label ? Oem.decode(bytes).stripTrailing() : text(bytes, flags);
        long high =
                volume.type() == FatType.FAT32
                        ? DirectoryEntry.u16(slot, DirectoryEntry.CLUSTER_HIGH)
                        : 0;
        var item =
                new Item(
                        longName == null ? shortText : longName,
                        Oem.decode(bytes),
                        attributes,
                        high << 16 | DirectoryEntry.u16(slot, DirectoryEntry.CLUSTER_LOW),
                        DirectoryEntry.u32(slot, DirectoryEntry.FILE_SIZE),
                        DosTime.seconds(
                                DirectoryEntry.u16(slot, DirectoryEntry.WRITE_DATE),
                                DirectoryEntry.u16(slot, DirectoryEntry.WRITE_TIME)),
                        where);
        if (!label && !item.isDots(1) && !item.isDots(2)) {
            if (longName == null && !LongName.isReadable(shortText)) {
                faults.damage(where, "the short name \"%s\"".formatted(shown(bytes)), "a name");
                return;
            }
            if (!isSound(bytes)) {
                faults.blemish(
                        where, "the short name \"%s\" is not a valid one".formatted(shown(bytes)));
            }
        }
        items.add(item);
    }

    private static String shown(byte[] name) {
        return Oem.decode(name).replaceAll("\\p{Cntrl}", "?");
    }

    /// {@return the name that 11 bytes and the flags of their case show}
    private static String text(byte[] name, int flags) {
        byte[] bytes = name.clone();
        if (bytes[0] == 0x05) {
            bytes[0] = (byte) DirectoryEntry.FREE;
        }
        String all = Oem.decode(bytes);
        String base = all.substring(0, 8).replaceFirst(" +$", "");
        String extension = all.substring(8).replaceFirst(" +$", "");
        if ((flags & ShortName.LOWER_BASE) != 0) {
            base = base.toLowerCase(Locale.ROOT);
        }
        if ((flags & ShortName.LOWER_EXTENSION) != 0) {
            extension = extension.toLowerCase(Locale.ROOT);
        }
        return extension.isEmpty() ? base : base + "." + extension;
    }

    /// {@return whether a short name has only what it may have, and spaces only at the end of its parts}
    private static boolean isSound(byte[] name) {
        for (int i = 0; i < name.length; i++) {
            char c = (char) (name[i] & 0xff);
            boolean escaped = i == 0 && c == 0x05;
            boolean spaceAfterStart = c == ' ' && i != 0;
            boolean behindSpace = c != ' ' && i != 0 && i != 8 && name[i - 1] == ' ';
            boolean legal = escaped || spaceAfterStart || c >= 0x80 || ShortName.isLegal(c);
            if (!legal || behindSpace) {
                return false;
            }
        }
        return true;
    }
}
