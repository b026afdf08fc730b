package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.BigEndian.i32;
import static dev.diskwright.core.fs.ext4.BigEndian.u32;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Crc32c;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;

/// The first block of a journal, as a view of its first 1024 bytes (kernel documentation, "Journal (jbd2)", "Super
/// Block"). Version 1 of it has no features.
record JournalSuperblock(MemorySegment bytes) {
    static final int SIZE = 1024;
    static final int MAGIC = 0xc03b_3998;

    /// Size of the fields that each block of the log begins with: magic, type, sequence.
    static final int HEADER_SIZE = 12;

    private static final int VERSION_1 = 3;
    private static final int VERSION_2 = 4;
    private static final int CHECKSUM_OFFSET = 0xfc;
    private static final int UUID_OFFSET = 0x30;
    private static final int UUID_SIZE = 16;

    /// Blocks that the ordinary log keeps whatever fast commits ask for.
    private static final int LEAST_BLOCKS = 1024;

    private static final int DEFAULT_FAST_COMMIT_BLOCKS = 256;

    // Incompatible features.
    private static final long BITS_64 = 0x2;
    private static final long ASYNC_COMMIT = 0x4;
    private static final long CHECKSUM_V2 = 0x8;
    private static final long CHECKSUM_V3 = 0x10;
    private static final long FAST_COMMIT = 0x20;
    private static final long KNOWN_INCOMPAT = 0x3f;

    /// Compatible feature: commit blocks carry a checksum of their transaction.
    private static final long CHECKSUM_V1 = 0x1;

    /// {@return the superblock, its checksum being right, its numbers being possible and its features known}
    ///
    /// @param blocks of the journal's file
    static JournalSuperblock read(Where where, MemorySegment bytes, int blockSize, long blocks)
            throws CorruptImageException, UnsupportedImageException {
        var it = new JournalSuperblock(bytes);
        long version = u32(bytes, 4);
        require(
                where.field("magic", 0),
                "0x%08x of type %d".formatted(u32(bytes, 0), version),
                i32(bytes, 0) == MAGIC && (version == VERSION_1 || version == VERSION_2),
                "0xc03b3998 of type 3 or 4");
        if (version == VERSION_2) {
            if ((it.incompat() & ~KNOWN_INCOMPAT) != 0 || u32(bytes, 0x2c) != 0) {
                throw new UnsupportedImageException(
                        where.field("featureIncompat", 0x28),
                        "a journal with unknown features 0x%x, 0x%x"
                                .formatted(it.incompat(), u32(bytes, 0x2c)));
            }
            require(
                    where.field("checksum", CHECKSUM_OFFSET),
                    "0x%08x".formatted(u32(bytes, CHECKSUM_OFFSET)),
                    !it.hasChecksums() || it.checksum() == i32(bytes, CHECKSUM_OFFSET),
                    "0x%08x".formatted(it.checksum()));
        }
        long size = u32(bytes, 0x0c);
        require(
                where.field("blocksize", 0x0c),
                Long.toString(size),
                size == blockSize,
                Integer.toString(blockSize));
        require(
                where.field("maxlen", 0x10),
                Long.toString(it.length()),
                it.length() >= 2 && it.length() <= blocks,
                "2 to %d".formatted(blocks));
        require(
                where.field("first", 0x14),
                Long.toString(it.first()),
                it.first() >= 1 && it.first() < it.end(),
                "1 to %d".formatted(it.end() - 1));
        require(
                where.field("start", 0x1c),
                Long.toString(it.start()),
                it.start() == 0 || it.start() >= it.first() && it.start() < it.end(),
                "0, or %d to %d".formatted(it.first(), it.end() - 1));
        return it;
    }

    private static void require(Where where, String found, boolean holds, String expected)
            throws CorruptImageException {
        if (!holds) {
            throw new CorruptImageException(where, found, expected);
        }
    }

    /// {@return blocks of the whole journal}
    long length() {
        return u32(bytes, 0x10);
    }

    /// {@return first block of the log}
    long first() {
        return u32(bytes, 0x14);
    }

    /// {@return block behind the log's last; fast commits begin behind it if there is room for them}
    long end() {
        return hasFastCommits() ? length() - fastCommitBlocks() : length();
    }

    /// {@return whether blocks behind the log hold fast commits}
    boolean hasFastCommits() {
        return (incompat() & FAST_COMMIT) != 0 && length() - fastCommitBlocks() >= LEAST_BLOCKS;
    }

    private long fastCommitBlocks() {
        long blocks = u32(bytes, 0x54);
        return blocks == 0 ? DEFAULT_FAST_COMMIT_BLOCKS : blocks;
    }

    /// {@return sequence number of the first transaction in the log}
    int sequence() {
        return i32(bytes, 0x18);
    }

    /// {@return block where that one begins; 0 if the log is empty}
    long start() {
        return u32(bytes, 0x1c);
    }

    private long incompat() {
        return u32(bytes, 4) == VERSION_2 ? u32(bytes, 0x28) : 0;
    }

    boolean has64Bit() {
        return (incompat() & BITS_64) != 0;
    }

    /// {@return whether a commit may reach the disk before its transaction has}
    boolean hasAsyncCommit() {
        return (incompat() & ASYNC_COMMIT) != 0;
    }

    /// {@return whether each block of the log has a checksum of its own (version 2 or 3)}
    boolean hasChecksums() {
        return (incompat() & (CHECKSUM_V2 | CHECKSUM_V3)) != 0;
    }

    boolean hasChecksumsV3() {
        return (incompat() & CHECKSUM_V3) != 0;
    }

    /// {@return whether only whole transactions have a checksum (version 1)}
    boolean hasTransactionChecksums() {
        return u32(bytes, 4) == VERSION_2 && (u32(bytes, 0x24) & CHECKSUM_V1) != 0;
    }

    /// {@return size of a tag without the UUID behind it, in bytes}
    int tagSize() {
        if (hasChecksumsV3()) {
            return 16;
        }
        int size = has64Bit() ? 12 : 8;
        return hasChecksums() ? size + 2 : size;
    }

    /// {@return seed of the checksums of blocks}
    int seed() {
        return Crc32c.update(Crc32c.INITIAL, bytes.asSlice(UUID_OFFSET, UUID_SIZE));
    }

    private int checksum() {
        return withZeroAt(Crc32c.INITIAL, bytes.asSlice(0, SIZE), CHECKSUM_OFFSET);
    }

    /// {@return the register after `bytes` with four zeros at `offset`, where the checksum stands}
    static int withZeroAt(int register, MemorySegment bytes, long offset) {
        int crc = Crc32c.update(register, bytes.asSlice(0, offset));
        return Crc32c.update(Crc32c.updateInt(crc, 0), bytes.asSlice(offset + 4));
    }
}
