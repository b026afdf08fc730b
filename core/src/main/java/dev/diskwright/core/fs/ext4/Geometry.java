package dev.diskwright.core.fs.ext4;

import java.util.ArrayList;
import java.util.List;

/// How a volume is cut into groups, and what each group owes to metadata.
///
/// @param blockSize in bytes
/// @param inodeSize in bytes
/// @param blocks of the whole volume
/// @param blocksPerGroup a multiple of 8, at most 8 times the block size
/// @param inodesPerGroup a multiple of 8 whose table is whole blocks, at most 8 times the block size
record Geometry(int blockSize, int inodeSize, long blocks, int blocksPerGroup, int inodesPerGroup) {
    /// Groups whose bitmaps and inode tables lie together.
    static final int GROUPS_PER_FLEX = 16;

    /// Blocks that the last group must have beside its metadata to be worth it.
    private static final int LEAST_LAST_GROUP = 50;

    /// {@return block of the superblock, where group 0 begins}
    int firstDataBlock() {
        return blockSize == 1024 ? 1 : 0;
    }

    int groups() {
        return Math.toIntExact(Math.ceilDiv(blocks - firstDataBlock(), (long) blocksPerGroup));
    }

    int flexGroups() {
        return Math.ceilDiv(groups(), GROUPS_PER_FLEX);
    }

    /// {@return first block of `group`; of the group behind the last, where it would begin}
    long groupStart(int group) {
        return firstDataBlock() + (long) group * blocksPerGroup;
    }

    /// {@return block behind the last of `group`}
    long groupEnd(int group) {
        return Math.min(groupStart(group + 1), blocks);
    }

    int tableBlocks() {
        return inodesPerGroup / (blockSize / inodeSize);
    }

    int descriptorBlocks() {
        return Math.ceilDiv(groups(), blockSize / GroupDescriptor.SIZE_64BIT);
    }

    /// {@return inodes of the whole volume}
    long inodes() {
        return (long) groups() * inodesPerGroup;
    }

    /// {@return whether `group` begins with superblock and descriptors (feature sparse_super)}
    static boolean hasCopy(int group) {
        return group <= 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
    }

    private static boolean isPower(int value, int base) {
        while (value % base == 0) {
            value /= base;
        }
        return value == 1;
    }

    /// {@return blocks of superblock and descriptors at the start of `group`}
    int copyBlocks(int group) {
        return hasCopy(group) ? 1 + descriptorBlocks() : 0;
    }

    /// {@return the groups with a copy of superblock and descriptors, ascending, 0 first}
    List<Integer> copies() {
        var copies = new ArrayList<Integer>();
        copies.add(0);
        if (groups() > 1) {
            copies.add(1);
        }
        for (long base : new long[] {3, 5, 7}) {
            for (long power = base; power < groups(); power *= base) {
                copies.add((int) power);
            }
        }
        copies.sort(null);
        return copies;
    }

    /// {@return blocks that are neither metadata of groups nor before the first group}
    long dataBlocks() {
        long copies = (long) copies().size() * (1 + descriptorBlocks());
        return blocks - firstDataBlock() - copies - groups() * (2L + tableBlocks());
    }

    /// {@return the least number of blocks with which the last group exists: its own metadata, that of its flexible
    /// group, and some more}
    long leastBlocks() {
        int last = groups() - 1;
        long metadata = new FlexGroup(this, last / GROUPS_PER_FLEX).end();
        long own = groupStart(last) + copyBlocks(last);
        return last == 0 ? metadata : Math.max(metadata, own) + LEAST_LAST_GROUP;
    }

    /// {@return whether all metadata find room}
    boolean isPossible() {
        if (blocks < leastBlocks() || 1 + descriptorBlocks() + tableBlocks() > blocksPerGroup) {
            return false;
        }
        for (int group : copies()) {
            var flex = new FlexGroup(this, group / GROUPS_PER_FLEX);
            if (flex.end() > flex.limit()) {
                return false;
            }
        }
        return true;
    }

    /// {@return the same with as many blocks as asked, which may change the number of groups}
    Geometry withBlocks(long count) {
        return new Geometry(blockSize, inodeSize, count, blocksPerGroup, inodesPerGroup);
    }
}
