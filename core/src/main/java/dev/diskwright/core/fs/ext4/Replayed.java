package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/// A volume with blocks of its journal in their places. Takes 16 bytes of memory a block of the journal.
final class Replayed implements BlockSource {
    private final BlockSource volume;
    private final BlockSource journal;
    private final int blockSize;
    private final long[] blocks; // of the volume, ascending
    private final long[]
            places; // of the journal, in bytes; odd if the block's first four are its magic number

    /// @param places block of the journal in bytes by block of the volume, one more if it was escaped
    Replayed(BlockSource volume, BlockSource journal, int blockSize, SortedMap<Long, Long> places) {
        this.volume = volume;
        this.journal = journal;
        this.blockSize = blockSize;
        blocks = new long[places.size()];
        this.places = new long[places.size()];
        int i = 0;
        for (Map.Entry<Long, Long> it : places.entrySet()) {
            blocks[i] = it.getKey();
            this.places[i++] = it.getValue();
        }
    }

    @Override
    public long size() {
        return volume.size();
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        Objects.checkIndex(offset, size());
        long block = offset / blockSize;
        int i = indexFrom(block);
        if (i < blocks.length && blocks[i] == block) {
            return new Extent(block * blockSize, blockSize, Extent.Kind.DATA);
        }
        long from = i == 0 ? 0 : (blocks[i - 1] + 1) * blockSize;
        long to = i < blocks.length ? blocks[i] * blockSize : size();
        return volume.extentAt(offset).clip(from, to, 0);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Objects.checkFromIndexSize(offset, target.byteSize(), size());
        long end = offset + target.byteSize();
        int i = indexFrom(offset / blockSize);
        for (long at = offset; at < end; ) {
            long start = i < blocks.length ? blocks[i] * blockSize : Long.MAX_VALUE;
            if (at < start) {
                long to = Math.min(start, end);
                volume.read(at, target.asSlice(at - offset, to - at));
                at = to;
                continue;
            }
            long to = Math.min(start + blockSize, end);
            copy(places[i++], at - start, target.asSlice(at - offset, to - at));
            at = to;
        }
    }

    private void copy(long place, long from, MemorySegment target) throws IOException {
        journal.read((place & ~1L) + from, target);
        if ((place & 1) != 0 && from < 4) {
            MemorySegment magic = MemorySegment.ofArray(new byte[4]);
            BigEndian.put32(magic, 0, JournalSuperblock.MAGIC);
            long length = Math.min(4 - from, target.byteSize());
            MemorySegment.copy(magic, from, target, 0, length);
        }
    }

    /// {@return the first replaced block at or behind `block`, by index}
    private int indexFrom(long block) {
        int i = Arrays.binarySearch(blocks, block);
        return i >= 0 ? i : -i - 1;
    }
}
