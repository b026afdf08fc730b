package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.ByteOutput;
import org.jspecify.annotations.Nullable;

/// A table with an index of its metadata blocks, as it is written.
///
/// @param index offset in the volume of what the superblock points at
record Table(ByteOutput bytes, long index) {
    /// {@return the table as it is written at `offset`}
    static Table of(MetadataWriter blocks, long offset) {
        ByteOutput all = blocks.finish();
        long index = offset + all.size();
        blocks.starts().forEach(it -> all.u64(offset + it));
        return new Table(all, index);
    }

    /// {@return where the superblock says a table begins that may be missing}
    static long indexOf(@Nullable Table table) {
        return table == null ? Superblock.ABSENT : table.index;
    }
}
