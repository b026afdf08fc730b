package dev.diskwright.core.fs.squashfs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.LittleEndian;
import java.io.IOException;

/// A table whose metadata blocks an index tells: fragments, ids, sets of attributes, inodes by number.
///
/// @param index offset of the index
/// @param count of entries
/// @param entrySize in bytes; a power of two
record IndexedTable(Volume volume, String name, long index, long count, int entrySize) {

    /// {@return the table, proved to have an index}
    ///
    /// @param field of the superblock that tells its place
    static IndexedTable of(
            Volume volume, String name, String field, long index, long count, int entrySize)
            throws IOException {
        var table = new IndexedTable(volume, name, index, count, entrySize);
        if (table.indexEnd() > volume.superblock().bytesUsed() || index < Superblock.SIZE) {
            throw new CorruptImageException(
                    volume.field(field),
                    "an index of %d blocks at %d".formatted(table.blocks(), index),
                    "one within the %d bytes in use".formatted(volume.superblock().bytesUsed()));
        }
        return table;
    }

    private int perBlock() {
        return BlockSizes.METADATA / entrySize;
    }

    /// {@return number of its metadata blocks}
    long blocks() {
        return Math.ceilDiv(count, perBlock());
    }

    /// {@return offset behind the index}
    long indexEnd() {
        return index + blocks() * Long.BYTES;
    }

    /// {@return where block `number` is said to be}
    long blockAt(long number) throws IOException {
        byte[] bytes = volume.source().bytes(index + number * 8, 8).toArray(JAVA_BYTE);
        return LittleEndian.s64(bytes, 0);
    }

    /// {@return the block that holds an entry; [#inBlock] says where}
    byte[] block(long entry) throws IOException {
        if (entry < 0 || entry >= count) {
            throw new CorruptImageException(
                    volume.where().structure(name, index),
                    "entry %d".formatted(entry),
                    "one of %d".formatted(count));
        }
        long number = entry / perBlock();
        long at = blockAt(number);
        byte[] bytes = volume.metadata(name, at, index).bytes();
        if (bytes.length < inBlock(entry) + entrySize) {
            throw new CorruptImageException(
                    volume.where().structure(name, at),
                    bytes.length + " bytes",
                    "at least %d".formatted(inBlock(entry) + entrySize));
        }
        return bytes;
    }

    /// {@return offset of an entry in its block}
    int inBlock(long entry) {
        return (int) (entry % perBlock()) * entrySize;
    }
}
