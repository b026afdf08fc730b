package dev.diskwright.core.fs.erofs;

/// Where the content of a file ended up.
///
/// @param layout see [Format]
/// @param start first block; 0 without any
/// @param places of a compressed file the lengths of its pieces, negative for those that are stored as they are; of a
///     chunk-based one the block of each chunk, -1 for a hole
/// @param chunkBits of a chunk-based file the logarithm of blocks a chunk
record FileData(int layout, long start, int[] places, int chunkBits) {
    private static final int[] NONE = {};

    /// Of an empty file.
    static final FileData EMPTY = new FileData(Format.FLAT, 0, NONE, 0);

    /// {@return content in blocks, with its end behind the inode or not}
    static FileData flat(long start, boolean inline) {
        return new FileData(inline ? Format.INLINE : Format.FLAT, start, NONE, 0);
    }
}
