package dev.diskwright.ui.layout;

import dev.diskwright.ui.layout.StripGeometry.Piece;
import dev.diskwright.ui.layout.StripGeometry.Scale;
import dev.diskwright.ui.layout.StripGeometry.Slot;
import dev.diskwright.ui.layout.StripScale.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where segments are drawn while an edge is in hand: the edge stays below the pointer, what did not change stays where
/// it is, and the rest shares the room between.
///
/// @param spans before the gesture
/// @param slots where they were drawn
/// @param scale how sizes become widths
/// @param grain alignment step in bytes
public record StripFollow(List<Span> spans, List<Slot> slots, Scale scale, long grain) {
    /// {@return a slot for each of `now`; empty if there is no room to keep the edge below the pointer}
    ///
    /// @param held index of the block in hand, in `now`
    /// @param end whether its right edge is in hand
    /// @param x where that edge is to be
    public Optional<List<Slot>> place(List<Span> now, int held, boolean end, double x) {
        return end ? placeEnd(now, held, x) : placeStart(now, held, x);
    }

    private Optional<List<Slot>> placeEnd(List<Span> now, int held, double x) {
        if (held < 0 || head(now) < held || held >= spans.size()) {
            return Optional.empty();
        }
        int tail = Math.min(tail(now), Math.min(now.size(), spans.size()) - held - 1);
        double left = slots.get(held).x();
        double right =
                tail > 0
                        ? slots.get(slots.size() - tail).x() - StripGeometry.GAP
                        : slots.getLast().end();
        List<Span> between = now.subList(held + 1, now.size() - tail);
        double edge = between.isEmpty() && tail > 0 ? right : Math.min(x, right - least(between));
        if (edge < left + StripGeometry.MIN_WIDTH) {
            edge = left + StripGeometry.MIN_WIDTH;
            if (edge > right - least(between)) {
                return Optional.empty();
            }
        }
        var all = new ArrayList<>(slots.subList(0, held));
        all.add(new Slot(left, Math.rint(edge) - left, false));
        all.addAll(share(between, Math.rint(edge) + StripGeometry.GAP, right));
        all.addAll(slots.subList(slots.size() - tail, slots.size()));
        return Optional.of(List.copyOf(all));
    }

    private Optional<List<Slot>> placeStart(List<Span> now, int held, double x) {
        int behind = now.size() - held - 1;
        if (held < 0 || tail(now) < behind || behind >= spans.size()) {
            return Optional.empty();
        }
        int heldBefore = spans.size() - behind - 1;
        int head = Math.min(head(now), Math.min(held, heldBefore));
        double left = head > 0 ? slots.get(head - 1).end() + StripGeometry.GAP : 0;
        double right = slots.get(heldBefore).end();
        List<Span> between = now.subList(head, held);
        double edge = between.isEmpty() ? left : Math.max(x, left + least(between));
        if (edge > right - StripGeometry.MIN_WIDTH) {
            edge = right - StripGeometry.MIN_WIDTH;
            if (edge < left + least(between)) {
                return Optional.empty();
            }
        }
        var all = new ArrayList<>(slots.subList(0, head));
        all.addAll(share(between, left, Math.rint(edge) - StripGeometry.GAP));
        all.add(new Slot(Math.rint(edge), right - Math.rint(edge), false));
        all.addAll(slots.subList(heldBefore + 1, slots.size()));
        return Optional.of(List.copyOf(all));
    }

    /// {@return how many from the left are as before}
    private int head(List<Span> now) {
        int count = 0;
        while (count < Math.min(now.size(), spans.size())
                && now.get(count).equals(spans.get(count))) {
            count++;
        }
        return count;
    }

    /// {@return how many from the right are as before}
    private int tail(List<Span> now) {
        int count = 0;
        while (count < Math.min(now.size(), spans.size())
                && now.get(now.size() - 1 - count).equals(spans.get(spans.size() - 1 - count))) {
            count++;
        }
        return count;
    }

    private static double least(List<Span> between) {
        double least = 0;
        for (Span it : between) {
            least +=
                    StripGeometry.GAP
                            + (it.slab() ? StripGeometry.SLAB_WIDTH : StripGeometry.MIN_WIDTH);
        }
        return least;
    }

    private List<Slot> share(List<Span> between, double left, double right) {
        List<Piece> pieces = between.stream().map(it -> new Piece(it.size(), it.slab())).toList();
        return StripGeometry.place(pieces, Math.max(0, right - left), scale, grain).stream()
                .map(it -> new Slot(it.x() + Math.rint(left), it.width(), it.exaggerated()))
                .toList();
    }
}
