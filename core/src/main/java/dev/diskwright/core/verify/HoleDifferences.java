package dev.diskwright.core.verify;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Where one of two disks has a hole and the other has not, whatever the bytes there are.
///
/// @param ranges ascending, as many as were asked for
/// @param count of ranges in all
/// @param bytes in all
public record HoleDifferences(List<Range> ranges, long count, long bytes) {
    /// Copies the list.
    public HoleDifferences {
        ranges = List.copyOf(ranges);
    }

    /// A run that is a hole in one of them.
    ///
    /// @param offset in bytes
    /// @param length in bytes
    /// @param inA whether the first disk has the hole, and not the second
    public record Range(long offset, long length, boolean inA) {}

    /// {@return where the holes of `a` and `b` differ, up to the end of the shorter one} Reads nothing where the disks know
    /// their holes.
    ///
    /// @param limit how many ranges to keep
    /// @throws InterruptedException when the calling thread was interrupted
    public static HoleDifferences of(BlockSource a, BlockSource b, int limit)
            throws IOException, InterruptedException {
        List<Range> ranges = new ArrayList<>();
        long size = Math.min(a.size(), b.size());
        long count = 0;
        long bytes = 0;
        Range open = new Range(0, 0, false);
        for (long at = 0; at < size; ) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while comparing");
            }
            Extent one = a.extentAt(at);
            Extent other = b.extentAt(at);
            long end = Math.min(size, Math.min(one.end(), other.end()));
            if (one.isZero() != other.isZero()) {
                bytes += end - at;
                if (open.length > 0
                        && open.offset + open.length == at
                        && open.inA == one.isZero()) {
                    open = new Range(open.offset, end - open.offset, open.inA);
                } else {
                    keep(open, ranges, limit);
                    count++;
                    open = new Range(at, end - at, one.isZero());
                }
            }
            at = end;
        }
        keep(open, ranges, limit);
        return new HoleDifferences(ranges, count, bytes);
    }

    private static void keep(Range range, List<Range> ranges, int limit) {
        if (range.length > 0 && ranges.size() < limit) {
            ranges.add(range);
        }
    }
}
