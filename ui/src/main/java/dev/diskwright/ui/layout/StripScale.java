package dev.diskwright.ui.layout;

import dev.diskwright.ui.layout.StripGeometry.Slot;
import java.util.List;

/// From a place on the drawn strip to an offset on the disk and back. Where a segment is drawn wider than its share the
/// scale is broken, and so is this: within a segment both go on evenly, between two lies the offset where they meet.
public final class StripScale {
    private final List<Span> spans;
    private final List<Slot> slots;

    /// A stretch of the disk.
    ///
    /// @param start offset of its first byte
    /// @param size in bytes
    /// @param slab whether it is drawn at a fixed width
    public record Span(long start, long size, boolean slab) {
        /// {@return offset behind its last byte}
        public long end() {
            return start + size;
        }
    }

    /// @param spans in the order they are drawn
    /// @param slots where, one for each span
    public StripScale(List<Span> spans, List<Slot> slots) {
        this.spans = List.copyOf(spans);
        this.slots = List.copyOf(slots);
    }

    /// {@return the offset at `x`} Left of the strip that is its first; beyond its right edge it goes on as in the last
    /// segment.
    public long offset(double x) {
        if (spans.isEmpty() || x <= slots.getFirst().x()) {
            return spans.isEmpty() ? 0 : spans.getFirst().start();
        }
        for (int i = 0; i < spans.size(); i++) {
            Slot slot = slots.get(i);
            boolean last = i == spans.size() - 1;
            if (x < slot.x()) {
                return spans.get(i).start();
            }
            if (x <= slot.end() || last) {
                Span span = spans.get(i);
                double share = (x - slot.x()) / Math.max(1, slot.width());
                return span.start() + (long) (share * span.size());
            }
        }
        return spans.getLast().end();
    }

    /// {@return where `offset` is drawn}
    ///
    /// @param left whether, where two segments meet, the edge of the left one is meant
    public double x(long offset, boolean left) {
        double x = spans.isEmpty() ? 0 : slots.getFirst().x();
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            boolean last = i == spans.size() - 1;
            if (offset < span.start()) {
                return x;
            }
            if (offset < span.end() || offset == span.end() && left || last) {
                double share = (double) (offset - span.start()) / Math.max(1, span.size());
                return slots.get(i).x() + share * slots.get(i).width();
            }
            x = slots.get(i).end();
        }
        return x;
    }
}
