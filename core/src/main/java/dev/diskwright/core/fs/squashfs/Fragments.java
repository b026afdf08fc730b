package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.LittleEndian;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Fragment blocks of a volume that exists.
///
/// @param table null if there are none
record Fragments(@Nullable IndexedTable table) {
    private static final int ENTRY = 16; // bytes

    /// A fragment block.
    ///
    /// @param start offset in the volume
    /// @param entry its size as it is stored
    record Block(long start, int entry) {}

    static Fragments of(Volume volume) throws IOException {
        Superblock it = volume.superblock();
        return new Fragments(
                it.fragmentCount() == 0
                        ? null
                        : IndexedTable.of(
                                volume,
                                "fragment table",
                                "fragmentTable",
                                it.fragmentTable(),
                                it.fragmentCount(),
                                ENTRY));
    }

    long count() {
        return table == null ? 0 : table.count();
    }

    /// {@return the fragment block of that number, which must be less than [#count]}
    Block block(long number) throws IOException {
        if (table == null) {
            throw new IndexOutOfBoundsException("fragment " + number);
        }
        byte[] bytes = table.block(number);
        int at = table.inBlock(number);
        return new Block(LittleEndian.s64(bytes, at), LittleEndian.s32(bytes, at + 8));
    }
}
