package dev.diskwright.ui.table;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.layout.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A segment as a row of the table.
///
/// @param target what is selected with it
/// @param role null for free space and structures
/// @param cells words by column; a column that says nothing is left out
/// @param offset of its first byte
/// @param bytes its size
/// @param fill share of the size that the contents need; negative where that means nothing
/// @param pinned whether its start is given
/// @param problem worst kind of problem: `error`, `warning`, `hint`; empty for none
/// @param problemText what is wrong, in a sentence
public record PartitionRow(
        Selected target,
        @Nullable Role role,
        Map<Column, String> cells,
        long offset,
        long bytes,
        double fill,
        boolean pinned,
        String problem,
        String problemText) {
    /// Copies the map.
    public PartitionRow {
        cells = Map.copyOf(cells);
    }

    /// {@return the words in `column`; empty for none}
    public String text(Column column) {
        return cells.getOrDefault(column, "");
    }

    /// {@return index in the list of the explicit layout; -1 for free space and structures}
    public int index() {
        return target instanceof Selected.Partition(int index) ? index : -1;
    }
}
