package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.u32;

import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Checks inode 7, which holds the blocks kept for more group descriptors: one doubly indirect block leads to those
/// behind the first descriptors, and each of these, read as an indirect block, leads to its counterparts in the groups
/// that have copies.
final class ResizeInodeChecker {
    private static final int DOUBLY_INDIRECT = 13;

    private final Volume volume;
    private final Superblock sb;
    private final Report report;
    private final Census census;

    ResizeInodeChecker(Volume volume, Report report, Census census) {
        this.volume = volume;
        this.sb = volume.superblock();
        this.report = report;
        this.census = census;
    }

    void check(Where at, InodeRecord inode) throws IOException {
        Where field = at.field("block", InodeRecord.BLOCK_OFFSET);
        if (inode.type() != InodeRecord.REGULAR || inode.linksCount() == 0) {
            report.error(at.field("mode", 0), "the resize inode is not a file in use");
            return;
        }
        MemorySegment map = inode.block();
        for (int i = 0; i < InodeRecord.BLOCK_SIZE / 4; i++) {
            if (i != DOUBLY_INDIRECT && u32(map, 4L * i) != 0) {
                report.error(field, "the resize inode has a block beside its doubly indirect one");
                return;
            }
        }
        long block = u32(map, 4L * DOUBLY_INDIRECT);
        if (!volume.contains(block, 1)) {
            if (block != 0 || sb.reservedGdtBlocks() != 0) {
                report.error(field, "found block %d, expected one of the volume".formatted(block));
            }
            return;
        }
        if (census.metadata.contains(block) || census.used.contains(block)) {
            report.error(field, "block %d is claimed more than once".formatted(block));
        }
        census.used.add(block, 1);
        indirect(block);
    }

    private void indirect(long block) throws IOException {
        int perBlock = volume.blockSize() / 4;
        MemorySegment pointers = volume.block(block);
        Where at = volume.at("doubly indirect block of the resize inode", block);
        long firstReserved = sb.superblockBlock() + 1 + sb.descriptorBlocks();
        var expected = new long[perBlock];
        for (int i = 0; i < sb.reservedGdtBlocks() && i < perBlock; i++) {
            expected[(int) ((sb.descriptorBlocks() + i) % perBlock)] = firstReserved + i;
        }
        for (int i = 0; i < perBlock; i++) {
            long found = u32(pointers, 4L * i);
            if (found != expected[i]) {
                report.differs(at.field("pointer " + i, 4L * i), found, expected[i]);
            } else if (found != 0) {
                copies(found);
            }
        }
    }

    private void copies(long block) throws IOException {
        if (!volume.contains(block, 1)) {
            return;
        }
        MemorySegment pointers = volume.block(block);
        Where at = volume.at("indirect block of the resize inode", block);
        int next = 0;
        for (long group = 1; group < sb.groupsCount(); group++) {
            if (!sb.hasSuperblock(group) || next >= volume.blockSize() / 4) {
                continue;
            }
            long expected = block + group * sb.blocksPerGroup();
            long found = u32(pointers, 4L * next);
            if (found != expected) {
                report.differs(at.field("pointer " + next, 4L * next), found, expected);
            }
            next++;
        }
    }
}
