package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.put16;
import static dev.diskwright.core.fs.ext4.LittleEndian.put32;
import static dev.diskwright.core.fs.ext4.LittleEndian.put8;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.bytes.Guids;
import java.lang.foreign.MemorySegment;
import java.util.UUID;

/// Makes the superblock and its copies: the features that mke2fs of e2fsprogs 1.47 gives ext4, except resize_inode.
/// Without it the kernel grows a mounted volume by going over to meta_bg, and resize2fs an unmounted one by moving
/// blocks.
final class SuperblockWriter {
    static final long COMPAT = Features.Compat.EXT_ATTR | Features.Compat.DIR_INDEX;

    static final long INCOMPAT =
            Features.Incompat.FILETYPE
                    | Features.Incompat.EXTENTS
                    | Features.Incompat.BITS_64
                    | Features.Incompat.FLEX_BG;

    static final long RO_COMPAT =
            Features.RoCompat.SPARSE_SUPER
                    | Features.RoCompat.LARGE_FILE
                    | Features.RoCompat.HUGE_FILE
                    | Features.RoCompat.DIR_NLINK
                    | Features.RoCompat.EXTRA_ISIZE
                    | Features.RoCompat.METADATA_CSUM;

    private static final int ERRORS_CONTINUE = 1;
    private static final int DYNAMIC_REVISION = 1;
    private static final int FIRST_INODE = 11;
    private static final int JOURNAL_INODE_SAVED = 1;
    private static final int MOUNT_WITH_XATTRS_AND_ACLS = 0x0c;

    private final MemorySegment bytes = MemorySegment.ofArray(new byte[Superblock.SIZE]);

    private SuperblockWriter() {}

    /// {@return the superblock as group 0 has it, without its checksum}
    ///
    /// @param journalInode bytes of the journal's inode, null if there is none
    static SuperblockWriter of(
            Ext4Parameters parameters,
            Placement placement,
            Groups groups,
            MemorySegment journalInode) {
        var out = new SuperblockWriter();
        out.sizes(parameters, placement, groups);
        out.constants(parameters);
        if (placement.journalBlocks() > 0) {
            out.journal(new InodeRecord(journalInode));
        }
        return out;
    }

    private void sizes(Ext4Parameters parameters, Placement placement, Groups groups) {
        Geometry geometry = placement.geometry();
        long blocks = geometry.blocks();
        long reserved =
                blocks / 100 * parameters.reservedPercent()
                        + blocks % 100 * parameters.reservedPercent() / 100;
        long overhead = blocks - geometry.dataBlocks() + placement.journalBlocks();
        int logBlockSize = Integer.numberOfTrailingZeros(geometry.blockSize()) - 10;
        u32("inodesCount", geometry.inodes());
        u64("blocksCountLo", "blocksCountHi", blocks);
        u64("rBlocksCountLo", "rBlocksCountHi", reserved);
        u64("freeBlocksCountLo", "freeBlocksCountHi", groups.freeBlocks());
        u32("freeInodesCount", groups.freeInodes());
        u32("firstDataBlock", geometry.firstDataBlock());
        u32("logBlockSize", logBlockSize);
        u32("logClusterSize", logBlockSize);
        u32("blocksPerGroup", geometry.blocksPerGroup());
        u32("clustersPerGroup", geometry.blocksPerGroup());
        u32("inodesPerGroup", geometry.inodesPerGroup());
        u32("overheadBlocks", overhead >>> 32 == 0 ? overhead : 0);
        u8("logGroupsPerFlex", Integer.numberOfTrailingZeros(Geometry.GROUPS_PER_FLEX));
        u16("descSize", GroupDescriptor.SIZE_64BIT);
        u16("inodeSize", parameters.inodeSize());
        u16("minExtraIsize", InodeRecord.EXTRA_SIZE);
        u16("wantExtraIsize", InodeRecord.EXTRA_SIZE);
    }

    private void constants(Ext4Parameters parameters) {
        long time = parameters.timestamp();
        u16("magic", Superblock.MAGIC);
        u16("state", Superblock.STATE_VALID);
        u16("errors", ERRORS_CONTINUE);
        u16("maxMntCount", 0xffff); // no check is ever due
        time("wtime", "wtimeHi", time);
        time("lastcheck", "lastcheckHi", time);
        time("mkfsTime", "mkfsTimeHi", time);
        u32("revLevel", DYNAMIC_REVISION);
        u32("firstIno", FIRST_INODE);
        u32("featureCompat", COMPAT);
        u32("featureIncompat", INCOMPAT);
        u32("featureRoCompat", RO_COMPAT);
        uuid("uuid", parameters.uuid());
        uuid("hashSeed", parameters.hashSeed());
        MemorySegment label = MemorySegment.ofArray(parameters.label().getBytes(UTF_8));
        bytes.asSlice(offset("volumeName"), label.byteSize()).copyFrom(label);
        u8("defHashVersion", DirectoryHash.HALF_MD4);
        u32("flags", Superblock.FLAG_SIGNED_HASH);
        u32("defaultMountOpts", MOUNT_WITH_XATTRS_AND_ACLS);
        u8("checksumType", Superblock.CHECKSUM_CRC32C);
    }

    private void journal(InodeRecord inode) {
        u32("featureCompat", COMPAT | Features.Compat.HAS_JOURNAL);
        u32("journalInum", Superblock.JOURNAL_INODE);
        u8("jnlBackupType", JOURNAL_INODE_SAVED);
        int at = offset("jnlBlocks");
        bytes.asSlice(at, InodeRecord.BLOCK_SIZE).copyFrom(inode.block());
        put32(bytes, at + InodeRecord.BLOCK_SIZE, inode.size() >>> 32);
        put32(bytes, at + InodeRecord.BLOCK_SIZE + 4, inode.size());
    }

    /// {@return the copy for `group`}
    MemorySegment copy(int group) {
        MemorySegment copy = MemorySegment.ofArray(new byte[Superblock.SIZE]).copyFrom(bytes);
        put16(copy, offset("blockGroupNr"), group);
        put32(copy, offset("checksum"), Ext4Checksums.superblock(copy));
        return copy;
    }

    private static int offset(String field) {
        return Superblock.CODEC.offset(field);
    }

    private void u8(String field, int value) {
        put8(bytes, offset(field), value);
    }

    private void u16(String field, int value) {
        put16(bytes, offset(field), value);
    }

    private void u32(String field, long value) {
        put32(bytes, offset(field), value);
    }

    private void u64(String low, String high, long value) {
        u32(low, value);
        u32(high, value >>> 32);
    }

    private void time(String low, String high, long seconds) {
        u32(low, seconds);
        u8(high, (int) (seconds >>> 32));
    }

    private void uuid(String field, UUID value) {
        Guids.putPlain(bytes, offset(field), value);
    }
}
