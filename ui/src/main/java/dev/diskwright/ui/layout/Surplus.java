package dev.diskwright.ui.layout;

import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Fix;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.edit.Remedies;
import dev.diskwright.ui.form.FieldProblem;
import dev.diskwright.ui.text.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// What runs off the disk, and what can be done about it.
///
/// @param end offset where the room for partitions ends
/// @param last offset behind the last partition, for people
/// @param text how much is too much
/// @param remedies each with what it does as its label
public record Surplus(long end, String last, String text, List<FieldProblem.Remedy> remedies) {
    private static final Set<String> ROOM = Set.of("LAY-063", "LAY-064");

    /// Copies the list.
    public Surplus {
        remedies = List.copyOf(remedies);
    }

    /// {@return the surplus of a plan; null if there is none}
    ///
    /// @param source of the remedies, the same as everywhere
    static @org.jspecify.annotations.Nullable Surplus of(Plan plan, Texts texts, Remedies source) {
        if (plan.design().disk().size() == null) {
            return null;
        }
        long end = plan.size();
        for (Segment it : plan.segments()) {
            end =
                    it instanceof Segment.Structure && it.end() == plan.size() && it.start() > 0
                            ? it.start()
                            : end;
        }
        long last = 0;
        for (Segment.Partition it : plan.partitions()) {
            last = Math.max(last, it.end());
        }
        if (last <= end) {
            return null;
        }
        String text = texts.of("surplus.text", SizeText.display(last - end));
        return new Surplus(end, SizeText.display(last), text, remedies(plan, source));
    }

    /// Several partitions may run off the disk: the largest disk holds them all, and each way out is offered once, in
    /// the order of the first that has it.
    private static List<FieldProblem.Remedy> remedies(Plan plan, Remedies source) {
        var chosen = new LinkedHashMap<String, Choice>();
        for (Diagnostic it : plan.diagnostics()) {
            if (ROOM.contains(it.code()) && it.isError()) {
                for (Fix fix : it.fixes()) {
                    var choice = new Choice(it, fix, disk(plan, fix.edit()));
                    String key = choice.disk() > 0 ? "disk" : fix.label();
                    chosen.merge(key, choice, (old, now) -> now.disk() > old.disk() ? now : old);
                }
            }
        }
        return chosen.values().stream().map(it -> source.of(it.about(), it.fix())).toList();
    }

    private record Choice(Diagnostic about, Fix fix, long disk) {}

    /// {@return the size of the disk that an edit asks for, in bytes; 0 for an edit of something else}
    private static long disk(Plan plan, Edit edit) {
        return edit instanceof Edit.SetDisk(var disk) && disk.size() != null
                ? disk.size().inBytes(plan.sectorSize())
                : 0;
    }
}
