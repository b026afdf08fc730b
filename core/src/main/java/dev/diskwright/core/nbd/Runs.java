package dev.diskwright.core.nbd;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.Units;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Walks over the runs of a disk as clients want to see them: neighbours of one kind are one run, and zero runs begin and
/// end at multiples of a unit, the ends of the walk and of the disk aside. What that cuts off counts as data.
final class Runs {
    private final BlockSource disk;
    private final int unit;
    private final long end;
    private long at;
    private int patience; // extents that may still be asked for
    private @Nullable Extent ahead; // the zero run that follows the run returned last

    /// @param unit in bytes
    /// @param end where the walk ends, in bytes, at most the size of the disk
    /// @param patience how many extents of the disk may be asked for in all; the walk ends early after these
    Runs(BlockSource disk, int unit, long at, long end, int patience) {
        this.disk = disk;
        this.unit = unit;
        this.at = at;
        this.end = end;
        this.patience = patience;
    }

    /// {@return the next run, which begins where the last one ended; null at the end of the walk}
    @Nullable Extent next() throws IOException {
        Extent zero = ahead;
        if (zero != null) {
            ahead = null;
            at = zero.end();
            return zero;
        }
        if (at >= end || patience <= 0) {
            return null;
        }
        long start = at;
        long looked = at; // everything from `start` to here is data
        while (looked < end && patience > 0) {
            Extent found = merged(looked);
            if (found.isZero()) {
                long from = looked == start ? start : Math.min(end, Units.roundUp(looked, unit));
                long to = found.end() == end ? end : Units.roundDown(found.end(), unit);
                if (to > from) {
                    zero = new Extent(from, to - from, Extent.Kind.ZERO);
                    if (from == start) {
                        at = to;
                        return zero;
                    }
                    ahead = zero;
                    return new Extent(start, from - start, Extent.Kind.DATA);
                }
            }
            looked = found.end();
        }
        at = looked;
        return new Extent(start, looked - start, Extent.Kind.DATA);
    }

    /// {@return the run of one kind from `from` on, as far as patience goes}
    private Extent merged(long from) throws IOException {
        Extent first = disk.extentAt(from);
        patience--;
        long to = Math.min(end, first.end());
        while (to < end && patience > 0) {
            Extent next = disk.extentAt(to);
            if (next.kind() != first.kind()) {
                break;
            }
            patience--;
            to = Math.min(end, next.end());
        }
        return new Extent(from, to - from, first.kind());
    }
}
