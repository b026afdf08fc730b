package dev.diskwright.core.fs.ext4;

import java.lang.foreign.MemorySegment;

/// One group descriptor, as a view of its bytes: 32 of them, or 64 and more with the 64bit feature. Numbers whose upper
/// half has no room are cut when written.
record GroupDescriptor(MemorySegment bytes) {
    static final int SIZE_32BIT = 32;
    static final int SIZE_64BIT = 64;

    /// The inode bitmap is not initialised, the table holds no inode in use.
    static final int INODE_UNINIT = 1;

    /// The block bitmap is not initialised: only metadata is in use.
    static final int BLOCK_UNINIT = 2;

    /// The inode table has been zeroed.
    static final int INODE_ZEROED = 4;

    static final int CHECKSUM_OFFSET = 0x1e;

    private boolean wide() {
        return bytes.byteSize() >= SIZE_64BIT;
    }

    private long get32(int low, int high) {
        long value = LittleEndian.u32(bytes, low);
        return wide() ? LittleEndian.u32(bytes, high) << 32 | value : value;
    }

    private void put32(int low, int high, long value) {
        LittleEndian.put32(bytes, low, value);
        if (wide()) {
            LittleEndian.put32(bytes, high, value >>> 32);
        }
    }

    private long get16(int low, int high) {
        long value = LittleEndian.u16(bytes, low);
        return wide() ? (long) LittleEndian.u16(bytes, high) << 16 | value : value;
    }

    private void put16(int low, int high, long value) {
        LittleEndian.put16(bytes, low, value);
        if (wide()) {
            LittleEndian.put16(bytes, high, value >>> 16);
        }
    }

    /// {@return block number of the block bitmap}
    long blockBitmap() {
        return get32(0x00, 0x20);
    }

    void blockBitmap(long block) {
        put32(0x00, 0x20, block);
    }

    /// {@return block number of the inode bitmap}
    long inodeBitmap() {
        return get32(0x04, 0x24);
    }

    void inodeBitmap(long block) {
        put32(0x04, 0x24, block);
    }

    /// {@return first block of the inode table}
    long inodeTable() {
        return get32(0x08, 0x28);
    }

    void inodeTable(long block) {
        put32(0x08, 0x28, block);
    }

    long freeBlocksCount() {
        return get16(0x0c, 0x2c);
    }

    void freeBlocksCount(long count) {
        put16(0x0c, 0x2c, count);
    }

    long freeInodesCount() {
        return get16(0x0e, 0x2e);
    }

    void freeInodesCount(long count) {
        put16(0x0e, 0x2e, count);
    }

    long usedDirsCount() {
        return get16(0x10, 0x30);
    }

    void usedDirsCount(long count) {
        put16(0x10, 0x30, count);
    }

    int flags() {
        return LittleEndian.u16(bytes, 0x12);
    }

    void flags(int flags) {
        LittleEndian.put16(bytes, 0x12, flags);
    }

    /// {@return number of inodes at the end of the table that were never used}
    long itableUnused() {
        return get16(0x1c, 0x32);
    }

    void itableUnused(long count) {
        put16(0x1c, 0x32, count);
    }

    /// {@return checksum of the block bitmap; 16 bits of it if [#hasWideChecksums()] is false}
    long blockBitmapChecksum() {
        return get16(0x18, 0x38);
    }

    void blockBitmapChecksum(int checksum) {
        put16(0x18, 0x38, checksum);
    }

    /// {@return checksum of the inode bitmap; 16 bits of it if [#hasWideChecksums()] is false}
    long inodeBitmapChecksum() {
        return get16(0x1a, 0x3a);
    }

    void inodeBitmapChecksum(int checksum) {
        put16(0x1a, 0x3a, checksum);
    }

    /// {@return whether checksums of bitmaps have room for all 32 bits}
    boolean hasWideChecksums() {
        return wide();
    }

    int checksum() {
        return LittleEndian.u16(bytes, CHECKSUM_OFFSET);
    }

    void checksum(int checksum) {
        LittleEndian.put16(bytes, CHECKSUM_OFFSET, checksum);
    }
}
