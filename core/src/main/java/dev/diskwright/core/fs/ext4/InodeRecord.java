package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.put16;
import static dev.diskwright.core.fs.ext4.LittleEndian.put32;
import static dev.diskwright.core.fs.ext4.LittleEndian.u16;
import static dev.diskwright.core.fs.ext4.LittleEndian.u32;

import java.lang.foreign.MemorySegment;

/// One inode, as a view of its bytes: 128 of them in the old form, 256 and more with extra fields, which exist as far
/// as [#extraSize()] says.
record InodeRecord(MemorySegment bytes) {
    /// Size in the old form, and of the fixed part of any inode, in bytes.
    static final int SMALL_SIZE = 128;

    /// Size of the extra fields as of now, in bytes.
    static final int EXTRA_SIZE = 32;

    static final int BLOCK_OFFSET = 0x28;

    /// Size of the block field, in bytes.
    static final int BLOCK_SIZE = 60;

    static final int CHECKSUM_LO_OFFSET = 0x7c;
    static final int CHECKSUM_HI_OFFSET = 0x82;

    // The kind of file, in the upper four bits of the mode.
    static final int TYPE_MASK = 0xf000;
    static final int FIFO = 0x1000;
    static final int CHARACTER_DEVICE = 0x2000;
    static final int DIRECTORY = 0x4000;
    static final int BLOCK_DEVICE = 0x6000;
    static final int REGULAR = 0x8000;
    static final int SYMBOLIC_LINK = 0xa000;
    static final int SOCKET = 0xc000;

    // Flags.
    static final long COMPRESSED = 0x4;
    static final long IMMUTABLE = 0x10;
    static final long APPEND = 0x20;
    static final long ENCRYPTED = 0x800;
    static final long INDEXED = 0x1000;
    static final long HUGE_FILE = 0x4_0000;
    static final long EXTENTS = 0x8_0000;
    static final long VERITY = 0x10_0000;
    static final long EA_INODE = 0x20_0000;
    static final long INLINE_DATA = 0x1000_0000;
    static final long PROJECT_INHERIT = 0x2000_0000;
    static final long CASEFOLD = 0x4000_0000;

    /// A time in nanoseconds keeps its two upper bits of seconds here.
    private static final int EPOCH_BITS = 3;

    int mode() {
        return u16(bytes, 0x00);
    }

    void mode(int mode) {
        put16(bytes, 0x00, mode);
    }

    /// {@return the kind of file, such as [#DIRECTORY]}
    int type() {
        return mode() & TYPE_MASK;
    }

    long uid() {
        return u16(bytes, 0x02) | (long) u16(bytes, 0x78) << 16;
    }

    void uid(long uid) {
        put16(bytes, 0x02, uid);
        put16(bytes, 0x78, uid >>> 16);
    }

    long gid() {
        return u16(bytes, 0x18) | (long) u16(bytes, 0x7a) << 16;
    }

    void gid(long gid) {
        put16(bytes, 0x18, gid);
        put16(bytes, 0x7a, gid >>> 16);
    }

    /// {@return size of the contents in bytes; negative only in a damaged inode}
    long size() {
        return u32(bytes, 0x04) | u32(bytes, 0x6c) << 32;
    }

    void size(long size) {
        put32(bytes, 0x04, size);
        put32(bytes, 0x6c, size >>> 32);
    }

    int linksCount() {
        return u16(bytes, 0x1a);
    }

    void linksCount(int count) {
        put16(bytes, 0x1a, count);
    }

    /// {@return space taken, in units of 512 bytes, or of blocks with the flag [#HUGE_FILE]}
    long blocks() {
        return u32(bytes, 0x1c) | (long) u16(bytes, 0x74) << 32;
    }

    void blocks(long count) {
        put32(bytes, 0x1c, count);
        put16(bytes, 0x74, count >>> 32);
    }

    long flags() {
        return u32(bytes, 0x20);
    }

    void flags(long flags) {
        put32(bytes, 0x20, flags);
    }

    boolean has(long flag) {
        return (flags() & flag) != 0;
    }

    /// {@return the 60 bytes of the block field, a slice}
    MemorySegment block() {
        return bytes.asSlice(BLOCK_OFFSET, BLOCK_SIZE);
    }

    long generation() {
        return u32(bytes, 0x64);
    }

    void generation(long generation) {
        put32(bytes, 0x64, generation);
    }

    /// {@return block of extended attributes, 0 if there is none}
    long fileAcl() {
        return u32(bytes, 0x68) | (long) u16(bytes, 0x76) << 32;
    }

    void fileAcl(long block) {
        put32(bytes, 0x68, block);
        put16(bytes, 0x76, block >>> 32);
    }

    /// {@return whether a symbolic link's target lies in the block field}
    ///
    /// @param unit of allocation in the volume, in bytes
    boolean isFastLink(int unit) {
        long attributes = fileAcl() == 0 ? 0 : unit / 512;
        return size() < BLOCK_SIZE && !has(EXTENTS | INLINE_DATA) && blocks() == attributes;
    }

    /// {@return checksum of the attribute's value that this inode holds, if it has the flag [#EA_INODE]}
    long valueHash() {
        return u32(bytes, 0x08);
    }

    /// {@return number of attributes that have their value in this inode, if it has the flag [#EA_INODE]}
    long valueReferences() {
        return u32(bytes, 0x0c) << 32 | u32(bytes, 0x24);
    }

    /// {@return time of deletion; in an orphan the next one's number}
    long deletionTime() {
        return u32(bytes, 0x14);
    }

    /// {@return size of the fields behind the first 128 bytes, in bytes; 0 in the old form}
    int extraSize() {
        return bytes.byteSize() > SMALL_SIZE ? u16(bytes, 0x80) : 0;
    }

    void extraSize(int size) {
        put16(bytes, 0x80, size);
    }

    /// {@return whether the 4 bytes at `offset` belong to an extra field that exists}
    private boolean hasExtra(int offset) {
        return extraSize() >= offset + 4 - SMALL_SIZE && bytes.byteSize() >= offset + 4;
    }

    /// {@return seconds of the modification time since 1970}
    long modificationSeconds() {
        return seconds(0x10, 0x88);
    }

    int modificationNanos() {
        return nanos(0x88);
    }

    void modificationTime(long seconds, int nanos) {
        time(0x10, 0x88, seconds, nanos);
    }

    void accessTime(long seconds, int nanos) {
        time(0x08, 0x8c, seconds, nanos);
    }

    void changeTime(long seconds, int nanos) {
        time(0x0c, 0x84, seconds, nanos);
    }

    void creationTime(long seconds, int nanos) {
        time(0x90, 0x94, seconds, nanos);
    }

    private long seconds(int low, int extra) {
        long seconds = (int) u32(bytes, low);
        return hasExtra(extra) ? seconds + ((u32(bytes, extra) & EPOCH_BITS) << 32) : seconds;
    }

    private int nanos(int extra) {
        return hasExtra(extra) ? (int) (u32(bytes, extra) >>> 2) : 0;
    }

    private void time(int low, int extra, long seconds, int nanos) {
        put32(bytes, low, seconds);
        if (hasExtra(extra)) {
            put32(bytes, extra, (long) nanos << 2 | (seconds - (int) seconds) >>> 32 & EPOCH_BITS);
        }
    }

    /// {@return whether the checksum has room for its upper 16 bits}
    boolean hasWideChecksum() {
        return extraSize() >= 4;
    }

    long checksum() {
        long low = u16(bytes, CHECKSUM_LO_OFFSET);
        return hasWideChecksum() ? low | (long) u16(bytes, CHECKSUM_HI_OFFSET) << 16 : low;
    }

    void checksum(int checksum) {
        put16(bytes, CHECKSUM_LO_OFFSET, checksum);
        if (hasWideChecksum()) {
            put16(bytes, CHECKSUM_HI_OFFSET, checksum >>> 16);
        }
    }
}
