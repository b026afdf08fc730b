package dev.diskwright.ui.gesture;

import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The plan that a gesture began on, and what edits of it would come to. An edit is refused if it brings an error that
/// was not there before.
public final class Trial {
    private final Plan start;
    private final Layout layout;
    private final List<Segment.Partition> order;
    private final Map<String, Long> errors;
    private final long grain;

    private Trial(Plan start) {
        this.start = start;
        layout = Presets.expand(start.design());
        order =
                start.partitions().stream()
                        .sorted(Comparator.comparingLong(Segment.Partition::start))
                        .toList();
        errors = errors(start);
        grain = Math.max(1, layout.align().inBytes(start.sectorSize()));
    }

    /// {@return trials of edits to `start`}
    public static Trial of(Plan start) {
        return new Trial(start);
    }

    /// What an edit comes to.
    ///
    /// @param refusal why it cannot be; null if it can
    public record Result(Edit edit, Plan plan, @Nullable Phrase refusal) {
        /// {@return whether it can be done}
        public boolean isAllowed() {
            return refusal == null;
        }
    }

    /// {@return what `edit` comes to}
    public Result of(Edit edit) {
        Plan plan = start.preview(edit.apply(start.design()));
        Map<String, Long> now = errors(plan);
        for (Diagnostic it : plan.diagnostics()) {
            if (it.isError()
                    && now.getOrDefault(it.code(), 0L) > errors.getOrDefault(it.code(), 0L)) {
                return new Result(edit, plan, wall(plan, it));
            }
        }
        return new Result(edit, plan, null);
    }

    private static Map<String, Long> errors(Plan plan) {
        var count = new HashMap<String, Long>();
        for (Diagnostic it : plan.diagnostics()) {
            if (it.isError()) {
                count.merge(it.code(), 1L, Long::sum);
            }
        }
        return count;
    }

    private Phrase wall(Plan plan, Diagnostic it) {
        Segment.Partition about = about(plan, it.path());
        if (about == null) {
            return Phrase.of("wall.other", it.problem());
        }
        String name = name(about);
        return switch (it.code()) {
            case "LAY-061" -> overlap(plan, about);
            case "LAY-062" -> Phrase.of("wall.table");
            case "LAY-063" -> Phrase.of("wall.end");
            case "LAY-064" -> Phrase.of("wall.room", name);
            case "FS-023" -> contents(name, about.volume());
            case "LAY-066" -> Phrase.of("wall.mbr");
            default -> Phrase.of("wall.other", it.problem());
        };
    }

    private static Phrase contents(String name, @Nullable Volume volume) {
        return Phrase.of(
                "wall.contents", name, SizeText.display(volume == null ? 0 : volume.minimumSize()));
    }

    private static Phrase overlap(Plan plan, Segment.Partition about) {
        for (Segment.Partition other : plan.partitions()) {
            boolean meets = other.start() < about.end() && about.start() < other.end();
            if (other.index() != about.index() && meets) {
                Segment.Partition pinned = other.spec().start() != null ? other : about;
                return Phrase.of("wall.pinned", name(pinned), SizeText.display(pinned.start()));
            }
        }
        return Phrase.of("wall.room", name(about));
    }

    private static Segment.@Nullable Partition about(Plan plan, String path) {
        String[] parts = path.split("/", -1);
        return parts.length > 3 && parts[3].matches("[0-9]{1,6}")
                ? plan.partition(Integer.parseInt(parts[3])).orElse(null)
                : null;
    }

    /// {@return the plan that the gesture began on}
    public Plan start() {
        return start;
    }

    /// {@return the layout without a preset}
    public Layout layout() {
        return layout;
    }

    /// {@return entry `index` of the explicit layout}
    PartitionSpec spec(int index) {
        return layout.partitions().get(index);
    }

    /// {@return the partition made from entry `index`}
    ///
    /// @throws IllegalStateException if the plan has no place for it
    Segment.Partition at(int index) {
        return start.partition(index)
                .orElseThrow(() -> new IllegalStateException("no partition " + index));
    }

    /// {@return the partitions in the order of their starts}
    List<Segment.Partition> order() {
        return order;
    }

    /// {@return place of entry `index` in [#order()], -1 if it has none}
    int rank(int index) {
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).index() == index) {
                return i;
            }
        }
        return -1;
    }

    /// {@return the partition that begins where entry `index` ends; null if there is free space or nothing}
    Segment.@Nullable Partition neighbour(int index) {
        int next = rank(index) + 1;
        if (next == 0 || next >= order.size()) {
            return null;
        }
        long gap = order.get(next).start() - at(index).end();
        return gap >= 0 && gap < grain ? order.get(next) : null;
    }

    /// {@return alignment step in bytes}
    public long grain() {
        return grain;
    }

    /// {@return `offset` on the nearest step of the grain}
    long nearest(long offset) {
        return Math.floorDiv(Math.max(0, offset) + grain / 2, grain) * grain;
    }

    /// {@return the least size that the contents of entry `index` allow, on the grain}
    long least(int index) {
        Segment.Partition it = at(index);
        Volume volume = it.volume();
        long needed = volume == null ? 0 : Math.ceilDiv(volume.minimumSize(), grain) * grain;
        return needed > it.size() ? grain : Math.max(grain, needed);
    }

    /// {@return why entry `index` gets no smaller than [#least]}
    Phrase leastReason(int index) {
        Segment.Partition it = at(index);
        Volume volume = it.volume();
        return volume != null && least(index) > grain
                ? contents(name(it), volume)
                : Phrase.of("wall.grain", SizeText.display(grain));
    }

    /// {@return an edit that puts these partitions, each in place of the present one with its index}
    Edit replace(List<PartitionSpec> partitions) {
        List<PartitionSpec> present = layout.partitions();
        var edits = new ArrayList<Edit>();
        for (int i = 0; i < present.size(); i++) {
            if (!present.get(i).equals(partitions.get(i))) {
                edits.add(new Edit.SetPartition(i, partitions.get(i)));
            }
        }
        return new Edit.All(edits);
    }

    /// {@return what entry `index` is called}
    public String name(int index) {
        return name(at(index));
    }

    /// {@return what a partition is called: its name, else its label, else what it is}
    public static String name(Segment.Partition it) {
        if (!it.spec().name().isEmpty()) {
            return it.spec().name();
        }
        Volume volume = it.volume();
        return volume != null && !volume.label().isEmpty()
                ? volume.label()
                : it.type().description();
    }

    /// {@return an offset or size for the document}
    static ByteSize bytes(long value) {
        return ByteSize.of(value);
    }
}
