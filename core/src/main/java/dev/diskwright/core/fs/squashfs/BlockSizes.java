package dev.diskwright.core.fs.squashfs;

/// Sizes of blocks as inodes and fragments store them.
final class BlockSizes {
    /// Payload of a metadata block before compression, at most, in bytes.
    static final int METADATA = 8192;

    /// The bit that says that a metadata block is stored as it is.
    static final int STORED_METADATA = 1 << 15;

    /// The bit that says that a data block is stored as it is.
    static final int STORED = 1 << 24;

    private static final int SIZE = STORED - 1;

    private BlockSizes() {}

    /// {@return how many bytes the block takes; 0 for one of zeros}
    static int stored(int entry) {
        return entry & SIZE;
    }

    static boolean isCompressed(int entry) {
        return (entry & STORED) == 0;
    }

    /// {@return whether the entry has bits that mean nothing}
    static boolean isStrange(int entry) {
        return (entry & ~(SIZE | STORED)) != 0;
    }
}
