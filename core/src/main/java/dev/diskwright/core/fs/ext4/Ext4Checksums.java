package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.Crc32c;
import dev.diskwright.core.bytes.Guids;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.UUID;

/// The checksums of one volume (kernel documentation, "Checksums"): CRC-32C without its final inversion, seeded with
/// the volume's UUID and, for what belongs to an inode, with its number and generation. Fields that hold a checksum
/// count as zero, so nothing needs to be cleared before.
///
/// @param metadata whether all metadata have checksums; otherwise only descriptors may, by CRC-16
/// @param uuid of the volume
/// @param seed register after the UUID, or the superblock's `s_checksum_seed`
record Ext4Checksums(boolean metadata, UUID uuid, int seed) {
    private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[8]).asReadOnly();
    private static final int CRC16_POLYNOMIAL = 0xa001; // reflected

    static Ext4Checksums of(Superblock superblock) {
        boolean stored = superblock.hasIncompat(Features.Incompat.CSUM_SEED);
        return new Ext4Checksums(
                superblock.hasMetadataChecksums(),
                superblock.uuid(),
                stored ? (int) superblock.checksumSeed() : seedOf(superblock.uuid()));
    }

    /// {@return the seed that a UUID gives}
    static int seedOf(UUID uuid) {
        return Crc32c.update(Crc32c.INITIAL, bytesOf(uuid));
    }

    private static MemorySegment bytesOf(UUID uuid) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[16]);
        Guids.putPlain(bytes, 0, uuid);
        return bytes;
    }

    /// {@return what `s_checksum` must hold}
    ///
    /// @param bytes the superblock's 1024
    static int superblock(MemorySegment bytes) {
        return Crc32c.update(Crc32c.INITIAL, bytes.asSlice(0, Superblock.SIZE - 4));
    }

    /// {@return what `bg_checksum` must hold, 16 bits}
    int groupDescriptor(long group, MemorySegment descriptor) {
        int at = GroupDescriptor.CHECKSUM_OFFSET;
        MemorySegment before = descriptor.asSlice(0, at);
        MemorySegment after = descriptor.asSlice(at + 2);
        if (metadata) {
            int crc = Crc32c.update(Crc32c.updateInt(seed, (int) group), before);
            return Crc32c.update(Crc32c.update(crc, ZEROS.asSlice(0, 2)), after) & 0xffff;
        }
        MemorySegment number = MemorySegment.ofArray(new byte[4]);
        LittleEndian.put32(number, 0, group);
        int crc = crc16(crc16(crc16(0xffff, bytesOf(uuid)), number), before);
        return crc16(crc, after);
    }

    private static int crc16(int register, MemorySegment bytes) {
        for (long i = 0; i < bytes.byteSize(); i++) {
            register ^= bytes.get(ValueLayout.JAVA_BYTE, i) & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                register = (register & 1) == 0 ? register >>> 1 : register >>> 1 ^ CRC16_POLYNOMIAL;
            }
        }
        return register;
    }

    /// {@return checksum of a block or inode bitmap}
    ///
    /// @param bits as many bytes as the group has clusters or inodes, divided by 8
    int bitmap(MemorySegment bits) {
        return Crc32c.update(seed, bits);
    }

    /// {@return the seed for what belongs to an inode}
    int inodeSeed(long inode, long generation) {
        return Crc32c.updateInt(Crc32c.updateInt(seed, (int) inode), (int) generation);
    }

    /// {@return checksum of an inode; its upper half counts if [InodeRecord#hasWideChecksum()]}
    ///
    /// @param number of the inode
    int inode(long number, InodeRecord inode) {
        MemorySegment bytes = inode.bytes();
        int crc = inodeSeed(number, inode.generation());
        crc = Crc32c.update(crc, bytes.asSlice(0, InodeRecord.CHECKSUM_LO_OFFSET));
        crc = Crc32c.update(crc, ZEROS.asSlice(0, 2));
        long done = InodeRecord.CHECKSUM_LO_OFFSET + 2;
        if (inode.hasWideChecksum()) {
            crc = Crc32c.update(crc, bytes.asSlice(done, InodeRecord.CHECKSUM_HI_OFFSET - done));
            crc = Crc32c.update(crc, ZEROS.asSlice(0, 2));
            done = InodeRecord.CHECKSUM_HI_OFFSET + 2;
        }
        return Crc32c.update(crc, bytes.asSlice(done));
    }

    /// {@return checksum of a directory's leaf, for the entry at its end}
    static int directoryLeaf(int inodeSeed, MemorySegment block) {
        return Crc32c.update(
                inodeSeed, block.asSlice(0, block.byteSize() - DirectoryBlock.TAIL_SIZE));
    }

    /// {@return checksum of a node of a directory's index, which stands 4 bytes into the tail behind `limit` entries}
    ///
    /// @param countOffset offset in the block of the entry that holds limit and count, in bytes
    /// @param limit entries of 8 bytes that there is room for, that one included
    /// @param count entries in use, that one included
    static int directoryIndex(
            int inodeSeed, MemorySegment block, long countOffset, int limit, int count) {
        int crc = Crc32c.update(inodeSeed, block.asSlice(0, countOffset + 8L * count));
        crc = Crc32c.update(crc, block.asSlice(countOffset + 8L * limit, 4));
        return Crc32c.update(crc, ZEROS.asSlice(0, 4));
    }

    /// {@return checksum of a block of an extent tree} With blocks of 2 KiB it does not end with the block: see
    /// [ExtentNode#checksumOffset()].
    static int extentBlock(int inodeSeed, ExtentNode node) {
        return Crc32c.update(inodeSeed, node.bytes().asSlice(0, node.checksumOffset()));
    }

    /// Offset of the checksum in a block of extended attributes, in bytes.
    static final int XATTR_CHECKSUM_OFFSET = 0x10;

    /// {@return checksum of a block of extended attributes}
    ///
    /// @param number of the block in the volume
    int xattrBlock(long number, MemorySegment block) {
        int crc = Crc32c.updateLong(seed, number);
        crc = Crc32c.update(crc, block.asSlice(0, XATTR_CHECKSUM_OFFSET));
        crc = Crc32c.update(crc, ZEROS.asSlice(0, 4));
        return Crc32c.update(crc, block.asSlice(XATTR_CHECKSUM_OFFSET + 4));
    }
}
