package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.UnsupportedImageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Content in chunks, each of which is somewhere or a hole.
final class ChunkContent implements BlockSource {
    private static final int KNOWN = Format.CHUNK_BITS | Format.CHUNK_INDEXES;
    private static final long HOLE = 0xffff_ffffL;

    private final Volume volume;
    private final Inode inode;
    private final int bits; // of a chunk's size
    private final int line; // bytes of the list a chunk
    private final long list; // offset in the volume

    private ChunkContent(Volume volume, Inode inode, int bits, int line, long list) {
        this.volume = volume;
        this.inode = inode;
        this.bits = bits;
        this.line = line;
        this.list = list;
    }

    static ChunkContent of(Volume volume, Inode inode) throws IOException {
        int format = (int) (inode.place() & 0xffff);
        if ((format & ~KNOWN) != 0) {
            throw new UnsupportedImageException(
                    inode.where().field("chunk format", 16), "format 0x%x".formatted(format));
        }
        int bits = volume.blockBits() + (format & Format.CHUNK_BITS);
        int line = (format & Format.CHUNK_INDEXES) != 0 ? 8 : 4;
        long list = (inode.behind() + line - 1) / line * line;
        long chunks = (inode.length() - 1 >>> bits) + 1;
        if (chunks > volume.size() / line) {
            throw new CorruptImageException(
                    inode.where().field("i_size", 8),
                    "%d chunks".formatted(chunks),
                    "no more than a list within the volume tells of");
        }
        volume.check(inode.where(), list, chunks * line);
        return new ChunkContent(volume, inode, bits, line, list);
    }

    @Override
    public long size() {
        return inode.length();
    }

    /// {@return number of chunks}
    long count() {
        return (inode.length() - 1 >>> bits) + 1;
    }

    /// {@return where a chunk is, as an offset in the volume; -1 for a hole}
    long place(long chunk) throws IOException {
        byte[] bytes = volume.metadata(inode.where(), list + chunk * line, line);
        long block = LittleEndian.u32(bytes, line - 4);
        if (line == 8 && block != HOLE && LittleEndian.u16(bytes, 2) != 0) {
            throw new UnsupportedImageException(
                    inode.where(), "a chunk on device %d".formatted(LittleEndian.u16(bytes, 2)));
        }
        if (block == HOLE) {
            return -1;
        }
        long at = block << volume.blockBits();
        volume.check(
                inode.where().field("chunk " + chunk, list + chunk * line - inode.at()),
                at,
                length(chunk));
        return at;
    }

    private long length(long chunk) {
        return Math.min(1L << bits, inode.length() - (chunk << bits));
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        Objects.checkIndex(offset, size());
        long first = offset >>> bits;
        boolean zero = place(first) < 0;
        long end = first + 1;
        while (end < count() && place(end) < 0 == zero) {
            end++;
        }
        long start = first << bits;
        return new Extent(
                start,
                (end == count() ? size() : end << bits) - start,
                zero ? Extent.Kind.ZERO : Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Objects.checkFromIndexSize(offset, target.byteSize(), size());
        for (long done = 0; done < target.byteSize(); ) {
            long chunk = offset + done >>> bits;
            long from = offset + done - (chunk << bits);
            long count = Math.min((1L << bits) - from, target.byteSize() - done);
            MemorySegment part = target.asSlice(done, count);
            long place = place(chunk);
            if (place < 0) {
                part.fill((byte) 0);
            } else {
                volume.read(inode.where(), place + from, part);
            }
            done += count;
        }
    }
}
