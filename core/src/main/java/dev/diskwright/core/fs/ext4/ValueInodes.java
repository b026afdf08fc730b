package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.Scattered;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Crc32c;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// Values of extended attributes that lie in inodes of their own (feature ea_inode). Each is read once, whoever shares
/// it, and its blocks are nobody else's, so that values take no more memory than room in the volume.
final class ValueInodes implements XattrEntries.Values {
    /// The longest value, in bytes; what Linux's own interface sets and gets is at most 64 KiB.
    private static final long MAX_VALUE = 1 << 20;

    private static final long MAX_TOTAL = 256L << 20;

    private final Volume volume;
    private final Claim claim;
    private final Map<Long, MemorySegment> values = new HashMap<>();
    private long total;

    ValueInodes(Volume volume, Claim claim) {
        this.volume = volume;
        this.claim = claim;
    }

    /// Told of each block that a value takes; refuses one that is taken.
    interface Claim {
        void block(Where where, long block) throws IOException;
    }

    @Override
    public MemorySegment value(Where entry, long number, long size) throws IOException {
        Superblock sb = volume.superblock();
        Where field = entry.field("valueInode", entry.fieldOffset() + 4);
        if (!sb.hasIncompat(Features.Incompat.EA_INODE)
                || number < sb.firstInode()
                || number > sb.inodesCount()) {
            throw new CorruptImageException(
                    field, "inode %d".formatted(number), "0, or an inode with feature ea_inode");
        }
        MemorySegment known = values.get(number);
        if (known == null) {
            known = read(field, number);
            values.put(number, known);
        }
        if (known.byteSize() != size) {
            throw new CorruptImageException(
                    entry.field("valueSize", entry.fieldOffset() + 8),
                    Long.toString(size),
                    "%d, the size of inode %d".formatted(known.byteSize(), number));
        }
        return known;
    }

    @Override
    public int seed() {
        return volume.checksums().seed();
    }

    /// {@return checksum of a value, as its inode carries it}
    ///
    /// @param seed of the volume
    static int hash(int seed, MemorySegment value) {
        return Crc32c.update(seed, value);
    }

    private MemorySegment read(Where field, long number) throws IOException {
        InodeRecord inode = volume.inode(number);
        Where at = volume.inodeAt(number);
        long size = inode.size();
        if (!inode.has(InodeRecord.EA_INODE)
                || inode.type() != InodeRecord.REGULAR
                || inode.has(InodeRecord.INLINE_DATA | InodeRecord.ENCRYPTED)) {
            throw new CorruptImageException(field, "inode %d".formatted(number), "one for a value");
        }
        if (size < 0) {
            throw new CorruptImageException(
                    at.field("size", 0x04), Long.toUnsignedString(size), "a value's");
        }
        total += size;
        if (size > MAX_VALUE || total > MAX_TOTAL) {
            throw new UnsupportedImageException(
                    at.field("size", 0x04),
                    "an extended attribute of more than 1 MiB, or 256 MiB of all,");
        }
        var builder = new Scattered.Builder();
        long blockSize = volume.blockSize();
        MapReader.read(
                volume,
                number,
                inode,
                new MapReader.Sink() {
                    @Override
                    public void node(Where where, long block) throws IOException {
                        claim.block(where, block);
                    }

                    @Override
                    public void run(long logical, long length, long physical, boolean unwritten)
                            throws IOException {
                        if (logical * blockSize < size && !unwritten) {
                            claim(logical, length, physical);
                        }
                    }

                    private void claim(long logical, long length, long physical)
                            throws IOException {
                        long used = Math.min(length, Math.ceilDiv(size, blockSize) - logical);
                        for (long i = 0; i < used; i++) {
                            claim.block(at, physical + i);
                        }
                        builder.add(logical * blockSize, used * blockSize, physical * blockSize);
                    }
                });
        MemorySegment value = builder.build(volume.source(), size).bytes(0, (int) size);
        long expected = hash(seed(), value) & 0xffff_ffffL;
        if (inode.valueHash() != expected) {
            throw new CorruptImageException(
                    at.field("atime", 0x08),
                    "0x%08x".formatted(inode.valueHash()),
                    "0x%08x, the value's checksum".formatted(expected));
        }
        return value;
    }
}
