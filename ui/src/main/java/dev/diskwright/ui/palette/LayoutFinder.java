package dev.diskwright.ui.palette;

import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.outline.OutlineRow;
import dev.diskwright.ui.outline.OutlineViewModel;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds partitions and contents by selecting them, so that strip, table and outline all show them.
public final class LayoutFinder implements Findable {
    private final OutlineViewModel outline;
    private final DocumentViewModel document;
    private List<Selected> hits = List.of();
    private @Nullable List<Selected> before;

    /// Searches the lines of `outline`.
    public LayoutFinder(OutlineViewModel outline, DocumentViewModel document) {
        this.outline = outline;
        this.document = document;
    }

    @Override
    public int find(String text) {
        if (before == null) {
            before = document.selectionProperty().get();
        }
        String wanted = text.toLowerCase(Locale.ROOT);
        hits =
                wanted.isEmpty()
                        ? List.of()
                        : outline.objects().stream()
                                .filter(row -> fits(row, wanted))
                                .map(OutlineRow::target)
                                .filter(it ->
                                        it instanceof Selected.Partition
                                                || it instanceof Selected.Entry)
                                .toList();
        mark(0);
        return hits.size();
    }

    private static boolean fits(OutlineRow row, String wanted) {
        String role = row.role() == null ? "" : row.role().name();
        return (row.text() + " " + row.detail() + " " + role)
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }

    @Override
    public void show(int index) {
        mark(index);
    }

    private void mark(int leading) {
        if (hits.isEmpty()) {
            document.selectAll(before == null ? List.of(Selected.DISK) : before);
            return;
        }
        var order = new java.util.ArrayList<>(hits);
        order.add(order.remove(leading));
        document.selectAll(order);
    }

    /// What was found last stays selected; where nothing was, what was selected before.
    @Override
    public void stop() {
        if (!hits.isEmpty()) {
            document.select(document.selectedProperty().get());
        }
        before = null;
        hits = List.of();
    }
}
