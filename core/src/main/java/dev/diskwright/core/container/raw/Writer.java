package dev.diskwright.core.container.raw;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.block.ZeroBytes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Writes a disk as it is, without its zeros or with all of them.
final class Writer {
    private static final int GRAIN = 16 << 10; // bytes; a shorter run of zeros is written
    private static final MemorySegment ZEROS =
            MemorySegment.ofArray(new byte[CopyPipeline.CHUNK]).asReadOnly();

    private final Target target;
    private final boolean full;
    private long written; // everything before it, if full

    Writer(Target target, boolean full) {
        this.target = target;
        this.full = full;
    }

    void write(BlockSource disk, Progress progress) throws IOException, InterruptedException {
        progress.step("write", CopyPipeline.amount(disk, CopyPipeline.CHUNK));
        CopyPipeline.run(
                disk, CopyPipeline.CHUNK, full ? this::writeAll : this::writeRuns, progress);
        if (full) {
            fillTo(disk.size());
        }
        target.truncate(disk.size());
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

    private void writeRuns(long offset, MemorySegment data) throws IOException {
        long start = 0; // of the run that is not zero
        for (long at = 0; at < data.byteSize(); at += GRAIN) {
            long end = Math.min(at + GRAIN, data.byteSize());
            if (ZeroBytes.isZero(data.asSlice(at, end - at))) {
                writeRun(offset, data, start, at);
                start = end;
            }
        }
        writeRun(offset, data, start, data.byteSize());
    }

    private void writeRun(long offset, MemorySegment data, long start, long end)
            throws IOException {
        if (start < end) {
            target.write(offset + start, data.asSlice(start, end - start));
        }
    }
}
