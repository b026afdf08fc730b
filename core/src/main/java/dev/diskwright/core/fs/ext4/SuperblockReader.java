package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Reads a superblock and believes it only if every number in it that leads anywhere is within the volume.
final class SuperblockReader {
    /// Incompatible features that do not stop us; what some of them allow an inode to be is refused there.
    private static final long UNDERSTOOD =
            Features.Incompat.FILETYPE
                    | Features.Incompat.RECOVER
                    | Features.Incompat.META_BG
                    | Features.Incompat.EXTENTS
                    | Features.Incompat.BITS_64
                    | Features.Incompat.MMP
                    | Features.Incompat.FLEX_BG
                    | Features.Incompat.EA_INODE
                    | Features.Incompat.CSUM_SEED
                    | Features.Incompat.LARGEDIR
                    | Features.Incompat.INLINE_DATA
                    | Features.Incompat.ENCRYPT
                    | Features.Incompat.CASEFOLD;

    private static final int MAX_LOG_BLOCK_SIZE = 6; // 64 KiB
    private static final int MAX_DESCRIPTOR_SIZE = 1024;

    private final Where where;
    private final Superblock sb;

    private SuperblockReader(Where where, Superblock sb) {
        this.where = where;
        this.sb = sb;
    }

    /// {@return whether the volume has the magic number of this family in its place}
    static boolean recognises(BlockSource volume) throws IOException {
        long end = Superblock.OFFSET + Superblock.SIZE;
        return volume.size() >= end
                && LittleEndian.u16(volume.bytes(Superblock.OFFSET, Superblock.SIZE), 0x38)
                        == Superblock.MAGIC;
    }

    /// {@return the first superblock}
    static Superblock read(Where file, BlockSource volume) throws IOException {
        Where where = file.structure("superblock", Superblock.OFFSET);
        if (volume.size() < Superblock.OFFSET + Superblock.SIZE) {
            throw new CorruptImageException(
                    where, "a volume of %d bytes".formatted(volume.size()), "at least 2048");
        }
        MemorySegment bytes = volume.bytes(Superblock.OFFSET, Superblock.SIZE);
        var reader = new SuperblockReader(where, Superblock.CODEC.read(bytes, 0));
        reader.checkIdentity(bytes);
        reader.checkSizes();
        reader.checkGroups(volume.size());
        return reader.sb;
    }

    private void checkIdentity(MemorySegment bytes) throws IOException {
        require("magic", sb.magic(), sb.magic() == Superblock.MAGIC, "0xef53");
        if (sb.revLevel() > 1) {
            throw new UnsupportedImageException(
                    where.field("revLevel", Superblock.CODEC.offset("revLevel")),
                    "revision %d".formatted(sb.revLevel()));
        }
        if (sb.hasMetadataChecksums()) {
            require(
                    "checksumType",
                    sb.checksumType(),
                    sb.checksumType() == Superblock.CHECKSUM_CRC32C,
                    "1 (crc32c)");
            long expected = Ext4Checksums.superblock(bytes) & 0xffff_ffffL;
            if (sb.checksum() != expected) {
                throw new CorruptImageException(
                        field("checksum"),
                        "0x%08x".formatted(sb.checksum()),
                        "0x%08x".formatted(expected));
            }
        }
        List<String> unknown = Features.Incompat.names(sb.featureIncompat() & ~UNDERSTOOD);
        if (!unknown.isEmpty()) {
            throw new UnsupportedImageException(
                    field("featureIncompat"), "feature " + String.join(", ", unknown));
        }
    }

    private void checkSizes() throws IOException {
        require(
                "logBlockSize",
                sb.logBlockSize(),
                sb.logBlockSize() <= MAX_LOG_BLOCK_SIZE,
                "0 to 6 (1 KiB to 64 KiB)");
        boolean clusters = sb.hasRoCompat(Features.RoCompat.BIGALLOC);
        require(
                "logClusterSize",
                sb.logClusterSize(),
                clusters
                        ? sb.logClusterSize() >= sb.logBlockSize() && sb.logClusterSize() <= 20
                        : sb.logClusterSize() == sb.logBlockSize() || sb.revLevel() == 0,
                clusters ? "a size of at least a block" : "the block size");
        int blockSize = sb.blockSize();
        int inodeSize = sb.inodeRecordSize();
        require(
                "inodeSize",
                inodeSize,
                inodeSize >= InodeRecord.SMALL_SIZE
                        && inodeSize <= blockSize
                        && Integer.bitCount(inodeSize) == 1,
                "a power of two from 128 to the block size");
        if (sb.has64Bit()) {
            require(
                    "descSize",
                    sb.descSize(),
                    sb.descSize() >= GroupDescriptor.SIZE_64BIT
                            && sb.descSize() <= MAX_DESCRIPTOR_SIZE
                            && Integer.bitCount(sb.descSize()) == 1,
                    "a power of two from 64 to 1024");
        }
        long bitsPerBlock = 8L * blockSize;
        int log = clusters ? (int) (sb.logClusterSize() - sb.logBlockSize()) : 0;
        require(
                "blocksPerGroup",
                sb.blocksPerGroup(),
                sb.blocksPerGroup() >= 8
                        && sb.blocksPerGroup() % 8 == 0
                        && sb.blocksPerGroup() <= bitsPerBlock << log,
                "a multiple of 8 up to %d".formatted(bitsPerBlock << log));
        require(
                "clustersPerGroup",
                sb.clustersPerGroup(),
                sb.clustersPerGroup() << log == sb.blocksPerGroup() || sb.revLevel() == 0,
                "blocksPerGroup in clusters");
        int inodesPerBlock = blockSize / inodeSize;
        require(
                "inodesPerGroup",
                sb.inodesPerGroup(),
                sb.inodesPerGroup() >= inodesPerBlock
                        && sb.inodesPerGroup() % 8 == 0
                        && sb.inodesPerGroup() <= bitsPerBlock,
                "a multiple of 8 from %d to %d".formatted(inodesPerBlock, bitsPerBlock));
    }

    private void checkGroups(long volumeSize) throws IOException {
        int blockSize = sb.blockSize();
        long expectedFirst = blockSize == 1024 && sb.logClusterSize() == 0 ? 1 : 0;
        require(
                "firstDataBlock",
                sb.firstDataBlock(),
                sb.firstDataBlock() == expectedFirst,
                Long.toString(expectedFirst));
        long blocks = sb.blocksCount();
        require(
                "blocksCount",
                blocks,
                blocks > sb.firstDataBlock() && blocks >= 0 && blocks <= volumeSize / blockSize,
                "at most the %d blocks of the volume".formatted(volumeSize / blockSize));
        long groups = sb.groupsCount();
        require(
                "inodesCount",
                sb.inodesCount(),
                groups < 1L << 32 && groups * sb.inodesPerGroup() == sb.inodesCount(),
                "inodesPerGroup in each of %d groups".formatted(groups));
        require(
                "firstIno",
                sb.firstInode(),
                sb.firstInode() >= 11 && sb.firstInode() <= sb.inodesCount(),
                "11 to inodesCount");
        boolean metaGroups = sb.hasIncompat(Features.Incompat.META_BG);
        long whole =
                metaGroups
                        ? Math.min(sb.firstMetaBg(), sb.descriptorBlocks())
                        : sb.descriptorBlocks();
        require(
                metaGroups ? "firstMetaBg" : "blocksCount",
                whole,
                sb.firstDataBlock() + 1 + whole <= blocks,
                "room for all group descriptors in the volume");
    }

    private Where field(String name) {
        return where.field(name, Superblock.CODEC.offset(name));
    }

    private void require(String name, long found, boolean holds, String expected)
            throws CorruptImageException {
        if (!holds) {
            String at = name.equals("blocksCount") ? "blocksCountLo" : name;
            throw new CorruptImageException(
                    where.field(name, Superblock.CODEC.offset(at)),
                    name.equals("magic") ? "0x%04x".formatted(found) : Long.toString(found),
                    expected);
        }
    }
}
