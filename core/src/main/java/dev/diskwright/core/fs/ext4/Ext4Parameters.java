package dev.diskwright.core.fs.ext4;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.OptionalInt;
import java.util.UUID;

/// What a new ext4 volume is like beside its files. Everything in the volume follows from these, the tree and the size.
///
/// @param label at most 16 bytes of UTF-8, without NUL
/// @param uuid of the volume
/// @param hashSeed what the hashes of names in large directories start from; decides the order in them
/// @param timestamp when the volume counts as made, written and checked, and the time of `lost+found`: seconds since
///     1970-01-01 UTC, 0 to [#MAX_TIME]
/// @param blockSize in bytes: 1024, 2048 or 4096
/// @param inodeSize in bytes: 256, 512 or 1024; what exceeds 160 holds extended attributes
/// @param reservedPercent blocks that only root may fill later, 0 to 50; the tree itself may use them
/// @param journalBlocks size of the journal, 0 for none, otherwise 1024 or more; empty for the size mke2fs would give
///     it, less where the tree then would not fit, and none in volumes of less than 2048 blocks or where only without
///     one a tree that needs less than 2048 blocks fits
/// @param bytesPerInode there is an inode for every so many bytes, fewer only where the tree would not fit otherwise;
///     1024 to 67,108,864
public record Ext4Parameters(
        String label,
        UUID uuid,
        UUID hashSeed,
        long timestamp,
        int blockSize,
        int inodeSize,
        int reservedPercent,
        OptionalInt journalBlocks,
        int bytesPerInode) {
    /// Bytes of a label.
    public static final int MAX_LABEL = 16;

    /// The last second that e2fsck takes for what it is: 2310-04-03 23:59:59 UTC.
    public static final long MAX_TIME = 3 * (1L << 32) - (1L << 31) - 1;

    /// The first second there is: 1901-12-13 20:45:52 UTC.
    public static final long MIN_TIME = Integer.MIN_VALUE;

    static final int MIN_JOURNAL = 1024;

    /// Refuses values out of range.
    public Ext4Parameters {
        if (label.getBytes(UTF_8).length > MAX_LABEL || label.indexOf(0) >= 0) {
            throw new IllegalArgumentException("label \"" + label + "\"");
        }
        if (timestamp < 0 || timestamp > MAX_TIME) {
            throw new IllegalArgumentException("timestamp " + timestamp);
        }
        if (blockSize != 1024 && blockSize != 2048 && blockSize != 4096) {
            throw new IllegalArgumentException("block size " + blockSize);
        }
        if (inodeSize != 256 && inodeSize != 512 && inodeSize != 1024) {
            throw new IllegalArgumentException("inode size " + inodeSize);
        }
        if (reservedPercent < 0 || reservedPercent > 50) {
            throw new IllegalArgumentException("reserved percent " + reservedPercent);
        }
        int journal = journalBlocks.orElse(0);
        if (journal != 0 && journal < MIN_JOURNAL) {
            throw new IllegalArgumentException("journal of " + journal + " blocks");
        }
        if (bytesPerInode < 1024 || bytesPerInode > 64 << 20) {
            throw new IllegalArgumentException("bytes per inode " + bytesPerInode);
        }
    }

    /// {@return what mke2fs would choose: blocks of 4096 bytes, inodes of 256 for every 16 KiB, 5 percent reserved}
    public static Ext4Parameters of(String label, UUID uuid, UUID hashSeed, long timestamp) {
        return new Ext4Parameters(
                label, uuid, hashSeed, timestamp, 4096, 256, 5, OptionalInt.empty(), 16384);
    }

    /// {@return the same with another block size}
    public Ext4Parameters withBlockSize(int bytes) {
        return new Ext4Parameters(
                label,
                uuid,
                hashSeed,
                timestamp,
                bytes,
                inodeSize,
                reservedPercent,
                journalBlocks,
                bytesPerInode);
    }

    /// {@return the same with another inode size}
    public Ext4Parameters withInodeSize(int bytes) {
        return new Ext4Parameters(
                label,
                uuid,
                hashSeed,
                timestamp,
                blockSize,
                bytes,
                reservedPercent,
                journalBlocks,
                bytesPerInode);
    }

    /// {@return the same with another share reserved}
    public Ext4Parameters withReservedPercent(int percent) {
        return new Ext4Parameters(
                label,
                uuid,
                hashSeed,
                timestamp,
                blockSize,
                inodeSize,
                percent,
                journalBlocks,
                bytesPerInode);
    }

    /// {@return the same with a journal of so many blocks, 0 for none}
    public Ext4Parameters withJournalBlocks(int blocks) {
        return new Ext4Parameters(
                label,
                uuid,
                hashSeed,
                timestamp,
                blockSize,
                inodeSize,
                reservedPercent,
                OptionalInt.of(blocks),
                bytesPerInode);
    }

    /// {@return the same with an inode for every so many bytes}
    public Ext4Parameters withBytesPerInode(int bytes) {
        return new Ext4Parameters(
                label,
                uuid,
                hashSeed,
                timestamp,
                blockSize,
                inodeSize,
                reservedPercent,
                journalBlocks,
                bytes);
    }
}
