package dev.diskwright.core.fs.squashfs;

/// What a squashfs is made with, beside its files.
///
/// @param compression one that volumes can be made with
/// @param blockSize of file data before compression, in bytes: a power of two from 4096 to 1,048,576
/// @param fragments whether ends of files, and small files, share blocks
/// @param timestamp when it was made, in seconds since 1970-01-01 UTC; held within 32 bits
/// @param threads that compress, 1 or more; the bytes do not depend on it
public record SquashfsParameters(
        SquashfsCompression compression,
        int blockSize,
        boolean fragments,
        long timestamp,
        int threads) {
    /// The block size that suits most uses, in bytes.
    public static final int DEFAULT_BLOCK_SIZE = 128 << 10;

    /// The smallest block size, in bytes.
    public static final int SMALLEST_BLOCK = 4 << 10;

    /// The largest block size, in bytes.
    public static final int LARGEST_BLOCK = 1 << 20;

    /// Refuses values out of range.
    public SquashfsParameters {
        if (!isBlockSize(blockSize) || !compression.isWritten() || threads < 1) {
            throw new IllegalArgumentException(
                    "%s, blocks of %d bytes, %d threads"
                            .formatted(compression, blockSize, threads));
        }
    }

    /// {@return gzip with blocks of 128 KiB and fragments, on all cores}
    public static SquashfsParameters of(long timestamp) {
        return new SquashfsParameters(
                SquashfsCompression.GZIP,
                DEFAULT_BLOCK_SIZE,
                true,
                timestamp,
                Runtime.getRuntime().availableProcessors());
    }

    /// {@return whether blocks of this many bytes are possible}
    public static boolean isBlockSize(long bytes) {
        return bytes >= SMALLEST_BLOCK && bytes <= LARGEST_BLOCK && Long.bitCount(bytes) == 1;
    }

    /// {@return the same with another compression}
    public SquashfsParameters withCompression(SquashfsCompression newCompression) {
        return new SquashfsParameters(newCompression, blockSize, fragments, timestamp, threads);
    }

    /// {@return the same with another block size}
    public SquashfsParameters withBlockSize(int newBlockSize) {
        return new SquashfsParameters(compression, newBlockSize, fragments, timestamp, threads);
    }

    /// {@return the same with or without fragments}
    public SquashfsParameters withFragments(boolean newFragments) {
        return new SquashfsParameters(compression, blockSize, newFragments, timestamp, threads);
    }

    /// {@return the same on another number of threads}
    public SquashfsParameters withThreads(int newThreads) {
        return new SquashfsParameters(compression, blockSize, fragments, timestamp, newThreads);
    }
}
