package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A volume whose superblock has been checked: blocks, group descriptors and inodes by number. Remembers the blocks it
/// read last, so it is for one thread; contents of files do not go through it.
final class Volume {
    private static final int REMEMBERED = 256; // blocks; a power of two

    private final Where where;
    private final BlockSource source;
    private final Superblock superblock;
    private final Ext4Checksums checksums;
    private final int blockSize;
    private final long blocksCount;
    private final long[] rememberedNumbers = new long[REMEMBERED];
    private final @Nullable MemorySegment[] remembered = new @Nullable MemorySegment[REMEMBERED];

    private final int replayed;

    Volume(Where where, BlockSource source, Superblock superblock) {
        this(where, source, superblock, 0);
    }

    private Volume(Where where, BlockSource source, Superblock superblock, int replayed) {
        this.replayed = replayed;
        this.where = where;
        this.source = source;
        this.superblock = superblock;
        checksums = Ext4Checksums.of(superblock);
        blockSize = superblock.blockSize();
        blocksCount = superblock.blocksCount();
    }

    /// {@return the volume as it is}
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if its superblock is damaged or asks for what we lack
    static Volume asStored(Where where, BlockSource source) throws IOException {
        return new Volume(where, source, SuperblockReader.read(where, source));
    }

    /// {@return the volume as a mount would find it, with its journal replayed in memory}
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if its superblock or a journal that counts is damaged or asks for
    ///     what we lack
    static Volume open(Where where, BlockSource source) throws IOException {
        return asStored(where, source).replay();
    }

    /// {@return this volume with its journal replayed; itself if it needs none}
    Volume replay() throws IOException {
        if (!superblock.hasIncompat(Features.Incompat.RECOVER)) {
            return this;
        }
        JournalReplay.Outcome outcome = JournalReplay.of(this);
        Superblock then = SuperblockReader.read(where, outcome.source());
        return new Volume(where, outcome.source(), then, outcome.transactions());
    }

    /// {@return number of transactions that were replayed to get here}
    int replayed() {
        return replayed;
    }

    Where where() {
        return where;
    }

    BlockSource source() {
        return source;
    }

    Superblock superblock() {
        return superblock;
    }

    Ext4Checksums checksums() {
        return checksums;
    }

    int blockSize() {
        return blockSize;
    }

    /// {@return whether blocks `first` to `first + count - 1` may hold something of a file or a group}
    boolean contains(long first, long count) {
        return first > superblock.firstDataBlock() && count >= 0 && first <= blocksCount - count;
    }

    /// {@return a structure in block `number`}
    Where at(String structure, long number) {
        return where.structure(structure, number * blockSize);
    }

    /// {@return a block, which must not be changed}
    ///
    /// @throws IndexOutOfBoundsException if there is no such block: ask [#contains] first
    MemorySegment block(long number) throws IOException {
        int slot = (int) number & REMEMBERED - 1;
        @Nullable MemorySegment block = remembered[slot];
        if (block == null || rememberedNumbers[slot] != number) {
            block = source.bytes(Math.multiplyExact(number, blockSize), blockSize).asReadOnly();
            remembered[slot] = block;
            rememberedNumbers[slot] = number;
        }
        return block;
    }

    /// {@return the block that holds descriptor block `index` of the first copy} (with meta_bg these are spread out)
    long descriptorBlock(long index) {
        if (!superblock.hasIncompat(Features.Incompat.META_BG)
                || index < superblock.firstMetaBg()) {
            return superblock.superblockBlock() + 1 + index;
        }
        long group = index * superblock.descriptorsPerBlock();
        if (group == 0) {
            return superblock.superblockBlock() + 1;
        }
        return superblock.groupStart(group) + (superblock.hasSuperblock(group) ? 1 : 0);
    }

    /// {@return where a group's descriptor lies}
    Where descriptorAt(long group) {
        long offset = group % superblock.descriptorsPerBlock() * superblock.descriptorSize();
        long block = descriptorBlock(group / superblock.descriptorsPerBlock());
        return where.structure("group descriptor " + group, block * blockSize + offset);
    }

    /// {@return a group's descriptor, unchecked}
    ///
    /// @param group 0 to `groupsCount() - 1`
    GroupDescriptor rawDescriptor(long group) throws IOException {
        long number = descriptorBlock(group / superblock.descriptorsPerBlock());
        if (number >= blocksCount) {
            throw new CorruptImageException(
                    descriptorAt(group), "block %d".formatted(number), "a block of the volume");
        }
        int size = superblock.descriptorSize();
        long offset = group % superblock.descriptorsPerBlock() * size;
        return new GroupDescriptor(block(number).asSlice(offset, size));
    }

    /// {@return a group's descriptor, its checksum and the places it names being right}
    GroupDescriptor descriptor(long group) throws IOException {
        GroupDescriptor descriptor = rawDescriptor(group);
        if (superblock.hasDescriptorChecksums()) {
            int expected = checksums.groupDescriptor(group, descriptor.bytes());
            if (descriptor.checksum() != expected) {
                throw new CorruptImageException(
                        descriptorAt(group).field("checksum", GroupDescriptor.CHECKSUM_OFFSET),
                        "0x%04x".formatted(descriptor.checksum()),
                        "0x%04x".formatted(expected));
            }
        }
        if (!contains(descriptor.inodeTable(), superblock.inodeTableBlocks())) {
            throw new CorruptImageException(
                    descriptorAt(group).field("inodeTable", 0x08),
                    "block %d".formatted(descriptor.inodeTable()),
                    "%d blocks of the volume".formatted(superblock.inodeTableBlocks()));
        }
        return descriptor;
    }

    /// {@return offset of an inode in the volume, in bytes}
    ///
    /// @param number 1 to `inodesCount()`
    long inodeOffset(long number, GroupDescriptor descriptor) {
        long index = (number - 1) % superblock.inodesPerGroup();
        return descriptor.inodeTable() * blockSize + index * superblock.inodeRecordSize();
    }

    /// {@return the group that an inode belongs to}
    long groupOf(long inode) {
        return (inode - 1) / superblock.inodesPerGroup();
    }

    /// {@return where an inode lies}
    Where inodeAt(long number) throws IOException {
        GroupDescriptor descriptor = descriptor(groupOf(number));
        return where.structure("inode " + number, inodeOffset(number, descriptor));
    }

    /// {@return an inode, its checksum being right}
    ///
    /// @param number 1 to `inodesCount()`
    InodeRecord inode(long number) throws IOException {
        GroupDescriptor descriptor = descriptor(groupOf(number));
        InodeRecord inode = rawInode(number, descriptor);
        if (superblock.hasMetadataChecksums()) {
            long expected = expectedChecksum(number, inode);
            if (inode.checksum() != expected) {
                throw new CorruptImageException(
                        inodeAt(number).field("checksum", InodeRecord.CHECKSUM_LO_OFFSET),
                        "0x%x".formatted(inode.checksum()),
                        "0x%x".formatted(expected));
            }
        }
        return inode;
    }

    /// {@return what an inode's checksum must be, as wide as it has room for}
    long expectedChecksum(long number, InodeRecord inode) {
        int checksum = checksums.inode(number, inode);
        return inode.hasWideChecksum() ? checksum & 0xffff_ffffL : checksum & 0xffffL;
    }

    /// {@return an inode, unchecked}
    InodeRecord rawInode(long number, GroupDescriptor descriptor) throws IOException {
        long offset = inodeOffset(number, descriptor);
        MemorySegment block = block(offset / blockSize);
        return new InodeRecord(block.asSlice(offset % blockSize, superblock.inodeRecordSize()));
    }
}
