package dev.diskwright.core.container.vdi;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The disk in a VDI file. Keeps 1 MiB of the block map in memory at most.
final class Reader implements BlockSource {
    private static final int LONGEST_RUN = 1 << 16; // blocks looked at to find the end of a run

    private final BlockSource file;
    private final Header header;
    private final BlockMap map;
    private final long blockSize;
    private volatile @Nullable Extent latest;

    Reader(Where where, BlockSource file, Header header) {
        this.file = file;
        this.header = header;
        map = new BlockMap(where, file, header);
        blockSize = header.blockSize();
    }

    @Override
    public long size() {
        return header.size();
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        Objects.checkIndex(offset, size());
        Extent known = latest;
        if (known == null || offset < known.offset() || offset >= known.end()) {
            known = runAt(offset / blockSize);
            latest = known;
        }
        return known;
    }

    private Extent runAt(long block) throws IOException {
        boolean allocated = BlockMap.isAllocated(map.entry(block));
        long last = Math.min(Math.ceilDiv(size(), blockSize), block + LONGEST_RUN);
        long end = block + 1;
        while (end < last && BlockMap.isAllocated(map.entry(end)) == allocated) {
            end++;
        }
        long start = block * blockSize;
        return new Extent(
                start,
                Math.min(size(), end * blockSize) - start,
                allocated ? Extent.Kind.DATA : Extent.Kind.ZERO);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Objects.checkFromIndexSize(offset, target.byteSize(), size());
        for (long done = 0; done < target.byteSize(); ) {
            long at = offset + done;
            long block = at / blockSize;
            long inBlock = at % blockSize;
            long wanted = target.byteSize() - done;
            int entry = map.entry(block);
            long length = contiguous(block, entry, inBlock, wanted);
            if (BlockMap.isAllocated(entry)) {
                readBlocks(block, entry, inBlock, target.asSlice(done, length));
            } else {
                target.asSlice(done, length).fill((byte) 0);
            }
            done += length;
        }
    }

    /// {@return how many bytes from `inBlock` on, at most `wanted`, follow each other in the file, or are all not there}
    private long contiguous(long block, int entry, long inBlock, long wanted) throws IOException {
        boolean allocated = BlockMap.isAllocated(entry);
        long length = blockSize - inBlock;
        int expected = entry;
        for (long next = block + 1; length < wanted; next++) {
            int found = map.entry(next);
            expected++;
            boolean follows =
                    allocated
                            ? found == expected && header.blockExtra() == 0
                            : !BlockMap.isAllocated(found);
            if (!follows) {
                break;
            }
            length += blockSize;
        }
        return Math.min(length, wanted);
    }

    private void readBlocks(long block, int entry, long inBlock, MemorySegment target)
            throws IOException {
        long offset = header.offsetOf(Integer.toUnsignedLong(entry)) + inBlock;
        if (offset > file.size() - target.byteSize()) {
            throw new CorruptImageException(
                    map.place(block),
                    "block %s at 0x%x".formatted(Integer.toUnsignedString(entry), offset),
                    "one within the file of %d bytes".formatted(file.size()));
        }
        file.read(offset, target);
    }
}
