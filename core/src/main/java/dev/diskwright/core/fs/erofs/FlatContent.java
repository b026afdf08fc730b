package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.CorruptImageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Content in blocks one behind the other, whose end may be behind the inode.
final class FlatContent implements BlockSource {
    private final BlockSource volume;
    private final long size;
    private final long start; // offset in the volume
    private final long whole; // bytes that are there
    private final long tail; // offset in the volume of what is left

    private FlatContent(BlockSource volume, long size, long start, long whole, long tail) {
        this.volume = volume;
        this.size = size;
        this.start = start;
        this.whole = whole;
        this.tail = tail;
    }

    static FlatContent of(Volume volume, Inode inode) throws CorruptImageException {
        int bits = volume.blockBits();
        long start = inode.place() << bits;
        if (inode.layout() == Format.FLAT) {
            volume.check(inode.where().field("i_size", 8), start, inode.length());
            return new FlatContent(volume.source(), inode.length(), start, inode.length(), 0);
        }
        long whole = inode.length() - 1 >>> bits << bits;
        long rest = inode.length() - whole;
        long tail = inode.behind();
        if ((tail & volume.blockSize() - 1) + rest > volume.blockSize()) {
            throw new CorruptImageException(
                    inode.where(),
                    "an end of %d bytes at %d that leaves its block".formatted(rest, tail),
                    "one within it");
        }
        if (whole > 0) {
            volume.check(inode.where().field("i_size", 8), start, whole);
        }
        volume.check(inode.where(), tail, rest);
        return new FlatContent(volume.source(), inode.length(), start, whole, tail);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Extent extentAt(long offset) {
        Objects.checkIndex(offset, size);
        return new Extent(0, size, Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Objects.checkFromIndexSize(offset, target.byteSize(), size);
        long count = Math.clamp(whole - offset, 0, target.byteSize());
        if (count > 0) {
            volume.read(start + offset, target.asSlice(0, count));
        }
        if (count < target.byteSize()) {
            volume.read(tail + offset + count - whole, target.asSlice(count));
        }
    }
}
