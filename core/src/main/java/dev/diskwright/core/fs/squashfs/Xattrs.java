package dev.diskwright.core.fs.squashfs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.fs.Budget;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Extended attributes of a volume that exists. A set that several files share is read once. Not for several threads.
final class Xattrs {
    private static final String TABLE = "xattr table";
    private static final int HEADER = 16; // bytes
    private static final int ENTRY = 16;
    private static final int MOST_VALUE = 64 << 10; // bytes, as the kernel has it
    private static final int MOST_COUNT = 64 << 10;
    private static final int COST = 100; // bytes of memory an attribute, about

    private final Volume volume;
    private final Budget budget;
    private final @Nullable IndexedTable sets;
    private final long values; // where attributes begin
    private final Map<Long, SortedMap<String, byte[]>> known = new HashMap<>();

    private Xattrs(Volume volume, Budget budget, @Nullable IndexedTable sets, long values) {
        this.volume = volume;
        this.budget = budget;
        this.sets = sets;
        this.values = values;
    }

    static Xattrs of(Volume volume, Budget budget) throws IOException {
        Superblock it = volume.superblock();
        if (it.xattrTable() == Superblock.ABSENT) {
            return new Xattrs(volume, budget, null, 0);
        }
        Where where = volume.where().structure(TABLE, it.xattrTable());
        if (it.xattrTable() > it.bytesUsed() - HEADER) {
            throw new CorruptImageException(where, "the end of the volume", "a header");
        }
        byte[] header = volume.source().bytes(it.xattrTable(), HEADER).toArray(JAVA_BYTE);
        long values = LittleEndian.s64(header, 0);
        long count = LittleEndian.u32(header, 8);
        if (values < it.directoryTable() || values > it.xattrTable()) {
            throw new CorruptImageException(
                    where.field("start", 0),
                    Long.toUnsignedString(values),
                    "%d to %d".formatted(it.directoryTable(), it.xattrTable()));
        }
        var sets =
                IndexedTable.of(
                        volume, TABLE, "xattrTable", it.xattrTable() + HEADER, count, ENTRY);
        return new Xattrs(volume, budget, sets, values);
    }

    @Nullable IndexedTable sets() {
        return sets;
    }

    /// {@return where the attributes begin}
    long values() {
        return values;
    }

    /// {@return the attributes by full name}
    ///
    /// @param where what asks for them
    /// @param set its number; [XattrWriter#NONE] for none
    SortedMap<String, byte[]> read(Where where, long set) throws IOException {
        if (set == XattrWriter.NONE) {
            return Attributes.NO_XATTRS;
        }
        IndexedTable table = sets;
        if (table == null || set >= table.count()) {
            throw new CorruptImageException(
                    where,
                    "set %d of attributes".formatted(set),
                    "one of %d".formatted(table == null ? 0 : table.count()));
        }
        SortedMap<String, byte[]> found = known.get(set);
        if (found == null) {
            found = read(table, set);
            known.put(set, found);
        }
        budget.take(where, (long) found.size() * COST);
        return found;
    }

    private SortedMap<String, byte[]> read(IndexedTable table, long set) throws IOException {
        byte[] block = table.block(set);
        int at = table.inBlock(set);
        long count = LittleEndian.u32(block, at + 8);
        Where where = volume.where().structure(TABLE, table.index());
        if (count > MOST_COUNT) {
            throw new CorruptImageException(
                    where, "%d attributes".formatted(count), "at most " + MOST_COUNT);
        }
        var all = new TreeMap<String, byte[]>();
        if (count == 0) {
            return all;
        }
        Cursor cursor = cursor(LittleEndian.s64(block, at));
        byte[] fixed = new byte[4];
        for (long i = 0; i < count; i++) {
            cursor.take(fixed, 4);
            int type = LittleEndian.u16(fixed, 0);
            int length = LittleEndian.u16(fixed, 2);
            XattrNames space = XattrNames.of(type).orElse(null);
            if (space == null || length == 0 || length > 255) {
                throw new CorruptImageException(
                        cursor.where("type", 4),
                        "type 0x%x and a name of %d bytes".formatted(type, length),
                        "a known type, and 1 to 255");
            }
            String rest = FileNames.decode(cursor.take(length));
            if (rest.indexOf(0) >= 0) {
                throw new CorruptImageException(
                        cursor.where("name", length), "a name with NUL", "one without");
            }
            byte[] value = value(cursor, (type & XattrNames.ELSEWHERE) != 0);
            budget.take(where, COST + 2L * rest.length() + value.length);
            if (all.put(space.prefix() + rest, value) != null) {
                throw new CorruptImageException(
                        cursor.where(), "%s%s twice".formatted(space.prefix(), rest), "it once");
            }
        }
        return all;
    }

    private Cursor cursor(long reference) throws IOException {
        return Cursor.at(volume, TABLE, values, volume.superblock().xattrTable(), reference);
    }

    private byte[] value(Cursor cursor, boolean elsewhere) throws IOException {
        byte[] fixed = cursor.take(4);
        long size = LittleEndian.u32(fixed, 0);
        if (!elsewhere) {
            return value(cursor, size);
        }
        if (size != 8) {
            throw new CorruptImageException(
                    cursor.where("size", 4), "a reference of %d bytes".formatted(size), "8");
        }
        Cursor there = cursor(LittleEndian.s64(cursor.take(8), 0));
        return value(there, LittleEndian.u32(there.take(4), 0));
    }

    private static byte[] value(Cursor cursor, long size) throws IOException {
        if (size > MOST_VALUE) {
            throw new CorruptImageException(
                    cursor.where("size", 4),
                    "a value of %d bytes".formatted(size),
                    "at most %d".formatted(MOST_VALUE));
        }
        return cursor.take((int) size);
    }
}
