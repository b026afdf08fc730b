package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;

/// Owners and groups of a volume that exists.
record Ids(IndexedTable table) {
    private static final int ENTRY = 4; // bytes

    static Ids of(Volume volume) throws IOException {
        Superblock it = volume.superblock();
        return new Ids(
                IndexedTable.of(volume, "id table", "idTable", it.idTable(), it.idCount(), ENTRY));
    }

    /// {@return owner or group number `index`}
    ///
    /// @param where what asks for it
    long id(Where where, int index) throws IOException {
        if (index >= table.count()) {
            throw new CorruptImageException(
                    where, "id %d".formatted(index), "one of %d".formatted(table.count()));
        }
        return LittleEndian.u32(table.block(index), table.inBlock(index));
    }
}
