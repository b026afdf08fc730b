package dev.diskwright.ui.gesture;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.plan.Segment;
import java.util.ArrayList;
import java.util.List;

/// The four uses of free space.
public final class FreeSpace {
    private final Trial trial;
    private final Segment.Free room;

    private FreeSpace(Trial trial, Segment.Free room) {
        this.trial = trial;
        this.room = room;
    }

    /// A use.
    public enum Use {
        /// A new partition.
        NEW,
        /// The partition before it takes it.
        PREVIOUS,
        /// The partition behind it takes it.
        NEXT,
        /// The partitions before it share it.
        SHARE
    }

    /// {@return what a use of free stretch `number` comes to}
    public static Outcome of(Trial trial, int number, Use use) {
        List<Segment.Free> all = NewPartition.free(trial.start());
        if (number >= all.size()) {
            return Outcome.refused(trial, Phrase.of("free.gone"));
        }
        var space = new FreeSpace(trial, all.get(number));
        return switch (use) {
            case NEW -> NewPartition.of(trial, Purpose.DATA, new NewPartition.Free(number));
            case PREVIOUS -> space.growPrevious();
            case NEXT -> space.growNext();
            case SHARE -> space.share();
        };
    }

    private Outcome growPrevious() {
        Segment.Partition before = null;
        for (Segment.Partition it : trial.order()) {
            before = it.end() <= room.start() ? it : before;
        }
        if (before == null || room.start() - before.end() >= trial.grain()) {
            return Outcome.refused(trial, Phrase.of("free.noPrevious"));
        }
        long size = Units.roundDown(room.end() - before.start(), trial.grain());
        return Resize.of(trial, before.index(), Resize.Edge.END).at(before.start() + size, false);
    }

    private Outcome growNext() {
        for (Segment.Partition it : trial.order()) {
            if (it.start() >= room.start()) {
                long start = Units.roundUp(room.start(), trial.grain());
                return it.start() - room.end() >= trial.grain()
                        ? Outcome.refused(trial, Phrase.of("free.noNext"))
                        : Resize.of(trial, it.index(), Resize.Edge.START).at(start, false);
            }
        }
        return Outcome.refused(trial, Phrase.of("free.noNext"));
    }

    /// The partitions of fixed size up to the last pin take the rest, and keep at least what they have.
    private Outcome share() {
        var partitions = new ArrayList<>(trial.layout().partitions());
        var sharing = new ArrayList<String>();
        List<Segment.Partition> before =
                trial.order().stream().filter(it -> it.end() <= room.start()).toList();
        for (Segment.Partition it : before.reversed()) {
            PartitionSpec spec = it.spec();
            boolean fit = spec.size() != null && spec.size().base() instanceof SizeExpression.Fit;
            if (spec.filesystem() != null && spec.end() == null && !fit) {
                var base = new SizeExpression.Rest(1);
                var size = new SizeExpression(base, ByteSize.of(it.size()), null);
                partitions.set(it.index(), Expressions.sized(spec, size));
                sharing.add(Trial.name(it));
            }
            if (spec.start() != null) {
                break;
            }
        }
        if (sharing.isEmpty()) {
            return Outcome.refused(trial, Phrase.of("free.noShare"));
        }
        Trial.Result result = trial.of(trial.replace(partitions));
        return result.refusal() != null
                ? Outcome.refused(trial, result.refusal())
                : Outcome.of(result, Phrase.of("gesture.share", sharing.size()), -1);
    }
}
