package dev.diskwright.core.container.simg;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// The disk in a sparse image.
record Reader(BlockSource file, long size, Chunks chunks) implements BlockSource {
    @Override
    public Extent extentAt(long offset) {
        checkRange(offset, 1);
        int run = chunks.at(offset);
        long start = chunks.start(run);
        long end = chunks.end(chunks.next(run) - 1);
        return new Extent(
                start, end - start, chunks.isZero(run) ? Extent.Kind.ZERO : Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        checkRange(offset, target.byteSize());
        if (target.byteSize() == 0) {
            return;
        }
        int run = chunks.at(offset);
        for (long done = 0; done < target.byteSize(); run++) {
            long at = offset + done;
            long length = Math.min(chunks.end(run) - at, target.byteSize() - done);
            chunks.read(run, file, at, target.asSlice(done, length));
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
