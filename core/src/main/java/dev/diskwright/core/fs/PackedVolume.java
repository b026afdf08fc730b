package dev.diskwright.core.fs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.Spool;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A volume that was packed, in as many bytes as it needs. Valid until it is closed; one that nothing refers to any more
/// closes itself.
public final class PackedVolume implements BlockSource, AutoCloseable {
    private final Spool spool;

    /// @param spool what was packed; closed with this
    public PackedVolume(Spool spool) {
        this.spool = spool;
    }

    @Override
    public long size() {
        return spool.size();
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        return spool.extentAt(offset);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        spool.read(offset, target);
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
