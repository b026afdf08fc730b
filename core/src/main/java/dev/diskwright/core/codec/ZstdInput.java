package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/// Expands frames of zstd that follow each other in a file, block by block. Keeps as much of what
/// was expanded as copies may refer to, which is no more than there has been of the frame.
final class ZstdInput extends InputStream {
    /// The largest window, which is the one that `zstd --ultra` and `--long` ask for.
    static final long MOST_WINDOW = 1L << 27;

    private static final int AHEAD = 256 << 10; // bytes read at once; more than any block
    private static final int LEAST = 512 << 10; // bytes of the output that there are from the start
    private static final int MOST_SPARE =
            16 << 20; // bytes that are expanded before the window moves

    private final Where file;
    private final BlockSource source;
    private final byte[] input = new byte[ZstdBlockReader.BEFORE + AHEAD + ZstdBlockReader.SLACK];
    private long offset; // in the file, behind what is in the input
    private long end; // of what is read of the file
    private int next = ZstdBlockReader.BEFORE;
    private int filled = ZstdBlockReader.BEFORE;

    private final ZstdBlockReader blocks = new ZstdBlockReader();
    private final Xxh64 sum = new Xxh64();
    private Where frame;
    private ZstdHeader header = new ZstdHeader(0, 0, 0, false, 0);
    private boolean inFrame;
    private long size; // of the frame's content so far

    private byte[] output = new byte[LEAST];
    private int from; // what was expanded and not yet taken
    private int to;

    ZstdInput(Where file, BlockSource source) {
        this.file = file;
        this.source = source;
        frame = file;
        begin(0, source.size());
    }

    /// Begins anew, with other frames.
    ///
    /// @param start of the first one in the file, in bytes
    /// @param stop where the last one ends
    void begin(long start, long stop) {
        offset = start;
        end = stop;
        next = ZstdBlockReader.BEFORE;
        filled = ZstdBlockReader.BEFORE;
        inFrame = false;
        from = 0;
        to = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (from == to) {
            if (!inFrame && !begin()) {
                return -1;
            }
            if (inFrame) {
                expandBlock();
            }
        }
        int count = Math.min(length, to - from);
        System.arraycopy(output, from, target, start, count);
        from += count;
        return count;
    }

    private long position() {
        return offset - (filled - next);
    }

    /// Begins a frame, or passes over one that holds nothing.
    ///
    /// @return false at the end of the file
    private boolean begin() throws IOException {
        fill(ZstdHeader.LONGEST);
        if (next == filled) {
            return false;
        }
        frame = file.structure("zstd frame", position());
        header = ZstdHeader.read(frame, input, next, filled);
        next += header.size();
        if (header.isSkippable()) {
            skip(frame, header.skipped());
            return true;
        }
        if (header.window() > MOST_WINDOW) {
            throw new UnsupportedImageException(
                    frame,
                    "a window of %s bytes".formatted(Long.toUnsignedString(header.window())));
        }
        blocks.reset();
        sum.reset();
        size = 0;
        from = 0;
        to = 0;
        inFrame = true;
        return true;
    }

    private void skip(Where where, long length) throws ImageException {
        if (length > end - position()) {
            throw new CorruptImageException(where, "the end of the file", length + " bytes more");
        }
        int known = (int) Math.min(length, filled - next);
        next += known;
        offset += length - known;
    }

    private void expandBlock() throws IOException {
        int block = (int) take(ZstdHeader.BLOCK);
        int length = ZstdBlockReader.size(block);
        if (length > ZstdBlockReader.MOST) {
            throw new CorruptImageException(
                    frame, "a block of " + length, "at most " + ZstdBlockReader.MOST);
        }
        fill(length);
        if (length > filled - next) {
            throw new CorruptImageException(frame, "the end of the file", "a block of " + length);
        }
        makeRoom();
        int history = (int) Math.max(0, to - header.window());
        int stop =
                blocks.expand(
                        frame,
                        block,
                        input,
                        next,
                        output,
                        history,
                        to,
                        output.length - ZstdBlockReader.SLACK);
        next += length;
        from = to;
        to = stop;
        size += to - from;
        if (header.hasSum()) {
            sum.update(output, from, to);
        }
        if (header.content() >= 0 && size > header.content()) {
            ZstdDecoder.checkSize(frame, header, size);
        }
        if (ZstdBlockReader.isLast(block)) {
            ZstdDecoder.checkSize(frame, header, size);
            if (header.hasSum()) {
                ZstdDecoder.checkSum(frame, sum, take(ZstdHeader.SUM));
            }
            inFrame = false;
        }
    }

    /// Makes room for a block behind what was expanded, all of which was taken.
    private void makeRoom() {
        int needed = ZstdBlockReader.MOST + ZstdBlockReader.SLACK;
        if (to + needed <= output.length) {
            return;
        }
        long window = header.window();
        long most = window + Math.clamp(window, 2L * needed, MOST_SPARE) + needed;
        if (output.length < most) {
            output = Arrays.copyOf(output, (int) Math.min(most, 2L * output.length));
            return;
        }
        int kept = (int) Math.min(to, window);
        System.arraycopy(output, to - kept, output, 0, kept);
        from = kept;
        to = kept;
    }

    /// {@return the next bytes as a little-endian number}
    private long take(int length) throws IOException {
        fill(length);
        long number = ZstdHeader.number(frame, input, next, length, filled);
        next += length;
        return number;
    }

    /// Reads on until `length` bytes are there, or all.
    private void fill(int length) throws IOException {
        if (length <= filled - next || offset >= end) {
            return;
        }
        int left = filled - next;
        System.arraycopy(input, next, input, ZstdBlockReader.BEFORE, left);
        next = ZstdBlockReader.BEFORE;
        filled = next + left;
        int more = (int) Math.min(AHEAD - left, end - offset);
        source.read(offset, MemorySegment.ofArray(input).asSlice(filled, more));
        filled += more;
        offset += more;
    }
}
