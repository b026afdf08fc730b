package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.ZeroBytes;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Finds what is not zero in a chunk.
final class Runs {
    private Runs() {}

    /// Bytes of a chunk, whole units but for the chunk's end.
    record Run(long from, long to) {}

    /// {@return the runs of units that are not all zero, ascending}
    static List<Run> of(MemorySegment data, int unit) {
        var runs = new ArrayList<Run>();
        long size = data.byteSize();
        long start = -1;
        for (long at = 0; at < size; at += unit) {
            boolean zero = ZeroBytes.isZero(data.asSlice(at, Math.min(unit, size - at)));
            if (!zero && start < 0) {
                start = at;
            } else if (zero && start >= 0) {
                runs.add(new Run(start, at));
                start = -1;
            }
        }
        if (start >= 0) {
            runs.add(new Run(start, size));
        }
        return runs;
    }
}
