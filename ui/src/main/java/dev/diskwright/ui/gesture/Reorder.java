package dev.diskwright.ui.gesture;

import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Segment;
import java.util.ArrayList;
import java.util.List;

/// Taking a partition to another place in the order.
public final class Reorder {
    private Reorder() {}

    /// {@return what it comes to}
    ///
    /// @param index of the partition in hand
    /// @param caret place among the partitions in disk order, 0 before the first
    public static Outcome to(Trial trial, int index, int caret) {
        int rank = trial.rank(index);
        Segment.Partition block = trial.at(index);
        if (caret == rank || caret == rank + 1) {
            return Outcome.unchanged(trial, index);
        }
        if (block.spec().start() != null) {
            return Outcome.refused(
                    trial,
                    Phrase.of(
                            "reorder.pinned", Trial.name(block), SizeText.display(block.start())));
        }
        var next = Order.of(trial.layout(), List.of(index), listPlace(trial, caret));
        int to = next.placeOf(index);
        Trial.Result result = trial.of(next.edit());
        if (result.refusal() != null) {
            return Outcome.refused(trial, result.refusal());
        }
        Segment.Partition now = result.plan().partition(to).orElse(block);
        var wanted = new ArrayList<>(trial.order());
        wanted.remove(rank);
        int place = caret > rank ? caret - 1 : caret;
        int arrived = Trial.of(result.plan()).rank(to);
        if (arrived != place) {
            Segment.Partition blocker = wanted.get(Math.min(place, wanted.size() - 1));
            return Outcome.refused(trial, Phrase.of("reorder.blocked", Trial.name(blocker)));
        }
        return new Outcome(
                result.edit(),
                result.plan(),
                Phrase.of("gesture.move", Trial.name(block)),
                null,
                null,
                Facts.of(trial, block, now),
                to);
    }

    /// {@return the place in the layout's list that stands for a caret}
    static int listPlace(Trial trial, int caret) {
        List<Segment.Partition> order = trial.order();
        if (caret >= order.size()) {
            return order.isEmpty() ? 0 : order.getLast().index() + 1;
        }
        return order.get(caret).index();
    }
}
