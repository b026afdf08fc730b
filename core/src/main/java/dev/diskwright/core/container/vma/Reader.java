package dev.diskwright.core.container.vma;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A disk of an archive.
///
/// @param clusters complete
record Reader(BlockSource file, long size, Clusters clusters) implements BlockSource {
    private static final int STEPS = 4096; // runs that are put together for an extent

    @Override
    public Extent extentAt(long offset) {
        checkRange(offset, 1);
        long first = offset >>> Fields.BLOCK_BITS;
        long last = Math.ceilDiv(size, Fields.BLOCK);
        Clusters.Blocks run = clusters.at(first);
        boolean zero = run.isZero();
        long end = first + run.count();
        for (int i = 0; i < STEPS && end < last; i++) {
            run = clusters.at(end);
            if (run.isZero() != zero) {
                break;
            }
            end += run.count();
        }
        long start = first << Fields.BLOCK_BITS;
        return new Extent(
                start,
                Math.min(size, end << Fields.BLOCK_BITS) - start,
                zero ? Extent.Kind.ZERO : Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        checkRange(offset, target.byteSize());
        for (long done = 0; done < target.byteSize(); ) {
            long at = offset + done;
            Clusters.Blocks run = clusters.at(at >>> Fields.BLOCK_BITS);
            long inBlock = at & (Fields.BLOCK - 1);
            long length =
                    Math.min(
                            (run.count() << Fields.BLOCK_BITS) - inBlock, target.byteSize() - done);
            MemorySegment part = target.asSlice(done, length);
            if (run.isZero()) {
                part.fill((byte) 0);
            } else {
                file.read(run.offset() + inBlock, part);
            }
            done += length;
        }
    }

    private void checkRange(long offset, long length) {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new IndexOutOfBoundsException(
                    "%d bytes at %d of a disk of %d".formatted(length, offset, size));
        }
    }
}
