package dev.diskwright.ui.gesture;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Moving one edge of one partition. By default what follows is pushed; in a trade the neighbour alone gives and takes.
/// Walls are found by trying: the furthest offset whose plan has no new error.
public final class Resize {
    private static final long FAR = 64 * Units.TIB;

    private final Trial trial;
    private final Segment.Partition block;
    private final Edge edge;
    private final List<Snap> snaps;
    private @Nullable Range pushed;
    private @Nullable Range traded;

    /// An edge of a block.
    public enum Edge {
        /// The left one.
        START,
        /// The right one.
        END
    }

    /// How far an edge goes.
    private record Range(long low, Phrase lowReason, long high, Phrase highReason) {}

    private Resize(Trial trial, int index, Edge edge) {
        this.trial = trial;
        this.block = trial.at(index);
        this.edge = edge;
        snaps = Snap.of(trial, block, edge);
    }

    /// {@return the gesture}
    ///
    /// @param index of a partition that the plan has a place for
    public static Resize of(Trial trial, int index, Edge edge) {
        return new Resize(trial, index, edge);
    }

    /// {@return why this edge does not move at all by itself; null if it does}
    public @Nullable Phrase refusal() {
        if (edge == Edge.END || block.spec().start() != null) {
            return null;
        }
        int rank = trial.rank(block.index());
        long before = rank == 0 ? block.start() : trial.order().get(rank - 1).end();
        boolean room = rank > 0 && block.start() - before >= trial.grain();
        if (room) {
            return null;
        }
        return rank == 0
                ? Phrase.of("wall.first", Trial.name(block))
                : Phrase.of(
                        "wall.follows", Trial.name(block), Trial.name(trial.order().get(rank - 1)));
    }

    /// {@return the offset that the edge has now}
    public long origin() {
        return edge == Edge.END ? block.end() : block.start();
    }

    /// {@return what it comes to with the pointer there}
    public Outcome to(Pointer pointer) {
        long anchor = edge == Edge.END ? block.start() : block.end();
        long size = Math.abs(pointer.offset() - anchor);
        long rounded = Math.max(trial.grain(), trial.nearest(size));
        long offset = edge == Edge.END ? anchor + rounded : trial.nearest(pointer.offset());
        Snap snap = pointer.loose() ? null : Snap.near(snaps, pointer).orElse(null);
        return at(snap == null ? offset : snap.offset(), pointer.trade(), snap);
    }

    /// {@return what it comes to with the edge at `offset`, which is taken as it is}
    public Outcome at(long offset, boolean trade) {
        return at(offset, trade, null);
    }

    /// {@return the nearest place to catch beyond `offset`; `offset` itself if there is none}
    ///
    /// @param step 1 to the right, -1 to the left
    public long nextSnap(long offset, int step) {
        Range range = range(false);
        long best = offset;
        for (Snap it : snaps) {
            boolean beyond = step > 0 ? it.offset() > offset : it.offset() < offset;
            boolean inside = it.offset() >= range.low && it.offset() <= range.high;
            if (beyond && inside) {
                best = it.offset();
                if (step > 0) {
                    break;
                }
            }
        }
        return best;
    }

    /// {@return offset of the edge that gives the block `size` bytes}
    public long offsetFor(long size) {
        return edge == Edge.END ? block.start() + size : Math.max(0, block.end() - size);
    }

    private Outcome at(long wanted, boolean trade, @Nullable Snap snap) {
        boolean trading = trade && partner() != null;
        Phrase stuck = trading ? null : refusal();
        if (stuck != null) {
            return Outcome.refused(trial, stuck);
        }
        Range range = range(trading);
        Phrase wall =
                wanted < range.low
                        ? range.lowReason
                        : wanted > range.high ? range.highReason : null;
        long offset = Math.clamp(wanted, range.low, range.high);
        if (offset == origin()) {
            Facts facts = Facts.of(trial, block, block);
            return new Outcome(
                    null, trial.start(), label(block.size()), wall, null, facts, block.index());
        }
        Trial.Result result = attempt(offset, trading);
        if (result.refusal() != null) {
            return Outcome.refused(trial, result.refusal());
        }
        Segment.Partition now = result.plan().partition(block.index()).orElse(block);
        return new Outcome(
                result.edit(),
                result.plan(),
                label(now.size()),
                wall,
                wall == null && snap != null ? snap.why() : null,
                Facts.of(trial, block, now),
                block.index());
    }

    private Phrase label(long size) {
        return Phrase.of("gesture.resize", Trial.name(block), SizeText.display(size));
    }

    /// {@return the block on the other side of the edge; null if there is none}
    private Segment.@Nullable Partition partner() {
        if (edge == Edge.END) {
            return trial.neighbour(block.index());
        }
        int rank = trial.rank(block.index());
        if (rank <= 0) {
            return null;
        }
        Segment.Partition before = trial.order().get(rank - 1);
        Segment.Partition after = trial.neighbour(before.index());
        return after != null && after.index() == block.index() ? before : null;
    }

    private Range range(boolean trade) {
        Range known = trade ? traded : pushed;
        if (known == null) {
            known = edge == Edge.END ? endRange(trade) : startRange(trade);
            if (trade) {
                traded = known;
            } else {
                pushed = known;
            }
        }
        return known;
    }

    private Range endRange(boolean trade) {
        int index = block.index();
        long low = Math.min(block.end(), block.start() + trial.least(index));
        long far = block.start() + Units.roundDown(FAR, trial.grain());
        Segment.Partition partner = trade ? partner() : null;
        if (partner != null) {
            return new Range(
                    low,
                    trial.leastReason(index),
                    Math.max(block.end(), partner.end() - trial.least(partner.index())),
                    trial.leastReason(partner.index()));
        }
        Phrase[] reason = {Phrase.of("wall.end")};
        long high = furthest(block.end(), far, reason);
        return new Range(low, trial.leastReason(index), high, reason[0]);
    }

    private Range startRange(boolean trade) {
        int index = block.index();
        long high = Math.max(block.start(), block.end() - trial.least(index));
        Segment.Partition partner = trade ? partner() : null;
        if (partner != null) {
            return new Range(
                    Math.min(block.start(), partner.start() + trial.least(partner.index())),
                    trial.leastReason(partner.index()),
                    high,
                    trial.leastReason(index));
        }
        Phrase[] reason = {Phrase.of("wall.table")};
        long low = furthest(block.start(), 0, reason);
        return new Range(low, reason[0], high, trial.leastReason(index));
    }

    /// {@return the last allowed offset on the way from `from` to `to`, by halving}
    ///
    /// @param reason takes why it is the last
    private long furthest(long from, long to, Phrase[] reason) {
        Trial.Result whole = attempt(to, false);
        if (whole.refusal() == null) {
            return to;
        }
        reason[0] = whole.refusal();
        long grain = trial.grain();
        long good = 0;
        long bad = Math.ceilDiv(Math.abs(to - from), grain);
        long sign = to > from ? 1 : -1;
        // Most of a disk's neighbourhood is near: look there before the far end.
        long near = Math.ceilDiv(trial.start().size(), grain) + 1;
        if (near < bad && attempt(place(from, sign * near), false).refusal() != null) {
            bad = near;
        }
        while (bad - good > 1) {
            long middle = good + (bad - good) / 2;
            Phrase refusal = attempt(place(from, sign * middle), false).refusal();
            if (refusal == null) {
                good = middle;
            } else {
                bad = middle;
                reason[0] = refusal;
            }
        }
        return good == 0 ? from : place(from, sign * good);
    }

    /// {@return the offset so many steps from `from`; a size is counted in whole grains, a start lies on one}
    private long place(long from, long steps) {
        long moved = from + steps * trial.grain();
        return edge == Edge.END
                ? block.start() + Units.roundDown(moved - block.start(), trial.grain())
                : Math.max(0, Units.roundUp(Math.max(0, moved), trial.grain()));
    }

    private Trial.Result attempt(long offset, boolean trade) {
        Segment.Partition partner = trade ? partner() : null;
        if (partner == null) {
            return trial.of(new Edit.SetPartition(block.index(), moved(block, edge, offset)));
        }
        Edge other = edge == Edge.END ? Edge.START : Edge.END;
        Trial.Result alone =
                trial.of(new Edit.SetPartition(block.index(), moved(block, edge, offset)));
        if (alone.isAllowed() && onlyMoved(alone, offset, partner)) {
            return alone;
        }
        var partitions = new ArrayList<>(trial.layout().partitions());
        partitions.set(block.index(), moved(block, edge, offset));
        partitions.set(
                partner.index(),
                partner.spec().start() == null && other == Edge.START
                        ? Expressions.sized(
                                partner.spec(), SizeExpression.fixed(partner.end() - offset))
                        : moved(partner, other, offset));
        return trial.of(trial.replace(partitions));
    }

    /// {@return whether the partner took up what the block gave, and nothing else moved}
    private boolean onlyMoved(Trial.Result result, long offset, Segment.Partition partner) {
        for (Segment.Partition it : trial.order()) {
            Segment.Partition now = result.plan().partition(it.index()).orElse(null);
            if (now == null) {
                return false;
            }
            boolean left = it.index() == (edge == Edge.END ? block.index() : partner.index());
            boolean right = it.index() == (edge == Edge.END ? partner.index() : block.index());
            if (now.start() != (right ? offset : it.start())
                    || now.end() != (left ? offset : it.end())) {
                return false;
            }
        }
        return true;
    }

    /// {@return `it` with that edge there}
    private PartitionSpec moved(Segment.Partition it, Edge which, long offset) {
        PartitionSpec spec = it.spec();
        if (which == Edge.END) {
            long size = offset - it.start();
            return size % trial.grain() == 0
                    ? Expressions.sized(spec, SizeExpression.fixed(size))
                    : spec.withPlace(spec.start(), Trial.bytes(offset), null);
        }
        boolean first = it.index() == block.index();
        if (first && spec.start() == null && edge == Edge.START && partner() != null) {
            return Expressions.sized(spec, SizeExpression.fixed(it.end() - offset));
        }
        long size = it.end() - offset;
        return size % trial.grain() == 0 && offset % trial.grain() == 0
                ? spec.withPlace(Trial.bytes(offset), null, SizeExpression.fixed(size))
                : spec.withPlace(Trial.bytes(offset), Trial.bytes(it.end()), null);
    }
}
