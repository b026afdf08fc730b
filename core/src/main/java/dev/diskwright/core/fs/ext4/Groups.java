package dev.diskwright.core.fs.ext4;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The descriptors of all groups, and the bitmaps they vouch for. A group that holds neither files nor inodes in use
/// has no bitmaps: its descriptor says so, and the kernel makes them when it needs them.
final class Groups {
    private final Placement placement;
    private final Geometry geometry;
    private final Ext4Checksums checksums;
    private final MemorySegment descriptors;
    private long freeBlocks;
    private @Nullable FlexGroup flex; // the one asked for last

    Groups(Placement placement, Ext4Checksums checksums) {
        this.placement = placement;
        this.geometry = placement.geometry();
        this.checksums = checksums;
        int size = GroupDescriptor.SIZE_64BIT;
        long bytes = (long) geometry.descriptorBlocks() * geometry.blockSize();
        descriptors = MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
        for (int group = 0; group < geometry.groups(); group++) {
            MemorySegment descriptor = descriptors.asSlice((long) group * size, size);
            describe(group, new GroupDescriptor(descriptor));
        }
        countDirectories();
        for (int group = 0; group < geometry.groups(); group++) {
            var descriptor = descriptor(group);
            descriptor.checksum(checksums.groupDescriptor(group, descriptor.bytes()));
        }
    }

    private GroupDescriptor descriptor(int group) {
        int size = GroupDescriptor.SIZE_64BIT;
        return new GroupDescriptor(descriptors.asSlice((long) group * size, size));
    }

    private FlexGroup flexOf(int group) {
        int first = group - group % Geometry.GROUPS_PER_FLEX;
        if (flex == null || flex.first() != first) {
            flex = new FlexGroup(geometry, group / Geometry.GROUPS_PER_FLEX);
        }
        return flex;
    }

    private void describe(int group, GroupDescriptor descriptor) {
        FlexGroup home = flexOf(group);
        int index = group - home.first();
        long start = geometry.groupStart(group);
        long end = geometry.groupEnd(group);
        long filled = Math.clamp(placement.end(), start, end);
        long reserved = home.reserved(filled, end);
        long free = end - filled - reserved;
        freeBlocks += free;
        descriptor.blockBitmap(home.blockBitmap(index));
        descriptor.inodeBitmap(home.inodeBitmap(index));
        descriptor.inodeTable(home.table(index));
        descriptor.freeBlocksCount(free);
        int flags = GroupDescriptor.INODE_ZEROED;
        boolean last = group == geometry.groups() - 1;
        if (filled == start && reserved == geometry.copyBlocks(group) && !last) {
            flags |= GroupDescriptor.BLOCK_UNINIT;
        } else {
            MemorySegment bits = MemorySegment.ofArray(blockBitmap(group, home));
            MemorySegment counted = bits.asSlice(0, geometry.blocksPerGroup() / 8);
            descriptor.blockBitmapChecksum(checksums.bitmap(counted));
        }
        int used = usedInodes(group);
        descriptor.freeInodesCount(geometry.inodesPerGroup() - used);
        descriptor.itableUnused(geometry.inodesPerGroup() - used);
        if (used == 0) {
            flags |= GroupDescriptor.INODE_UNINIT;
        } else {
            MemorySegment bits = MemorySegment.ofArray(inodeBitmap(group));
            MemorySegment counted = bits.asSlice(0, geometry.inodesPerGroup() / 8);
            descriptor.inodeBitmapChecksum(checksums.bitmap(counted));
        }
        descriptor.flags(flags);
    }

    private void countDirectories() {
        Inventory inventory = placement.inventory();
        for (int slot = 0; slot < inventory.slots(); slot++) {
            if (inventory.isDirectory(slot)) {
                long group = (Inventory.inode(slot) - 1) / geometry.inodesPerGroup();
                var descriptor = descriptor((int) group);
                descriptor.usedDirsCount(descriptor.usedDirsCount() + 1);
            }
        }
    }

    /// {@return all descriptors, in whole blocks}
    MemorySegment descriptors() {
        return descriptors;
    }

    /// {@return free blocks of the volume}
    long freeBlocks() {
        return freeBlocks;
    }

    /// {@return free inodes of the volume}
    long freeInodes() {
        return geometry.inodes() - placement.inventory().lastInode();
    }

    /// {@return number of inodes in use in a group; they are the first ones}
    int usedInodes(int group) {
        long before = (long) group * geometry.inodesPerGroup();
        long used = placement.inventory().lastInode() - before;
        return Math.clamp(used, 0, geometry.inodesPerGroup());
    }

    boolean hasBlockBitmap(int group) {
        return (descriptor(group).flags() & GroupDescriptor.BLOCK_UNINIT) == 0;
    }

    boolean hasInodeBitmap(int group) {
        return (descriptor(group).flags() & GroupDescriptor.INODE_UNINIT) == 0;
    }

    /// {@return block of a group's block bitmap}
    long blockBitmapBlock(int group) {
        return descriptor(group).blockBitmap();
    }

    /// {@return block of a group's inode bitmap}
    long inodeBitmapBlock(int group) {
        return descriptor(group).inodeBitmap();
    }

    /// {@return first block of a group's inode table}
    long tableBlock(int group) {
        return descriptor(group).inodeTable();
    }

    /// The block bitmaps of all groups, as if they lay end to end.
    GeneratedBlocks blockBitmaps() {
        return new GeneratedBlocks(geometry.blockSize(), geometry.groups()) {
            @Override
            void fill(long index, MemorySegment bytes) {
                int group = (int) index;
                var home = new FlexGroup(geometry, group / Geometry.GROUPS_PER_FLEX);
                put(blockBitmap(group, home), bytes);
            }
        };
    }

    /// The inode bitmaps of all groups, as if they lay end to end.
    GeneratedBlocks inodeBitmaps() {
        return new GeneratedBlocks(geometry.blockSize(), geometry.groups()) {
            @Override
            void fill(long index, MemorySegment bytes) {
                put(inodeBitmap((int) index), bytes);
            }
        };
    }

    private static void put(byte[] bits, MemorySegment bytes) {
        MemorySegment.copy(bits, 0, bytes, ValueLayout.JAVA_BYTE, 0, bits.length);
    }

    private byte[] blockBitmap(int group, FlexGroup home) {
        var bits = new byte[geometry.blockSize()];
        long start = geometry.groupStart(group);
        long end = geometry.groupEnd(group);
        int filled = (int) (Math.clamp(placement.end(), start, end) - start);
        set(bits, 0, filled);
        for (int run = 0; run < home.runCount() && filled < end - start; run++) {
            long from = Math.max(home.runStart(run), start);
            long to = Math.min(home.runEnd(run), end);
            if (from < to) {
                set(bits, (int) (from - start), (int) (to - start));
            }
        }
        set(bits, (int) (end - start), 8 * bits.length); // what is no block counts as used
        return bits;
    }

    private byte[] inodeBitmap(int group) {
        var bits = new byte[geometry.blockSize()];
        set(bits, 0, usedInodes(group));
        set(bits, geometry.inodesPerGroup(), 8 * bits.length);
        return bits;
    }

    private static void set(byte[] bits, int from, int to) {
        int at = from;
        while (at < to) {
            if (at % 8 == 0 && at + 8 <= to) {
                bits[at / 8] = (byte) 0xff;
                at += 8;
            } else {
                bits[at / 8] |= (byte) (1 << at % 8);
                at++;
            }
        }
    }
}
