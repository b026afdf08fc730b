package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Checks the group descriptors and their copies, and notes the blocks that groups keep for themselves.
final class GroupChecker {
    private static final int KNOWN_FLAGS =
            GroupDescriptor.INODE_UNINIT
                    | GroupDescriptor.BLOCK_UNINIT
                    | GroupDescriptor.INODE_ZEROED;

    private final Volume volume;
    private final Superblock sb;
    private final Report report;
    private final Census census;

    GroupChecker(Volume volume, Report report, Census census) {
        this.volume = volume;
        this.sb = volume.superblock();
        this.report = report;
        this.census = census;
    }

    void check() throws IOException {
        long groups = sb.groupsCount();
        for (long group = 0; group < groups; group++) {
            try {
                volume.descriptor(group);
            } catch (CorruptImageException fault) {
                report.error(fault);
                census.lostGroups.add(group);
            }
        }
        noteDescriptors(groups);
        for (long group = 0; group < groups; group++) {
            if (!census.lostGroups.contains(group)) {
                descriptor(group, volume.rawDescriptor(group));
            }
        }
        if (!sb.hasIncompat(Features.Incompat.META_BG)) {
            for (long group = 1; group < groups; group++) {
                if (sb.hasSuperblock(group)) {
                    checkCopy(group);
                }
            }
        }
    }

    /// Superblocks, descriptors and the room kept for more of them.
    private void noteDescriptors(long groups) {
        boolean metaGroups = sb.hasIncompat(Features.Incompat.META_BG);
        long whole =
                metaGroups
                        ? Math.min(sb.firstMetaBg(), sb.descriptorBlocks())
                        : sb.descriptorBlocks();
        int perBlock = sb.descriptorsPerBlock();
        for (long group = 0; group < groups; group++) {
            long start = sb.groupStart(group);
            long own = 0;
            if (sb.hasSuperblock(group)) {
                own = 1L + (metaGroups ? 0 : sb.reservedGdtBlocks());
            }
            long metaGroup = group / perBlock;
            if (metaGroups && metaGroup >= sb.firstMetaBg()) {
                long within = group % perBlock;
                own += within <= 1 || within == perBlock - 1 ? 1 : 0;
            } else if (own > 0) {
                own += whole;
            }
            own += group == 0 ? sb.superblockBlock() - sb.firstDataBlock() : 0;
            census.metadata.add(start, Math.min(own, sb.groupBlocks(group)));
        }
        if (volume.blockSize() > Superblock.OFFSET || sb.firstDataBlock() == 1) {
            return; // block 0 is the superblock's, or belongs to no group
        }
        census.metadata.add(0, 2);
    }

    private void descriptor(long group, GroupDescriptor descriptor) throws IOException {
        Where at = volume.descriptorAt(group);
        place(group, at.field("blockBitmap", 0x00), descriptor.blockBitmap(), 1);
        place(group, at.field("inodeBitmap", 0x04), descriptor.inodeBitmap(), 1);
        place(group, at.field("inodeTable", 0x08), descriptor.inodeTable(), sb.inodeTableBlocks());
        if ((descriptor.flags() & ~KNOWN_FLAGS) != 0) {
            report.warning(at.field("flags", 0x12), "unknown 0x%x".formatted(descriptor.flags()));
        }
        if (sb.hasDescriptorChecksums() && descriptor.itableUnused() > sb.inodesPerGroup()) {
            report.error(
                    at.field("itableUnused", 0x1c),
                    "found %d, expected at most %d"
                            .formatted(descriptor.itableUnused(), sb.inodesPerGroup()));
            census.lostGroups.add(group);
        }
    }

    private void place(long group, Where at, long block, long count) {
        boolean anywhere = sb.hasIncompat(Features.Incompat.FLEX_BG);
        long first = sb.groupStart(group);
        if (!volume.contains(block, count)
                || !anywhere && (block < first || block + count > first + sb.groupBlocks(group))) {
            report.error(
                    at,
                    "found blocks %d to %d, expected blocks of the %s"
                            .formatted(block, block + count - 1, anywhere ? "volume" : "group"));
            census.lostGroups.add(group);
            return;
        }
        if (census.metadata.containsAny(block, count)) {
            report.error(
                    at,
                    "blocks %d to %d overlap other metadata".formatted(block, block + count - 1));
            census.lostGroups.add(group);
        }
        census.metadata.add(block, count);
    }

    private void checkCopy(long inGroup) throws IOException {
        int size = sb.descriptorSize();
        int perBlock = sb.descriptorsPerBlock();
        for (long group = 0; group < sb.groupsCount(); group++) {
            long block = sb.groupStart(inGroup) + 1 + group / perBlock;
            if (block >= sb.blocksCount()) {
                return;
            }
            if (group % perBlock == 0) {
                long first = volume.descriptorBlock(group / perBlock);
                if (volume.block(block).mismatch(volume.block(first)) < 0) {
                    group += perBlock - 1;
                    continue;
                }
            }
            MemorySegment bytes = volume.block(block).asSlice(group % perBlock * size, size);
            var copy = new GroupDescriptor(bytes);
            GroupDescriptor first = volume.rawDescriptor(group);
            if (copy.blockBitmap() != first.blockBitmap()
                    || copy.inodeBitmap() != first.inodeBitmap()
                    || copy.inodeTable() != first.inodeTable()) {
                report.error(
                        volume.where()
                                .structure(
                                        "copy in group %d of group descriptor %d"
                                                .formatted(inGroup, group),
                                        block * volume.blockSize() + group % perBlock * size),
                        "found blocks %d, %d, %d, expected %d, %d, %d"
                                .formatted(
                                        copy.blockBitmap(),
                                        copy.inodeBitmap(),
                                        copy.inodeTable(),
                                        first.blockBitmap(),
                                        first.inodeBitmap(),
                                        first.inodeTable()));
            }
        }
    }
}
