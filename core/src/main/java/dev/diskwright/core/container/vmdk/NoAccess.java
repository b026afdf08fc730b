package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;

/// An extent that the descriptor forbids to read. Its size is known, its bytes are not.
///
/// @param where the line that says so
/// @param size in bytes
record NoAccess(Where where, long size) implements BlockSource {
    @Override
    public Extent extentAt(long offset) {
        if (offset < 0 || offset >= size) {
            throw new IndexOutOfBoundsException("offset %d of %d".formatted(offset, size));
        }
        return new Extent(0, size, Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) throws UnsupportedImageException {
        if (offset < 0 || offset > size - target.byteSize()) {
            throw new IndexOutOfBoundsException("offset %d of %d".formatted(offset, size));
        }
        if (target.byteSize() > 0) {
            throw new UnsupportedImageException(where, "reading an extent without access");
        }
    }
}
