package dev.diskwright.core.content.tar;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// An archive without the holes that its file happens to have on this host: a member has the holes that the archive
/// says, everywhere the same.
record Dense(BlockSource file) implements BlockSource {
    @Override
    public long size() {
        return file.size();
    }

    @Override
    public Extent extentAt(long offset) {
        if (offset < 0 || offset >= size()) {
            throw new IndexOutOfBoundsException("offset %d of %d".formatted(offset, size()));
        }
        return new Extent(0, size(), Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        file.read(offset, target);
    }
}
