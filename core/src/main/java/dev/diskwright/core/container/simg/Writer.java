package dev.diskwright.core.container.simg;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Gzip;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Writes chunks in order, neighbours of one kind put together; the header of each when it is complete, that of the file
/// at the end.
final class Writer implements Encoder {
    private static final MemorySegment ZERO = MemorySegment.ofArray(new byte[1]);
    private static final int UNIT = 64 << 10;
    private static final long MOST_BLOCKS = 0xffff_ffffL;
    private static final long LONGEST_RAW = 64 << 20; // bytes

    private final Target target;
    private final int blockSize;
    private final long size;
    private final boolean skips;
    private final boolean sums;
    private long written = Header.SIZE;
    private long blocks; // that have chunks, the one being made included
    private long chunks;
    private int crc;
    private long summed;

    private int type; // of the chunk being made, 0 if there is none
    private int value; // if it fills
    private long start; // where it lies
    private long length; // blocks

    /// Some blocks of one kind.
    ///
    /// @param value if they are filled
    /// @param bytes if they are not
    private record Run(int type, int value, long blocks, MemorySegment bytes) {}

    /// @param skips whether zeros are of no concern, rather than filled
    /// @param sums whether sums are written
    Writer(Target target, long size, int blockSize, boolean skips, boolean sums)
            throws DoesNotFitException {
        this.target = target;
        this.size = size;
        this.blockSize = blockSize;
        this.skips = skips;
        this.sums = sums;
        if (Math.ceilDiv(size, blockSize) > MOST_BLOCKS) {
            throw new DoesNotFitException(Where.file(target.name()), size, MOST_BLOCKS * blockSize);
        }
    }

    @Override
    public int unit() {
        return Math.max(UNIT, blockSize);
    }

    @Override
    public boolean isIdentified() {
        return false;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) {
        List<Run> runs = runs(data);
        int sum = sums ? Gzip.crc(data) : 0;
        return () -> {
            advance(offset / blockSize);
            for (Run run : runs) {
                put(run);
            }
            if (sums) {
                crc = Gzip.combine(zeros(offset), sum, data.byteSize());
                summed = offset + data.byteSize();
            }
        };
    }

    /// {@return the sum of everything before `end`}
    private int zeros(long end) {
        return Gzip.combine(crc, Gzip.crc(ZERO, end - summed), end - summed);
    }

    private List<Run> runs(MemorySegment data) {
        var runs = new ArrayList<Run>();
        long raw = 0; // where blocks begin that are of no kind
        for (long at = 0; at < data.byteSize(); at += blockSize) {
            long end = Math.min(data.byteSize(), at + blockSize);
            MemorySegment block = data.asSlice(at, end - at);
            if (isUniform(block)) {
                addRaw(runs, data.asSlice(raw, at - raw));
                add(runs, block.get(Header.U32_LE, 0));
                raw = end;
            } else if (ZeroBytes.isZero(block)) { // the last one, shorter than four bytes
                addRaw(runs, data.asSlice(raw, at - raw));
                add(runs, 0);
                raw = end;
            }
        }
        addRaw(runs, data.asSlice(raw));
        return runs;
    }

    /// {@return whether a block is one value of four bytes throughout}
    private boolean isUniform(MemorySegment block) {
        long rest = block.byteSize();
        if (rest < blockSize) { // zeros follow
            return rest >= 4 && ZeroBytes.isZero(block);
        }
        return MemorySegment.mismatch(block, 0, rest - 4, block, 4, rest) < 0;
    }

    private void addRaw(List<Run> runs, MemorySegment bytes) {
        if (bytes.byteSize() > 0) {
            long count = Math.ceilDiv(bytes.byteSize(), blockSize);
            runs.add(new Run(Chunk.RAW, 0, count, bytes));
        }
    }

    private void add(List<Run> runs, int filling) {
        int kind = filling == 0 && skips ? Chunk.DONT_CARE : Chunk.FILL;
        if (!runs.isEmpty()) {
            Run last = runs.getLast();
            if (last.type() == kind && last.value() == filling) {
                runs.set(runs.size() - 1, new Run(kind, filling, last.blocks() + 1, last.bytes()));
                return;
            }
        }
        runs.add(new Run(kind, filling, 1, MemorySegment.NULL));
    }

    /// Covers what was left out, as it is zero.
    private void advance(long end) throws IOException {
        if (blocks < end) {
            int kind = skips ? Chunk.DONT_CARE : Chunk.FILL;
            put(new Run(kind, 0, end - blocks, MemorySegment.NULL));
        }
    }

    private void put(Run run) throws IOException {
        if (type != run.type() || value != run.value()) {
            begin(run);
        }
        if (type == Chunk.RAW) {
            putRaw(run);
        } else {
            length += run.blocks();
        }
        blocks += run.blocks();
    }

    private void begin(Run run) throws IOException {
        close();
        type = run.type();
        value = run.value();
        start = written;
        length = 0;
        written += Chunk.SIZE + (type == Chunk.FILL ? Chunk.VALUE : 0);
    }

    /// A chunk ends where it is as long as may be, however the bytes come.
    private void putRaw(Run run) throws IOException {
        MemorySegment bytes = run.bytes();
        for (long done = 0; done < bytes.byteSize(); ) {
            if (length * blockSize == LONGEST_RAW) {
                begin(run);
            }
            long room = LONGEST_RAW - length * blockSize;
            long count = Math.min(room, bytes.byteSize() - done);
            target.write(written, bytes.asSlice(done, count));
            long rest = -count & (blockSize - 1);
            if (rest > 0) { // the disk ends within a block
                target.write(written + count, MemorySegment.ofArray(new byte[(int) rest]));
            }
            written += count + rest;
            length += (count + rest) / blockSize;
            done += count;
        }
    }

    /// Writes the header of the chunk that is complete.
    private void close() throws IOException {
        if (type != 0) {
            writeHeader(type, length, written - start, start);
            if (type == Chunk.FILL) {
                target.write(start + Chunk.SIZE, number(value));
            }
        }
    }

    private void writeHeader(int kind, long count, long total, long at) throws IOException {
        target.write(at, Chunk.CODEC.toBytes(new Chunk(kind, 0, count, total)));
        chunks++;
    }

    private static MemorySegment number(int number) {
        var bytes = MemorySegment.ofArray(new byte[4]);
        bytes.set(Header.U32_LE, 0, number);
        return bytes;
    }

    @Override
    public void finish(Identity identity) throws IOException {
        long all = Math.ceilDiv(size, blockSize);
        advance(all);
        close();
        int sum = 0;
        if (sums) {
            sum = zeros(all * blockSize);
            writeHeader(Chunk.CRC32, 0, Chunk.SIZE + Chunk.VALUE, written);
            target.write(written + Chunk.SIZE, number(sum));
            written += Chunk.SIZE + Chunk.VALUE;
        }
        Header header =
                new Header(
                        Header.MAGIC,
                        1,
                        0,
                        Header.SIZE,
                        Chunk.SIZE,
                        blockSize,
                        all,
                        chunks,
                        Integer.toUnsignedLong(sum));
        target.write(0, Header.CODEC.toBytes(header));
        target.truncate(written);
    }
}
