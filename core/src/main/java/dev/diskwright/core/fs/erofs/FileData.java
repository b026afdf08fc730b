package dev.diskwright.core.fs.erofs;

/// Where the content of a file ended up.
final class FileData {
    private static final int[] NONE = {};

    /// Of an empty file.
    static final FileData EMPTY = new FileData(Format.FLAT, 0, NONE, 0);

    private final int layout;
    private final long start;
    private final int[] places;
    private final int chunkBits;

    FileData(int layout, long start, int[] places, int chunkBits) {
        this.layout = layout;
        this.start = start;
        this.places = places;
        this.chunkBits = chunkBits;
    }

    /// {@return content in blocks, with its end behind the inode or not}
    static FileData flat(long start, boolean inline) {
        return new FileData(inline ? Format.INLINE : Format.FLAT, start, NONE, 0);
    }

    /// {@return see [Format]}
    int layout() {
        return layout;
    }

    /// {@return first block; 0 without any}
    long start() {
        return start;
    }

    /// {@return of a compressed file the lengths of its pieces, negative for those that are stored as they are; of a
    /// chunk-based one the block of each chunk, -1 for a hole}
    int[] places() {
        return places;
    }

    /// {@return of a chunk-based file the logarithm of blocks a chunk}
    int chunkBits() {
        return chunkBits;
    }
}
