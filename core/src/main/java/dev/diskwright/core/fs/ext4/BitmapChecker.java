package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.function.LongUnaryOperator;

/// Checks the bitmaps and the counts of free blocks, free inodes and directories against what was found in use.
final class BitmapChecker {
    private final Volume volume;
    private final Superblock sb;
    private final Report report;
    private final Census census;
    private final int clusterBlocks;
    private long freeBlocks; // clusters
    private long freeInodes;

    BitmapChecker(Volume volume, Report report, Census census) {
        this.volume = volume;
        this.sb = volume.superblock();
        this.report = report;
        this.census = census;
        this.clusterBlocks = sb.blocksPerCluster();
    }

    void check() throws IOException {
        boolean whole = true;
        for (long group = 0; group < sb.groupsCount(); group++) {
            if (census.lostGroups.contains(group)) {
                whole = false;
                continue;
            }
            GroupDescriptor descriptor = volume.rawDescriptor(group);
            blocks(group, descriptor);
            inodes(group, descriptor);
        }
        Where where = volume.where().structure("superblock", Superblock.OFFSET);
        if (volume.replayed() > 0) {
            return; // these counts are written at the end, and a mount takes the groups'
        }
        if (whole && sb.freeBlocksCount() != freeBlocks * clusterBlocks) {
            report.differs(
                    where.field("freeBlocksCountLo", 0x0c),
                    sb.freeBlocksCount(),
                    freeBlocks * clusterBlocks);
        }
        if (whole && sb.freeInodesCount() != freeInodes) {
            report.differs(where.field("freeInodesCount", 0x10), sb.freeInodesCount(), freeInodes);
        }
    }

    private boolean uninitialised(GroupDescriptor descriptor, int flag) {
        return sb.hasDescriptorChecksums() && (descriptor.flags() & flag) != 0;
    }

    private void blocks(long group, GroupDescriptor descriptor) throws IOException {
        long start = sb.groupStart(group);
        long count = Math.ceilDiv(sb.groupBlocks(group), (long) clusterBlocks);
        long used = 0;
        for (long at = 0; at < count; at += 64) {
            used += Long.bitCount(usedClusters(start, at) & mask(count - at));
        }
        freeBlocks += count - used;
        Where at = volume.descriptorAt(group);
        if (descriptor.freeBlocksCount() != count - used) {
            report.differs(
                    at.field("freeBlocksCount", 0x0c), descriptor.freeBlocksCount(), count - used);
        }
        if (uninitialised(descriptor, GroupDescriptor.BLOCK_UNINIT)) {
            if (census.used.containsAny(start, sb.groupBlocks(group))) {
                report.error(
                        at.field("flags", 0x12), "blocks of files in a group marked as unused");
            }
            return;
        }
        bitmap(
                "block bitmap of group " + group,
                descriptor.blockBitmap(),
                count,
                sb.clustersPerGroup(),
                index -> usedClusters(start, index),
                descriptor.blockBitmapChecksum(),
                descriptor.hasWideChecksums());
    }

    /// {@return clusters `index` to `index + 63` behind block `start` as bits}
    private long usedClusters(long start, long index) {
        if (clusterBlocks == 1) {
            return census.metadata.word(start + index) | census.used.word(start + index);
        }
        long bits = 0;
        for (int i = 0; i < 64; i++) {
            long first = start + (index + i) * clusterBlocks;
            boolean used =
                    census.metadata.containsAny(first, clusterBlocks)
                            || census.used.containsAny(first, clusterBlocks);
            bits |= used ? 1L << i : 0;
        }
        return bits;
    }

    private void inodes(long group, GroupDescriptor descriptor) throws IOException {
        long first = group * sb.inodesPerGroup() + 1;
        long count = sb.inodesPerGroup();
        long used = Math.clamp(sb.firstInode() - first, 0, count); // the reserved ones
        long directories = 0;
        long next = census.nextInode(first);
        while (next < first + count) {
            used += next >= sb.firstInode() ? 1 : 0;
            directories += census.directories.containsKey(next) ? 1 : 0;
            next = census.nextInode(next + 1);
        }
        freeInodes += count - used;
        Where at = volume.descriptorAt(group);
        if (descriptor.freeInodesCount() != count - used) {
            report.differs(
                    at.field("freeInodesCount", 0x0e), descriptor.freeInodesCount(), count - used);
        }
        if (descriptor.usedDirsCount() != directories) {
            report.differs(
                    at.field("usedDirsCount", 0x10), descriptor.usedDirsCount(), directories);
        }
        if (uninitialised(descriptor, GroupDescriptor.INODE_UNINIT)) {
            if (used != 0) {
                report.error(at.field("flags", 0x12), "inodes in a group marked as unused");
            }
            return;
        }
        bitmap(
                "inode bitmap of group " + group,
                descriptor.inodeBitmap(),
                count,
                count,
                index -> usedInodes(first + index),
                descriptor.inodeBitmapChecksum(),
                descriptor.hasWideChecksums());
    }

    private long usedInodes(long first) {
        long bits = 0;
        for (int i = 0; i < 64; i++) {
            boolean used = first + i < sb.firstInode() || census.inUse(first + i);
            bits |= used ? 1L << i : 0;
        }
        return bits;
    }

    private static long mask(long bits) {
        return bits >= 64 ? -1 : (1L << bits) - 1;
    }

    /// @param count bits that stand for something; those behind them must be set
    /// @param checked bits that the checksum covers
    /// @param expected 64 bits from an index on
    private void bitmap(
            String name,
            long block,
            long count,
            long checked,
            LongUnaryOperator expected,
            long checksum,
            boolean wide)
            throws IOException {
        MemorySegment bytes = volume.block(block);
        Where where = volume.at(name, block);
        if (sb.hasMetadataChecksums()) {
            long sum = volume.checksums().bitmap(bytes.asSlice(0, checked / 8)) & 0xffff_ffffL;
            sum = wide ? sum : sum & 0xffff;
            if (sum != checksum) {
                report.error(
                        where,
                        "has checksum 0x%08x, its descriptor says 0x%08x".formatted(sum, checksum));
            }
        }
        long wrong = 0;
        long first = -1;
        for (long at = 0; at < 8L * volume.blockSize(); at += 64) {
            long want = at < count ? expected.applyAsLong(at) : -1;
            long difference = word(bytes, at / 8) ^ (want | ~mask(Math.max(0, count - at)));
            if (difference != 0) {
                first = first < 0 ? at + Long.numberOfTrailingZeros(difference) : first;
                wrong += Long.bitCount(difference);
            }
        }
        if (wrong > 0) {
            boolean padding = first >= count;
            report.error(
                    where.field("bit " + first, first / 8),
                    padding
                            ? "padding at the end is not set"
                            : "%d bits differ from what is in use".formatted(wrong));
        }
    }

    private static long word(MemorySegment bytes, long offset) {
        return LittleEndian.u32(bytes, offset) | LittleEndian.u32(bytes, offset + 4) << 32;
    }
}
