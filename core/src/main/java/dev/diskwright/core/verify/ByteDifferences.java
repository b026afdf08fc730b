package dev.diskwright.core.verify;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.ZeroBytes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the bytes of two disks differ. A disk that is shorter is taken to go on with zeros; that the sizes differ is for
/// others to judge.
///
/// @param ranges that differ, ascending, as many as were asked for
/// @param count of ranges in all
/// @param bytes that differ, in all
/// @param first the first byte that differs; null if none does
/// @param end offset behind the last byte that differs; 0 if none does
public record ByteDifferences(
        List<Range> ranges, long count, long bytes, @Nullable First first, long end) {
    /// Sectors that differ and follow each other are one range.
    static final int SECTOR = 512;

    /// Copies the list.
    public ByteDifferences {
        ranges = List.copyOf(ranges);
    }

    /// A run of sectors that differ, without the bytes at its ends that do not.
    ///
    /// @param offset of the first byte that differs
    /// @param length up to the last byte that differs
    /// @param bytes how many of them differ
    public record Range(long offset, long length, long bytes) {
        /// {@return offset behind the last byte that differs}
        public long end() {
            return offset + length;
        }
    }

    /// The first difference.
    ///
    /// @param offset in bytes
    /// @param a byte there, 0 to 255; -1 behind the end of the disk
    /// @param b byte of the other disk
    public record First(long offset, int a, int b) {}

    /// {@return the same with fewer ranges}
    ByteDifferences first(int limit) {
        List<Range> some = ranges.subList(0, Math.min(limit, ranges.size()));
        return new ByteDifferences(some, count, bytes, first, end);
    }

    /// {@return a byte as text}
    static String text(int value) {
        return value < 0 ? "" : "0x%02x".formatted(value);
    }

    /// {@return whether all bytes are the same}
    public boolean none() {
        return count == 0;
    }

    /// {@return the number of bytes that a comparison reads of the disk that it reads more of}
    public static long amount(BlockSource a, BlockSource b) throws IOException {
        return CopyPipeline.amount(Differing.of(a, b), CopyPipeline.CHUNK);
    }

    /// {@return where `a` and `b` differ} Uses all cores; skips what is a hole in both.
    ///
    /// @param limit how many ranges to keep
    /// @param progress told of every byte, [#amount] in all
    /// @throws InterruptedException when the calling thread was interrupted
    public static ByteDifferences of(BlockSource a, BlockSource b, int limit, Progress progress)
            throws IOException, InterruptedException {
        return of(a, b, limit, progress, CopyPipeline.threads());
    }

    static ByteDifferences of(
            BlockSource a, BlockSource b, int limit, Progress progress, int threads)
            throws IOException, InterruptedException {
        var found = new Collector(limit);
        CopyPipeline.run(
                Differing.of(a, b),
                CopyPipeline.CHUNK,
                (offset, data) -> {
                    List<Range> ranges = rangesIn(offset, data);
                    return () -> ranges.forEach(found::add);
                },
                progress,
                threads);
        found.end();
        First first = found.first < 0 ? null : firstAt(a, b, found.first);
        return new ByteDifferences(found.kept, found.count, found.bytes, first, found.lastEnd);
    }

    private static First firstAt(BlockSource a, BlockSource b, long offset) throws IOException {
        return new First(offset, byteAt(a, offset), byteAt(b, offset));
    }

    private static int byteAt(BlockSource disk, long offset) throws IOException {
        return offset < disk.size() ? disk.bytes(offset, 1).get(JAVA_BYTE, 0) & 0xff : -1;
    }

    /// {@return the ranges in one chunk}
    ///
    /// @param data zero where nothing differs
    private static List<Range> rangesIn(long offset, MemorySegment data) {
        List<Range> ranges = new ArrayList<>();
        long size = data.byteSize();
        long start = -1; // of the range that goes on
        long end = 0;
        long bytes = 0;
        for (long at = 0; at < size; at += SECTOR) {
            MemorySegment sector = data.asSlice(at, Math.min(SECTOR, size - at));
            if (ZeroBytes.isZero(sector)) {
                if (start >= 0) {
                    ranges.add(new Range(offset + start, end - start, bytes));
                }
                start = -1;
                bytes = 0;
                continue;
            }
            for (long i = 0; i < sector.byteSize(); i++) {
                if (sector.get(JAVA_BYTE, i) != 0) {
                    start = start < 0 ? at + i : start;
                    end = at + i + 1;
                    bytes++;
                }
            }
        }
        if (start >= 0) {
            ranges.add(new Range(offset + start, end - start, bytes));
        }
        return ranges;
    }

    /// Joins the ranges of chunks that follow each other.
    private static final class Collector {
        final List<Range> kept = new ArrayList<>();
        long count;
        long bytes;
        long first = -1;
        long lastEnd;
        private final int limit;
        private @Nullable Range open;

        Collector(int limit) {
            this.limit = limit;
        }

        void add(Range range) {
            first = first < 0 ? range.offset : first;
            bytes += range.bytes;
            lastEnd = range.end();
            Range before = open;
            if (before != null && isNextSector(before.end() - 1, range.offset)) {
                long length = range.end() - before.offset;
                open = new Range(before.offset, length, before.bytes + range.bytes);
            } else {
                end();
                open = range;
            }
        }

        private static boolean isNextSector(long last, long next) {
            return next / SECTOR - last / SECTOR == 1;
        }

        void end() {
            Range done = open;
            open = null;
            if (done == null) {
                return;
            }
            count++;
            if (kept.size() < limit) {
                kept.add(done);
            }
        }
    }
}
