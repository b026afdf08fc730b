package dev.diskwright.ui.gesture;

import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is done to one or several partitions as a whole. Several are one edit.
public final class Blocks {
    private Blocks() {}

    /// {@return what pinning comes to} If all are pinned, they are let go.
    public static Outcome pin(Trial trial, List<Integer> indices) {
        if (indices.isEmpty()) {
            return Outcome.refused(trial, Phrase.of("gesture.none"));
        }
        boolean release = indices.stream().allMatch(it -> trial.spec(it).start() != null);
        var partitions = new ArrayList<>(trial.layout().partitions());
        for (int index : indices) {
            Segment.Partition it = trial.at(index);
            partitions.set(index, release ? released(it) : pinned(it));
        }
        Trial.Result result = trial.of(trial.replace(partitions));
        String key = release ? "gesture.unpin" : "gesture.pin";
        return result.refusal() != null
                ? Outcome.refused(trial, result.refusal())
                : Outcome.of(result, several(trial, key, indices), indices.getLast());
    }

    private static PartitionSpec pinned(Segment.Partition it) {
        PartitionSpec spec = it.spec();
        return spec.start() != null
                ? spec
                : spec.withPlace(Trial.bytes(it.start()), spec.end(), spec.size());
    }

    private static PartitionSpec released(Segment.Partition it) {
        PartitionSpec spec = it.spec();
        SizeExpression size = spec.size();
        return spec.withPlace(
                null,
                null,
                size == null && spec.end() != null ? SizeExpression.fixed(it.size()) : size);
    }

    /// {@return what removing comes to}
    public static Outcome delete(Trial trial, List<Integer> indices) {
        if (indices.isEmpty()) {
            return Outcome.refused(trial, Phrase.of("gesture.none"));
        }
        Edit edit = removal(indices);
        Plan plan = trial.start().preview(edit.apply(trial.start().design()));
        int left = trial.layout().partitions().size() - indices.size();
        int target = Math.min(Collections.min(indices), left - 1);
        return new Outcome(
                edit, plan, several(trial, "gesture.delete", indices), null, null, null, target);
    }

    /// {@return an edit that takes these partitions out of the layout}
    public static Edit removal(List<Integer> indices) {
        // From the last to the first, so that the indices of those still to go stay right.
        return new Edit.All(
                indices.stream()
                        .sorted(Comparator.reverseOrder())
                        .<Edit>map(Edit.RemovePartition::new)
                        .toList());
    }

    /// {@return what a copy of each comes to}
    public static Outcome duplicate(Trial trial, List<Integer> indices) {
        if (indices.isEmpty()) {
            return Outcome.refused(trial, Phrase.of("gesture.none"));
        }
        Trial current = trial;
        var edits = new ArrayList<Edit>();
        Outcome last = Outcome.unchanged(trial, -1);
        // From the back, so that the places of those still to come stay.
        for (int index : indices.stream().sorted(Comparator.reverseOrder()).toList()) {
            last = NewPartition.duplicate(current, index);
            Edit edit = last.edit();
            if (edit == null) {
                Phrase wall = last.wall();
                return Outcome.refused(trial, wall == null ? last.label() : wall);
            }
            edits.add(edit);
            current = Trial.of(last.plan());
        }
        return new Outcome(
                new Edit.All(edits),
                last.plan(),
                several(trial, "gesture.duplicate", indices),
                null,
                null,
                last.facts(),
                last.target());
    }

    /// {@return what stating the size anew comes to} Too much is allowed here: the disk shows it, and how to mend it.
    public static Outcome size(Trial trial, List<Integer> indices, SizeExpression size) {
        var partitions = new ArrayList<>(trial.layout().partitions());
        for (int index : indices) {
            partitions.set(index, Expressions.sized(trial.spec(index), size));
        }
        Edit edit = trial.replace(partitions);
        Trial.Result result = trial.of(edit);
        Segment.Partition before = trial.at(indices.getLast());
        Segment.Partition now = result.plan().partition(indices.getLast()).orElse(before);
        boolean same = partitions.equals(trial.layout().partitions());
        return new Outcome(
                same ? null : edit,
                result.plan(),
                Phrase.of("gesture.resize", several(trial, indices), size.toString()),
                result.refusal(),
                null,
                Facts.of(trial, before, now),
                indices.getLast());
    }

    /// {@return what another purpose comes to}
    public static Outcome turn(Trial trial, List<Integer> indices, Purpose purpose) {
        var partitions = new ArrayList<>(trial.layout().partitions());
        Phrase refusal =
                purpose == Purpose.VERITY
                        ? PartitionSpecs.refusal(trial.layout().withPartitions(List.of()), purpose)
                        : null;
        for (int index : indices) {
            var present = trial.layout().withPartitions(partitions);
            partitions.set(index, PartitionSpecs.turned(present, partitions.get(index), purpose));
        }
        Trial.Result result = trial.of(trial.replace(partitions));
        Phrase why = refusal != null ? refusal : result.refusal();
        return why != null
                ? Outcome.refused(trial, why)
                : Outcome.of(
                        result,
                        Phrase.of("gesture.turn." + purpose.id(), several(trial, indices)),
                        indices.getLast());
    }

    private static Phrase several(Trial trial, String key, List<Integer> indices) {
        return Phrase.of(key, several(trial, indices));
    }

    private static Object several(Trial trial, List<Integer> indices) {
        return indices.size() == 1
                ? trial.name(indices.getFirst())
                : Phrase.of("gesture.several", indices.size());
    }

    /// {@return the facts of a partition as it is; null if it has no place}
    public static @Nullable Facts facts(Plan plan, int index) {
        return plan.partition(index).map(it -> Facts.of(Trial.of(plan), it, it)).orElse(null);
    }
}
