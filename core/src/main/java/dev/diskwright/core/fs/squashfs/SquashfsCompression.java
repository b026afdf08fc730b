package dev.diskwright.core.fs.squashfs;

import java.util.Arrays;
import java.util.Optional;

/// How a squashfs is compressed.
public enum SquashfsCompression {
    /// zlib streams (RFC 1950), which every reader knows.
    GZIP("gzip", 1),
    /// What `xz --format=lzma` makes; read only.
    LZMA("lzma", 2),
    /// LZO1X; read only.
    LZO("lzo", 3),
    /// xz streams with a CRC32.
    XZ("xz", 4),
    /// LZ4 blocks.
    LZ4("lz4", 5),
    /// Frames of Zstandard (RFC 8878).
    ZSTD("zstd", 6),
    /// Nothing is compressed.
    NONE("none", 1);

    private final String word;
    private final int id;

    SquashfsCompression(String word, int id) {
        this.word = word;
        this.id = id;
    }

    /// {@return what designs and mksquashfs call it}
    public String word() {
        return word;
    }

    /// {@return whether volumes can be made with it}
    public boolean isWritten() {
        return this != LZMA && this != LZO;
    }

    /// {@return the one that designs call `word`, if volumes can be made with it}
    public static Optional<SquashfsCompression> of(String word) {
        return Arrays.stream(values())
                .filter(it -> it.word.equals(word) && it.isWritten())
                .findFirst();
    }

    /// {@return the superblock's number for it; that of gzip where nothing is compressed}
    int id() {
        return id;
    }

    /// {@return the one that the superblock has this number for}
    static Optional<SquashfsCompression> of(int id) {
        return Arrays.stream(values()).filter(it -> it.id == id && it != NONE).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
