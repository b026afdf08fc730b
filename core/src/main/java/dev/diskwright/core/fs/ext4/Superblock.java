package dev.diskwright.core.fs.ext4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.bytes.AsciiAt;
import dev.diskwright.core.bytes.BytesAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import dev.diskwright.core.bytes.U8;
import dev.diskwright.core.bytes.UuidAt;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.UUID;

/// The superblock, 1024 bytes at byte 1024 of the volume and at the start of each group that keeps a copy. Components
/// are the specification's fields without their `s_`. The derived numbers below hold only for a superblock that has
/// passed the reader's checks or that we made.
///
/// @param logBlockSize block size is 1024 shifted left by this
/// @param blockGroupNr group that this copy lies in
/// @param jnlBlocks copy of the journal inode's block field (60 bytes), then its size, high word first
/// @param errorLog first and last error that the kernel met
record Superblock(
        @U32(0x00) long inodesCount,
        @U32(0x04) long blocksCountLo,
        @U32(0x08) long rBlocksCountLo,
        @U32(0x0c) long freeBlocksCountLo,
        @U32(0x10) long freeInodesCount,
        @U32(0x14) long firstDataBlock,
        @U32(0x18) long logBlockSize,
        @U32(0x1c) long logClusterSize,
        @U32(0x20) long blocksPerGroup,
        @U32(0x24) long clustersPerGroup,
        @U32(0x28) long inodesPerGroup,
        @U32(0x2c) long mtime,
        @U32(0x30) long wtime,
        @U16(0x34) int mntCount,
        @U16(0x36) int maxMntCount,
        @U16(0x38) int magic,
        @U16(0x3a) int state,
        @U16(0x3c) int errors,
        @U16(0x3e) int minorRevLevel,
        @U32(0x40) long lastcheck,
        @U32(0x44) long checkinterval,
        @U32(0x48) long creatorOs,
        @U32(0x4c) long revLevel,
        @U16(0x50) int defResuid,
        @U16(0x52) int defResgid,
        @U32(0x54) long firstIno,
        @U16(0x58) int inodeSize,
        @U16(0x5a) int blockGroupNr,
        @U32(0x5c) long featureCompat,
        @U32(0x60) long featureIncompat,
        @U32(0x64) long featureRoCompat,
        @UuidAt(0x68) UUID uuid,
        @AsciiAt(value = 0x78, length = 16) String volumeName,
        @AsciiAt(value = 0x88, length = 64) String lastMounted,
        @U32(0xc8) long algorithmUsageBitmap,
        @U8(0xcc) int preallocBlocks,
        @U8(0xcd) int preallocDirBlocks,
        @U16(0xce) int reservedGdtBlocks,
        @UuidAt(0xd0) UUID journalUuid,
        @U32(0xe0) long journalInum,
        @U32(0xe4) long journalDev,
        @U32(0xe8) long lastOrphan,
        @UuidAt(0xec) UUID hashSeed,
        @U8(0xfc) int defHashVersion,
        @U8(0xfd) int jnlBackupType,
        @U16(0xfe) int descSize,
        @U32(0x100) long defaultMountOpts,
        @U32(0x104) long firstMetaBg,
        @U32(0x108) long mkfsTime,
        @BytesAt(value = 0x10c, length = 68) MemorySegment jnlBlocks,
        @U32(0x150) long blocksCountHi,
        @U32(0x154) long rBlocksCountHi,
        @U32(0x158) long freeBlocksCountHi,
        @U16(0x15c) int minExtraIsize,
        @U16(0x15e) int wantExtraIsize,
        @U32(0x160) long flags,
        @U16(0x164) int raidStride,
        @U16(0x166) int mmpInterval,
        @U64(0x168) long mmpBlock,
        @U32(0x170) long raidStripeWidth,
        @U8(0x174) int logGroupsPerFlex,
        @U8(0x175) int checksumType,
        @U64(0x178) long kbytesWritten,
        @U32(0x194) long errorCount,
        @BytesAt(value = 0x198, length = 0x68) MemorySegment errorLog,
        @AsciiAt(value = 0x200, length = 64) String mountOpts,
        @U32(0x240) long usrQuotaInum,
        @U32(0x244) long grpQuotaInum,
        @U32(0x248) long overheadBlocks,
        @U32(0x24c) long backupBg0,
        @U32(0x250) long backupBg1,
        @U32(0x268) long lpfIno,
        @U32(0x26c) long prjQuotaInum,
        @U32(0x270) long checksumSeed,
        @U8(0x274) int wtimeHi,
        @U8(0x275) int mtimeHi,
        @U8(0x276) int mkfsTimeHi,
        @U8(0x277) int lastcheckHi,
        @U16(0x27c) int encoding,
        @U16(0x27e) int encodingFlags,
        @U32(0x280) long orphanFileInum,
        @U32(0x3fc) long checksum) {
    /// Where the first superblock lies, in bytes.
    static final long OFFSET = 1024;

    /// Its size, in bytes.
    static final int SIZE = 1024;

    static final int MAGIC = 0xef53;

    /// [#state()]: unmounted cleanly.
    static final int STATE_VALID = 1;

    /// [#state()]: the kernel met errors.
    static final int STATE_ERROR = 2;

    /// [#state()]: orphans are being recovered.
    static final int STATE_ORPHAN = 4;

    /// [#flags()]: directory hashes take characters as signed.
    static final long FLAG_SIGNED_HASH = 1;

    /// [#flags()]: directory hashes take characters as unsigned.
    static final long FLAG_UNSIGNED_HASH = 2;

    /// [#checksumType()]: CRC-32C, the only one there is.
    static final int CHECKSUM_CRC32C = 1;

    static final long ROOT_INODE = 2;
    static final long RESIZE_INODE = 7;
    static final long JOURNAL_INODE = 8;

    static final StructCodec<Superblock> CODEC =
            StructCodec.of(MethodHandles.lookup(), Superblock.class, SIZE, ByteOrder.LITTLE_ENDIAN);

    boolean hasCompat(long feature) {
        return (featureCompat & feature) != 0;
    }

    boolean hasIncompat(long feature) {
        return (featureIncompat & feature) != 0;
    }

    boolean hasRoCompat(long feature) {
        return (featureRoCompat & feature) != 0;
    }

    boolean has64Bit() {
        return hasIncompat(Features.Incompat.BITS_64);
    }

    boolean hasMetadataChecksums() {
        return hasRoCompat(Features.RoCompat.METADATA_CSUM);
    }

    /// {@return whether group descriptors carry a checksum and may be marked uninitialised}
    boolean hasDescriptorChecksums() {
        return hasRoCompat(Features.RoCompat.METADATA_CSUM | Features.RoCompat.GDT_CSUM);
    }

    /// {@return label, in UTF-8 where it is well-formed}
    String label() {
        return new String(volumeName.getBytes(ISO_8859_1), UTF_8);
    }

    /// {@return block size in bytes}
    int blockSize() {
        return 1024 << logBlockSize;
    }

    /// {@return blocks that are allocated together: 1 without feature bigalloc}
    int blocksPerCluster() {
        return hasRoCompat(Features.RoCompat.BIGALLOC) ? 1 << logClusterSize - logBlockSize : 1;
    }

    /// {@return unit of allocation in bytes}
    int clusterSize() {
        return blockSize() * blocksPerCluster();
    }

    long blocksCount() {
        return join(blocksCountHi, blocksCountLo);
    }

    long freeBlocksCount() {
        return join(freeBlocksCountHi, freeBlocksCountLo);
    }

    long reservedBlocksCount() {
        return join(rBlocksCountHi, rBlocksCountLo);
    }

    private long join(long high, long low) {
        return has64Bit() ? high << 32 | low : low;
    }

    /// {@return number of groups}
    long groupsCount() {
        return Math.ceilDiv(blocksCount() - firstDataBlock, blocksPerGroup);
    }

    /// {@return first block of a group}
    long groupStart(long group) {
        return firstDataBlock + group * blocksPerGroup;
    }

    /// {@return block of the first superblock} With blocks of 1 KiB and bigalloc it is not the first of group 0.
    long superblockBlock() {
        return OFFSET / blockSize();
    }

    /// {@return number of blocks in a group; less than [#blocksPerGroup()] at most in the last}
    long groupBlocks(long group) {
        return Math.min(blocksPerGroup, blocksCount() - groupStart(group));
    }

    /// {@return size of a group descriptor, in bytes}
    int descriptorSize() {
        return has64Bit() ? descSize : GroupDescriptor.SIZE_32BIT;
    }

    int descriptorsPerBlock() {
        return blockSize() / descriptorSize();
    }

    /// {@return number of blocks that all descriptors take}
    long descriptorBlocks() {
        return Math.ceilDiv(groupsCount(), descriptorsPerBlock());
    }

    /// {@return size of an inode, in bytes}
    int inodeRecordSize() {
        return revLevel == 0 ? InodeRecord.SMALL_SIZE : inodeSize;
    }

    /// {@return number of blocks in each group's inode table}
    long inodeTableBlocks() {
        return Math.ceilDiv(inodesPerGroup * inodeRecordSize(), blockSize());
    }

    /// {@return first inode that is not reserved}
    long firstInode() {
        return revLevel == 0 ? 11 : firstIno;
    }

    /// {@return whether a group begins with a superblock, the first or a copy}
    boolean hasSuperblock(long group) {
        if (group == 0) {
            return true;
        }
        if (hasCompat(Features.Compat.SPARSE_SUPER2)) {
            return group == backupBg0 || group == backupBg1;
        }
        return group == 1
                || !hasRoCompat(Features.RoCompat.SPARSE_SUPER)
                || isPower(group, 3)
                || isPower(group, 5)
                || isPower(group, 7);
    }

    private static boolean isPower(long value, int base) {
        while (value > 1 && value % base == 0) {
            value /= base;
        }
        return value == 1;
    }
}
