package dev.diskwright.core.container.raw;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Run;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Writes a disk as it is, without its zeros or with all of them.
final class Writer implements Encoder {
    private static final int GRAIN = 16 << 10; // bytes; a shorter run of zeros is written
    private static final MemorySegment ZEROS =
            MemorySegment.ofArray(new byte[CopyPipeline.CHUNK]).asReadOnly();

    private final Target target;
    private final long size;
    private final boolean full;
    private long written; // everything before it, if full

    Writer(Target target, long size, boolean full) {
        this.target = target;
        this.size = size;
        this.full = full;
    }

    @Override
    public int unit() {
        return 1;
    }

    @Override
    public boolean isIdentified() {
        return false;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) {
        return full ? () -> writeAll(offset, data) : runs(offset, data);
    }

    private void writeAll(long offset, MemorySegment data)
            throws IOException, InterruptedException {
        fillTo(offset);
        target.write(offset, data);
        written = offset + data.byteSize();
    }

    private void fillTo(long end) throws IOException, InterruptedException {
        while (written < end) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while writing zeros");
            }
            long length = Math.min(ZEROS.byteSize(), end - written);
            target.write(written, ZEROS.asSlice(0, length));
            written += length;
        }
    }

    private CopyPipeline.Step runs(long offset, MemorySegment data) {
        List<Run> runs = Run.of(offset, data, GRAIN);
        return () -> {
            for (Run run : runs) {
                target.write(run.offset(), run.data());
            }
        };
    }

    @Override
    public void finish(Identity identity) throws IOException, InterruptedException {
        if (full) {
            fillTo(size);
        }
        target.truncate(size);
    }
}
