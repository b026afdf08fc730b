package dev.diskwright.core.plan;

import dev.diskwright.core.design.TableKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The whole disk as stretches, without gaps.
final class Segments {
    private Segments() {}

    static List<Segment> of(
            LayoutResolver.Frame frame,
            long size,
            TableKind kind,
            List<Segment.Partition> partitions) {
        var segments = new ArrayList<Segment>();
        long usableEnd = Math.max(0, frame.usableEnd(size));
        long at = Math.min(frame.firstUsable(), size);
        if (at > 0) {
            segments.add(new Segment.Structure(0, at, kind == TableKind.MBR ? "MBR" : "GPT"));
        }
        for (Segment.Partition it :
                partitions.stream()
                        .sorted(Comparator.comparingLong(Segment.Partition::start))
                        .toList()) {
            gap(segments, at, it.start(), frame.grain());
            segments.add(it);
            at = Math.max(at, it.end());
        }
        gap(segments, at, usableEnd, frame.grain());
        if (usableEnd < size) {
            segments.add(new Segment.Structure(usableEnd, size - usableEnd, "backup GPT"));
        }
        return segments;
    }

    /// Less than a grain is not room for a partition.
    private static void gap(List<Segment> segments, long start, long end, long grain) {
        if (end - start >= grain) {
            segments.add(new Segment.Free(start, end - start));
        } else if (end > start) {
            segments.add(new Segment.Structure(start, end - start, "alignment"));
        }
    }
}
