package dev.diskwright.ui.gesture;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Adding a partition: of a purpose, or one that is given, at a caret or in free space.
public final class NewPartition {
    private final Trial trial;

    private NewPartition(Trial trial) {
        this.trial = trial;
    }

    /// Where it goes.
    public sealed interface Spot {}

    /// Between partitions.
    ///
    /// @param caret place among the partitions in disk order
    public record Caret(int caret) implements Spot {}

    /// Into free space, no larger than it.
    ///
    /// @param number among the free stretches, from 0
    public record Free(int number) implements Spot {}

    /// {@return what adding a partition of `purpose` comes to}
    public static Outcome of(Trial trial, Purpose purpose, Spot spot) {
        Phrase refusal = PartitionSpecs.refusal(trial.layout(), purpose);
        if (refusal != null) {
            return Outcome.refused(trial, refusal);
        }
        PartitionSpec spec = PartitionSpecs.of(trial.layout(), purpose);
        boolean takers = trial.layout().partitions().stream().anyMatch(Expressions::isRest);
        boolean rest = purpose == Purpose.ROOT && !takers;
        return new NewPartition(trial)
                .add(spec, purpose.size(), purpose.least(), rest, spot, "gesture.add");
    }

    /// {@return what adding `spec` comes to} Its name is made unique, its identifiers are left to be derived, and its
    /// mount point is kept if it is free.
    public static Outcome of(Trial trial, PartitionSpec spec, long size, Spot spot) {
        return copy(trial, spec, size, spot, "gesture.paste");
    }

    /// {@return nothing to add}
    public static Outcome nothing(Trial trial) {
        return Outcome.refused(trial, Phrase.of("gesture.none"));
    }

    /// {@return what a copy of entry `index` right behind it comes to}
    public static Outcome duplicate(Trial trial, int index) {
        long size = trial.at(index).size();
        return copy(
                trial,
                trial.spec(index),
                size,
                new Caret(trial.rank(index) + 1),
                "gesture.duplicate");
    }

    private static Outcome copy(
            Trial trial, PartitionSpec spec, long size, Spot spot, String label) {
        Phrase refusal =
                PartitionSpecs.refusal(
                        trial.layout(),
                        spec.type().endsWith("verity") ? Purpose.VERITY : Purpose.DATA);
        if (refusal != null) {
            return Outcome.refused(trial, refusal);
        }
        String mount = spec.mount();
        boolean taken =
                trial.layout().partitions().stream()
                        .anyMatch(it -> Objects.equals(it.mount(), mount));
        PartitionSpec copied =
                spec.withName(PartitionSpecs.freeName(trial.layout(), spec.name()))
                        .withUuid(null)
                        .withNumber(null)
                        .withMount(taken ? null : mount)
                        .withPlace(null, null, null);
        long step = trial.grain();
        return new NewPartition(trial).add(copied, Math.max(step, size), step, false, spot, label);
    }

    /// {@return where a new partition goes when nobody pointed at a place: the largest free space, else the end}
    public static Spot usual(Trial trial) {
        List<Segment.Free> all = free(trial.start());
        int best = -1;
        for (int i = 0; i < all.size(); i++) {
            best = best < 0 || all.get(i).size() > all.get(best).size() ? i : best;
        }
        boolean useful = best >= 0 && all.get(best).size() >= 16 * trial.grain();
        return useful ? new Free(best) : new Caret(trial.order().size());
    }

    /// {@return the free stretches in disk order}
    static List<Segment.Free> free(Plan plan) {
        return plan.segments().stream()
                .filter(Segment.Free.class::isInstance)
                .map(Segment.Free.class::cast)
                .toList();
    }

    private Outcome add(
            PartitionSpec spec, long wanted, long least, boolean rest, Spot spot, String label) {
        Segment.Free room = room(spot);
        int caret = caret(spot, room);
        long most =
                room == null
                        ? wanted
                        : Math.min(wanted, Units.roundDown(room.size(), trial.grain()));
        Phrase refusal = Phrase.of("new.noRoom", spec.name());
        for (SizeExpression size : sizes(most, Math.min(least, most), rest)) {
            for (PartitionSpec placed : places(spec, size, room)) {
                Trial.Result result = insert(placed, caret);
                Segment.Partition now =
                        result.plan().partition(Reorder.listPlace(trial, caret)).orElse(null);
                if (result.refusal() != null) {
                    refusal = result.refusal();
                } else if (now != null && (room == null || inside(now, room))) {
                    return done(result, now, label);
                }
            }
        }
        return Outcome.refused(trial, refusal);
    }

    /// {@return the sizes to try: the wanted one, then half as much each time, down to what is of use}
    private List<SizeExpression> sizes(long most, long least, boolean rest) {
        var sizes = new ArrayList<SizeExpression>();
        if (rest) {
            sizes.add(SizeExpression.rest());
        }
        for (long size = most; size >= least && size > 0; size = size / 2) {
            long rounded = Units.roundDown(size, trial.grain());
            if (rounded > 0) {
                sizes.add(SizeExpression.fixed(rounded));
            }
        }
        return sizes;
    }

    private List<PartitionSpec> places(
            PartitionSpec spec, SizeExpression size, Segment.@Nullable Free room) {
        PartitionSpec following = spec.withPlace(null, null, size);
        if (room == null) {
            return List.of(following);
        }
        long start = Units.roundUp(room.start(), trial.grain());
        return List.of(following, spec.withPlace(Trial.bytes(start), null, size));
    }

    private Trial.Result insert(PartitionSpec spec, int caret) {
        return trial.of(new Edit.AddPartition(Reorder.listPlace(trial, caret), spec));
    }

    private static boolean inside(Segment.Partition it, Segment.Free room) {
        return it.start() >= room.start() && it.end() <= room.end();
    }

    private Segment.@Nullable Free room(Spot spot) {
        List<Segment.Free> all = free(trial.start());
        return spot instanceof Free(int number) && number < all.size() ? all.get(number) : null;
    }

    private int caret(Spot spot, Segment.@Nullable Free room) {
        if (spot instanceof Caret(int caret)) {
            return Math.clamp(caret, 0, trial.order().size());
        }
        int caret = 0;
        for (Segment.Partition it : trial.order()) {
            caret += room != null && it.start() < room.start() ? 1 : 0;
        }
        return caret;
    }

    private static Outcome done(Trial.Result result, Segment.Partition now, String label) {
        var facts = new Facts(Trial.name(now), now.start(), now.size(), now.end(), now.size(), "");
        return new Outcome(
                result.edit(),
                result.plan(),
                Phrase.of(label, Trial.name(now)),
                null,
                null,
                facts,
                now.index());
    }
}
