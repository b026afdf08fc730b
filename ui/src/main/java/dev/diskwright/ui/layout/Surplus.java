package dev.diskwright.ui.layout;

import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiConsumer;

/// What runs off the disk, and what can be done about it.
///
/// @param end offset where the room for partitions ends
/// @param last offset behind the last partition, for people
/// @param text how much is too much
/// @param remedies each with what it does as its label
public record Surplus(long end, String last, String text, List<Remedy> remedies) {
    /// Copies the list.
    public Surplus {
        remedies = List.copyOf(remedies);
    }

    /// A way out.
    public record Remedy(String label, Runnable action) {}

    /// {@return the surplus of a plan; null if there is none}
    ///
    /// @param mend takes the label of a step and its edit
    static @org.jspecify.annotations.Nullable Surplus of(
            Plan plan, Texts texts, BiConsumer<String, Edit> mend) {
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
        return new Surplus(end, SizeText.display(last), text, remedies(plan, texts, mend));
    }

    /// Several partitions may run off the disk: the largest disk holds them all, and each way out is offered once.
    private static List<Remedy> remedies(Plan plan, Texts texts, BiConsumer<String, Edit> mend) {
        var edits = new LinkedHashMap<String, Edit>();
        long largest = 0;
        for (Diagnostic it : plan.diagnostics()) {
            Edit edit = it.fix();
            if (!it.code().equals("LAY-063") || edit == null) {
                continue;
            }
            if (edit instanceof Edit.SetDisk(var disk) && disk.size() != null) {
                long size = disk.size().inBytes(plan.sectorSize());
                if (size > largest) {
                    largest = size;
                    edits.put("grow", edit);
                }
            } else {
                edits.putIfAbsent(it.remedy(), edit);
            }
        }
        var remedies = new ArrayList<Remedy>();
        edits.forEach((key, edit) -> {
            String label =
                    edit instanceof Edit.SetDisk(var disk) && disk.size() != null
                            ? texts.of(
                                    "surplus.grow",
                                    SizeText.display(disk.size().inBytes(plan.sectorSize())))
                            : key;
            remedies.add(new Remedy(label, () -> mend.accept(label, edit)));
        });
        return remedies;
    }
}
