package dev.diskwright.ui.document;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import java.util.List;

/// What stays selected when a step is undone or done again: the same partition wherever it stands then, else the one in
/// its place, else its neighbour.
final class Carried {
    private Carried() {}

    static List<Selected> over(List<Selected> selection, Design from, Design to) {
        List<PartitionSpec> before = Presets.expand(from).partitions();
        List<PartitionSpec> after = Presets.expand(to).partitions();
        return selection.stream()
                .map(it ->
                        it instanceof Selected.Partition(int index)
                                ? partition(before, after, index)
                                : it)
                .distinct()
                .toList();
    }

    private static Selected partition(
            List<PartitionSpec> before, List<PartitionSpec> after, int index) {
        int place = place(before, after, index);
        return place < 0 ? Selected.DISK : new Selected.Partition(place);
    }

    private static int place(List<PartitionSpec> before, List<PartitionSpec> after, int index) {
        int nearest = Math.min(index, after.size() - 1);
        if (index >= before.size() || nearest < 0) {
            return nearest;
        }
        PartitionSpec it = before.get(index);
        if (after.get(nearest).equals(it)) {
            return nearest;
        }
        int same = after.indexOf(it);
        if (same >= 0) {
            return same;
        }
        for (int i = 0; i < after.size(); i++) {
            if (!it.name().isEmpty() && after.get(i).name().equals(it.name())) {
                return i;
            }
        }
        return nearest;
    }
}
