package dev.diskwright.core.container.simg;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// The chunks of a file as runs of the disk: what reads as zeros is put together. Some 20 bytes a run.
final class Chunks {
    private static final int MOST_RUNS = 1 << 23;
    private static final long ZERO = -1; // in place of an offset
    private static final long FILL = 1L << 62; // with the value below it

    private final Header header;
    private int runs;
    private long[] starts = new long[16]; // bytes of the disk
    private long[] contents = new long[16]; // offset in the file, ZERO, or FILL and the value
    private long size; // bytes of the disk so far

    private Chunks(Header header) {
        this.header = header;
    }

    /// Told of each chunk, in order.
    @FunctionalInterface
    interface Visitor {
        /// @param place of the chunk
        /// @param at where what follows its header lies in the file
        void chunk(Where place, Chunk chunk, long at) throws IOException;
    }

    /// {@return the runs of the file whose header this is}
    static Chunks read(Where where, BlockSource file, Header header, Visitor visitor)
            throws IOException {
        var chunks = new Chunks(header);
        long at = header.fileHeaderSize();
        for (long i = 0; i < header.totalChunks(); i++) {
            Where place = where.structure("chunk " + i, at);
            if (at > file.size() - header.chunkHeaderSize()) {
                throw new CorruptImageException(
                        place,
                        "the end of the file",
                        "%d chunks, as the header says".formatted(header.totalChunks()));
            }
            Chunk chunk = Chunk.CODEC.read(file.bytes(at, Chunk.SIZE), 0);
            long data = at + header.chunkHeaderSize();
            chunks.check(place, file, chunk, data);
            chunks.add(place, file, chunk, data);
            visitor.chunk(place, chunk, data);
            at += chunk.totalSize();
        }
        if (chunks.size != header.size()) {
            throw new CorruptImageException(
                    Header.field(where.structure("header", 0), "totalBlocks"),
                    Long.toString(header.totalBlocks()),
                    chunks.size / header.blockSize() + ", as the chunks have");
        }
        return chunks;
    }

    private void check(Where place, BlockSource file, Chunk chunk, long data) throws IOException {
        long expected =
                header.chunkHeaderSize()
                        + switch (chunk.type()) {
                            case Chunk.RAW -> chunk.blocks() * header.blockSize();
                            case Chunk.FILL, Chunk.CRC32 -> Chunk.VALUE;
                            case Chunk.DONT_CARE -> 0;
                            default ->
                                    throw new CorruptImageException(
                                            place,
                                            "type 0x%x".formatted(chunk.type()),
                                            "0xcac1 to 0xcac4");
                        };
        if (chunk.totalSize() != expected) {
            throw new CorruptImageException(
                    place.field("totalSize", 8),
                    Long.toString(chunk.totalSize()),
                    Long.toString(expected));
        }
        if (chunk.totalSize() - header.chunkHeaderSize() > file.size() - data) {
            throw new CorruptImageException(
                    place.field("totalSize", 8),
                    Long.toString(chunk.totalSize()),
                    "an end within the file's %d bytes".formatted(file.size()));
        }
        if (chunk.type() != Chunk.CRC32
                && chunk.blocks() * header.blockSize() > header.size() - size) {
            throw new CorruptImageException(
                    place.field("blocks", 4),
                    Long.toString(chunk.blocks()),
                    "no more than the %d of the header in all".formatted(header.totalBlocks()));
        }
    }

    private void add(Where place, BlockSource file, Chunk chunk, long data) throws IOException {
        if (chunk.type() == Chunk.CRC32 || chunk.blocks() == 0) {
            return;
        }
        long content =
                switch (chunk.type()) {
                    case Chunk.RAW -> data;
                    case Chunk.FILL -> fill(file.bytes(data, Chunk.VALUE).get(Header.U32_LE, 0));
                    default -> ZERO;
                };
        if (runs == 0 || contents[runs - 1] != content) { // raw chunks never lie at the same offset
            if (runs == MOST_RUNS) {
                throw new UnsupportedImageException(
                        place, "more than %d runs".formatted(MOST_RUNS));
            }
            if (runs == starts.length) {
                starts = Arrays.copyOf(starts, 2 * runs);
                contents = Arrays.copyOf(contents, 2 * runs);
            }
            starts[runs] = size;
            contents[runs] = content;
            runs++;
        }
        size += chunk.blocks() * header.blockSize();
    }

    private static long fill(int value) {
        return value == 0 ? ZERO : FILL | Integer.toUnsignedLong(value);
    }

    /// {@return the run that covers this offset of the disk}
    int at(long offset) {
        int index = Arrays.binarySearch(starts, 0, runs, offset);
        return index >= 0 ? index : -index - 2;
    }

    long start(int run) {
        return starts[run];
    }

    long end(int run) {
        return run + 1 < runs ? starts[run + 1] : size;
    }

    boolean isZero(int run) {
        return contents[run] == ZERO;
    }

    /// {@return the run behind a run and all those of the same kind that follow, 4096 at most}
    int next(int run) {
        int next = run + 1;
        while (next < runs && next < run + 4096 && isZero(next) == isZero(run)) {
            next++;
        }
        return next;
    }

    /// Reads a part of a run.
    void read(int run, BlockSource file, long offset, MemorySegment target) throws IOException {
        long content = contents[run];
        if (content == ZERO) {
            target.fill((byte) 0);
        } else if (content >= FILL) {
            fill(target, (int) content, (int) (offset - starts[run] & 3));
        } else {
            file.read(content + offset - starts[run], target);
        }
    }

    private static void fill(MemorySegment target, int value, int phase) {
        int rotated = Integer.rotateRight(value, 8 * phase);
        long at = 0;
        for (; at + 4 <= target.byteSize(); at += 4) {
            target.set(Header.U32_LE, at, rotated);
        }
        for (int i = 0; at + i < target.byteSize(); i++) {
            target.set(ValueLayout.JAVA_BYTE, at + i, (byte) (rotated >>> 8 * i));
        }
    }
}
