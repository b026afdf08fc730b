package dev.diskwright.core.plan;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Fix;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeExpression.Fit;
import dev.diskwright.core.design.SizeExpression.Fixed;
import dev.diskwright.core.design.SizeExpression.Rest;
import dev.diskwright.core.design.SizeText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds edits that mend a lack of room or a wrong place. Each is tried before it is offered: it must make the problem
/// go away and bring no new one.
final class Remedies {
    private static final int BLOCKS = 3; // tried of the largest
    private static final int STEPS = 6; // of looking for the size of a disk, up and down

    private final Design design;
    private final List<Measured> measured;
    private final List<Segment.Partition> partitions;
    private final long grain;
    private final int sectorSize;
    private final long diskSize;
    private final BitSet before; // see bit()

    /// @param measured what the partitions' file systems need, in the order of the explicit layout
    /// @param partitions in the same order
    Remedies(
            Design design,
            List<Measured> measured,
            List<Segment.Partition> partitions,
            long diskSize) {
        this.design = design;
        this.measured = measured;
        this.partitions = partitions;
        this.diskSize = diskSize;
        sectorSize = design.disk().sectorSize();
        grain = design.layout().align().inBytes(sectorSize);
        before = problems(design);
    }

    /// {@return what stands for an overlap of two partitions, or with the same twice for a lack of room}
    private int bit(int index, int other) {
        return index * measured.size() + other;
    }

    /// {@return ways to give partition `index` the room that it lacks}
    ///
    /// @param missing about how many bytes
    List<Fix> room(int index, long missing) {
        int problem = bit(index, index);
        var fixes = new ArrayList<Fix>();
        long step = Units.roundUp(Math.max(1, missing), grain);
        add(fixes, problem, enlarged(index));
        add(fixes, problem, disk(problem, step));
        add(fixes, problem, first(problem, index, step, this::shrunk));
        add(fixes, problem, first(problem, index, step, this::fitted));
        return fixes;
    }

    /// {@return ways to keep two partitions apart}
    List<Fix> apart(int index, int other) {
        int problem = bit(index, other);
        PartitionSpec it = partitions.get(index).spec();
        String name = name(index);
        var fixes = new ArrayList<Fix>();
        long end = Units.roundUp(partitions.get(other).end(), grain);
        SizeExpression size =
                it.size() == null && it.end() != null
                        ? SizeExpression.fixed(partitions.get(index).size())
                        : it.size();
        add(
                fixes,
                problem,
                explicit(
                        "Let %s follow the partition before it".formatted(name),
                        index,
                        it.withPlace(null, null, size)));
        add(
                fixes,
                problem,
                explicit(
                        "Move %s to %s".formatted(name, SizeText.display(end)),
                        index,
                        it.withPlace(ByteSize.of(end), null, size)));
        return fixes;
    }

    /// {@return ways to begin at one of these offsets}
    List<Fix> begin(int index, long... offsets) {
        PartitionSpec it = partitions.get(index).spec();
        var fixes = new ArrayList<Fix>();
        for (long offset : offsets) {
            Fix fix =
                    explicit(
                            "Begin at " + SizeText.display(offset),
                            index,
                            it.withPlace(ByteSize.of(offset), it.end(), it.size()));
            if (fix != null && isNoWorse(problems(fix.edit().apply(design)))) {
                fixes.add(fix);
            }
        }
        return fixes;
    }

    private void add(List<Fix> fixes, int problem, @Nullable Fix fix) {
        if (fix != null && mends(fix.edit(), problem)) {
            fixes.add(fix);
        }
    }

    private boolean mends(Edit edit, int problem) {
        BitSet after = problems(edit.apply(design));
        return !after.get(problem) && isNoWorse(after);
    }

    private boolean isNoWorse(BitSet after) {
        after.andNot(before);
        return after.isEmpty();
    }

    /// {@return what is wrong with the places of a design with as many partitions}
    private BitSet problems(Design edited) {
        Layout layout = Presets.expand(edited);
        Table table = Table.of(edited, layout, new ArrayList<>());
        LayoutResolver.Frame frame = table.frame();
        var requests = new ArrayList<LayoutResolver.Request>();
        for (int i = 0; i < measured.size(); i++) {
            requests.add(
                    new LayoutResolver.Request(
                            layout.partitions().get(i),
                            measured.get(i).minimumSize(),
                            table.isLogical(i) ? grain : 0));
        }
        var found = new BitSet();
        LayoutResolver.Resolved resolved;
        try {
            resolved = LayoutResolver.resolve(frame, requests);
        } catch (ArithmeticException e) {
            found.set(measured.size() * measured.size());
            return found;
        }
        List<LayoutResolver.Place> places = resolved.places();
        long end = frame.usableEnd(resolved.diskSize());
        for (int i = 0; i < places.size(); i++) {
            LayoutResolver.Place it = places.get(i);
            long size = Math.max(0, it.size());
            if (size == 0
                    || size < measured.get(i).minimumSize()
                    || it.start() + size > end
                    || it.start() < frame.firstUsable()) {
                found.set(bit(i, i));
            }
            for (int j = 0; j < i; j++) {
                LayoutResolver.Place other = places.get(j);
                if (it.start() < other.start() + other.size()
                        && other.start() < it.start() + size) {
                    found.set(bit(i, j));
                }
            }
        }
        return found;
    }

    /// {@return the partition itself made large enough}
    private @Nullable Fix enlarged(int index) {
        Segment.Partition it = partitions.get(index);
        PartitionSpec spec = it.spec();
        long wanted = Units.roundUp(measured.get(index).minimumSize(), Math.max(grain, Units.MIB));
        if (wanted <= it.size()) {
            return null;
        }
        Preset preset = design.layout().preset();
        if (preset == Preset.EFI || preset == Preset.HYBRID) {
            long end = it.start() + wanted;
            return index > 0
                    ? null
                    : new Fix(
                            "Let the ESP end at " + SizeText.display(end),
                            new Edit.SetBootSize(ByteSize.of(end)));
        }
        boolean fixed =
                spec.end() != null || spec.size() != null && spec.size().base() instanceof Fixed;
        return fixed
                ? explicit(
                        "Grow %s to %s".formatted(name(index), SizeText.display(wanted)),
                        index,
                        spec.withPlace(spec.start(), null, SizeExpression.fixed(wanted)))
                : null;
    }

    /// {@return the smallest disk that mends it}
    private @Nullable Fix disk(int problem, long step) {
        if (design.disk().size() == null) {
            return null;
        }
        long enough = step;
        int steps = 0;
        while (!mends(sized(diskSize + enough), problem)) {
            enough *= 2;
            if (++steps > STEPS || enough > Long.MAX_VALUE / 4 - diskSize) {
                return null;
            }
        }
        long tooLittle = steps == 0 ? 0 : enough / 2;
        for (int i = 0; i < STEPS && steps > 0 && enough - tooLittle > grain; i++) {
            long middle = Units.roundUp(tooLittle + (enough - tooLittle) / 2, grain);
            if (middle >= enough) {
                break;
            }
            if (mends(sized(diskSize + middle), problem)) {
                enough = middle;
            } else {
                tooLittle = middle;
            }
        }
        long wanted = Units.roundUp(diskSize + enough, sectorSize);
        return new Fix("Grow the disk to " + SizeText.display(wanted), sized(wanted));
    }

    private Edit sized(long bytes) {
        return new Edit.SetDisk(design.disk().withSize(ByteSize.of(bytes)));
    }

    /// Gives up room of one block.
    private interface Giver {
        /// {@return null if it has none to give}
        @Nullable Fix give(int index, long step);
    }

    /// {@return what mends it with one of the largest blocks, the lacking one last}
    private @Nullable Fix first(int problem, int lacking, long step, Giver giver) {
        List<Fix> candidates =
                partitions.stream()
                        .sorted(
                                Comparator.comparing(
                                                (Segment.Partition it) -> it.index() == lacking)
                                        .thenComparing(
                                                Comparator.comparingLong(Segment.Partition::size)
                                                        .reversed()))
                        .map(it -> giver.give(it.index(), step))
                        .filter(java.util.Objects::nonNull)
                        .limit(BLOCKS)
                        .toList();
        return candidates.stream().filter(it -> mends(it.edit(), problem)).findFirst().orElse(null);
    }

    private @Nullable Fix shrunk(int index, long step) {
        Segment.Partition it = partitions.get(index);
        PartitionSpec spec = it.spec();
        SizeExpression size = spec.size();
        long smaller = Units.roundDown(it.size() - step, grain);
        if (size == null
                || spec.end() != null
                || smaller < Math.max(grain, measured.get(index).minimumSize())) {
            return null;
        }
        SizeExpression changed =
                switch (size.base()) {
                    case Fixed _ -> SizeExpression.fixed(smaller);
                    case Rest _ when size.min() != null ->
                            new SizeExpression(size.base(), ByteSize.of(smaller), size.max());
                    default -> null;
                };
        return changed == null
                ? null
                : explicit(
                        "Shrink %s to %s".formatted(name(index), SizeText.display(smaller)),
                        index,
                        spec.withPlace(spec.start(), null, changed));
    }

    private @Nullable Fix fitted(int index, long step) {
        Segment.Partition it = partitions.get(index);
        PartitionSpec spec = it.spec();
        boolean canFit =
                spec.end() == null
                        && spec.filesystem() != null
                        && spec.size() != null
                        && !(spec.size().base() instanceof Fit);
        return canFit
                ? explicit(
                        "Let %s fit its contents".formatted(name(index)),
                        index,
                        spec.withPlace(
                                spec.start(),
                                null,
                                new SizeExpression(new Fit(null, null), null, null)))
                : null;
    }

    private @Nullable Fix explicit(String label, int index, PartitionSpec spec) {
        return design.layout().preset() == null
                ? new Fix(label, new Edit.SetPartition(index, spec))
                : null;
    }

    private String name(int index) {
        return PlacementChecks.name(partitions.get(index));
    }
}
