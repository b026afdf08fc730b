package dev.diskwright.core.content.tar;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.SourceStream;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Which parts of a sparse file an archive holds (GNU tar manual, "Storing Sparse Files").
///
/// @param runs offset and length of each part in the file, in ascending order
/// @param size of the file, in bytes
record SparseMap(List<Run> runs, long size) {
    /// One part.
    record Run(long offset, long length) {}

    /// {@return the map in a header of the old GNU format, continued in the blocks behind it}
    ///
    /// @param blocks the archive from the header's end on
    static Old old(Header header, BlockSource blocks) throws IOException {
        var runs = new ArrayList<Run>();
        addRuns(header, 386, 4, runs);
        long at = 0;
        boolean more = header.bytes().get(JAVA_BYTE, 482) != 0;
        while (more) {
            Where where = header.where().structure("sparse header", at);
            if (at + Header.SIZE > blocks.size()) {
                throw new CorruptImageException(where, "the end of the archive", "its 512 bytes");
            }
            var block = new Header(blocks.bytes(at, Header.SIZE), where);
            addRuns(block, 0, 21, runs);
            more = block.bytes().get(JAVA_BYTE, 504) != 0;
            at += Header.SIZE;
        }
        long size = header.number(new Header.Text("realsize", 483, 12));
        return new Old(new SparseMap(runs, size), at);
    }

    /// @param length of the blocks behind the header, in bytes
    record Old(SparseMap map, long length) {}

    private static void addRuns(Header block, int offset, int count, List<Run> runs)
            throws CorruptImageException {
        for (int i = 0; i < count; i++) {
            MemorySegment entry = block.bytes().asSlice(offset + 24L * i, 24);
            if (entry.get(JAVA_BYTE, 0) == 0 && entry.get(JAVA_BYTE, 12) == 0) {
                return;
            }
            runs.add(
                    new Run(
                            block.number(new Header.Text("sp.offset", offset + 24 * i, 12)),
                            block.number(
                                    new Header.Text("sp.numbytes", offset + 24 * i + 12, 12))));
        }
    }

    /// {@return the map of formats 0.0 and 0.1: offset, length, offset, length …}
    static SparseMap of(List<Long> numbers, long size, Where where) throws CorruptImageException {
        if (numbers.size() % 2 != 0) {
            throw new CorruptImageException(
                    where.field("pax GNU.sparse.map", 0),
                    numbers.size() + " numbers",
                    "an offset and a length for each part");
        }
        var runs = new ArrayList<Run>(numbers.size() / 2);
        for (int i = 0; i < numbers.size(); i += 2) {
            runs.add(new Run(numbers.get(i), numbers.get(i + 1)));
        }
        return new SparseMap(runs, size);
    }

    /// {@return the map of format 1.0, which begins the content: lines of a decimal number each}
    static Leading leading(BlockSource content, long size, Where where) throws IOException {
        var lines = new SourceStream(content);
        long count = line(lines, where);
        var runs = new ArrayList<Run>();
        for (long i = 0; i < count; i++) { // ends with the content if the count is a lie
            long offset = line(lines, where);
            runs.add(new Run(offset, line(lines, where)));
        }
        long length = Math.min(content.size(), Units.roundUp(lines.position(), Header.SIZE));
        return new Leading(new SparseMap(runs, size), length);
    }

    /// @param length of the map in the content, in bytes
    record Leading(SparseMap map, long length) {}

    private static long line(SourceStream lines, Where where) throws IOException {
        byte[] digits = new byte[20];
        int length = 0;
        for (int c = lines.read(); c != '\n'; c = lines.read()) {
            if (c < 0 || length == digits.length) {
                length = digits.length;
                break;
            }
            digits[length++] = (byte) c;
        }
        long number = Pax.decimal(digits, 0, length);
        if (number < 0) {
            throw new CorruptImageException(
                    where.field("sparse map", 0), Numbers.shown(digits), "a number and a line end");
        }
        return number;
    }

    /// {@return the file}
    ///
    /// @param parts what the archive holds of it, one part behind the other
    BlockSource expand(BlockSource parts, Where where) throws CorruptImageException {
        Composition.Builder file = Composition.ofSize(size);
        long stored = 0;
        long end = 0;
        for (Run run : runs) {
            boolean fits =
                    run.offset >= end
                            && run.length >= 0
                            && run.offset <= size - run.length
                            && run.length <= parts.size() - stored;
            if (!fits) {
                throw new CorruptImageException(
                        where.field("sparse map", 0),
                        "%d bytes at %d".formatted(run.length, run.offset),
                        "parts in order, inside the file's %d bytes and the %d stored ones"
                                .formatted(size, parts.size()));
            }
            file.place(run.offset, parts.slice(stored, run.length));
            stored += run.length;
            end = run.offset + run.length;
        }
        return file.build();
    }
}
