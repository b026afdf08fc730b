package dev.diskwright.ui.outline;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.ProblemIndex;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.document.SourcePaths;
import dev.diskwright.ui.layout.LayoutViewModel;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The disk, its partitions and what goes into each, as a tree that is written line by line. Shares its selection with
/// strip and table.
public final class OutlineViewModel {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final LayoutViewModel layout;
    private final Texts texts;
    private final OutlineActions actions;
    private final ObservableList<OutlineRow> rows = FXCollections.observableArrayList();
    private final ObservableList<OutlineRow> rowsView =
            FXCollections.unmodifiableObservableList(rows);
    private final StringProperty filter = new SimpleStringProperty("");
    private final Set<Integer> closed = new HashSet<>();
    private Runnable opener = () -> {};

    /// Lists the design of `document`.
    ///
    /// @param layout knows whether structures are shown
    public OutlineViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            LayoutViewModel layout,
            SourcePaths sources,
            Texts texts) {
        this.document = document;
        this.planning = planning;
        this.layout = layout;
        this.texts = texts;
        actions = new OutlineActions(document, sources, texts);
        document.designProperty().subscribe(this::refresh);
        planning.shownProperty().subscribe(this::refresh);
        planning.diagnostics().addListener((InvalidationListener) _ -> refresh());
        layout.structuresProperty().subscribe(this::refresh);
        filter.subscribe(this::refresh);
    }

    private void refresh() {
        Design design = document.designProperty().get();
        if (design == null) {
            rows.clear();
            return;
        }
        List<OutlineRow> next = rows(design, planning.problemsProperty().get(), closed, filter);
        if (next.size() != rows.size()) {
            rows.setAll(next);
            return;
        }
        // Sizes follow the hand: what stays the same is left alone.
        for (int i = 0; i < next.size(); i++) {
            if (!next.get(i).equals(rows.get(i))) {
                rows.set(i, next.get(i));
            }
        }
    }

    private List<OutlineRow> rows(
            Design design, ProblemIndex problems, Set<Integer> folded, StringProperty wanted) {
        return new OutlineRows(design, planning.shownProperty().get(), problems, texts)
                .rows(folded, layout.structuresProperty().get(), wanted.get());
    }

    /// {@return the lines that are shown}
    public ObservableList<OutlineRow> rows() {
        return rowsView;
    }

    /// {@return a line for every thing that can be selected, whether it is shown or not}
    public List<OutlineRow> objects() {
        Design design = document.designProperty().get();
        return design == null
                ? List.of()
                : rows(design, ProblemIndex.EMPTY, Set.of(), new SimpleStringProperty("")).stream()
                        .filter(it -> it.target() != null)
                        .toList();
    }

    /// {@return what is searched for; lines that do not hold it are not shown}
    public StringProperty filterProperty() {
        return filter;
    }

    /// {@return everything that is selected}
    public ReadOnlyObjectProperty<List<Selected>> selectionProperty() {
        return document.selectionProperty();
    }

    /// {@return what adds, renames, moves and removes}
    public OutlineActions actions() {
        return actions;
    }

    /// Takes what opens the inspector.
    public void onOpen(Runnable newOpener) {
        opener = newOpener;
        actions.onAdded(newOpener);
    }

    /// Opens the form of what is selected.
    public void open() {
        opener.run();
    }

    /// Selects what lines stand for, the last one as the leading one; hints stand for nothing.
    public void select(List<OutlineRow> chosen) {
        var all = new ArrayList<Selected>();
        for (OutlineRow row : chosen) {
            Selected target = row.target();
            if (target != null) {
                all.add(target);
            }
        }
        // The disk is selected as a whole or not at all.
        if (all.size() > 1) {
            all.remove(Selected.DISK);
        }
        if (!all.isEmpty() && !all.equals(document.selectionProperty().get())) {
            document.selectAll(all);
        }
    }

    /// Shows the lines that belong to one, or hides them.
    public void fold(OutlineRow row, boolean open) {
        int home =
                row.target() instanceof Selected.Partition(int index) ? index : OutlineRows.NOWHERE;
        if (row.fold() != OutlineRow.Fold.NONE && (open ? closed.remove(home) : closed.add(home))) {
            refresh();
        }
    }

    /// {@return the line that the line at `index` belongs to; -1 for none}
    public int parentOf(int index) {
        int depth = index < 0 || index >= rows.size() ? 0 : rows.get(index).depth();
        int at = index - 1;
        while (at >= 0 && rows.get(at).depth() >= depth) {
            at--;
        }
        return depth == 0 ? -1 : at;
    }

    /// {@return the nearest line from `index` on that is more than a hint; -1 for none}
    ///
    /// @param step 1 downwards, -1 upwards
    public int nearest(int index, int step) {
        for (int at = index; at >= 0 && at < rows.size(); at += step) {
            if (!rows.get(at).isHint()) {
                return at;
            }
        }
        return -1;
    }

    /// {@return the next line behind `from`, around the end, that begins with `text`; -1 for none}
    ///
    /// @param from where to begin; itself comes first if `text` is longer than one character
    public int beginningWith(String text, int from) {
        int first = text.length() > 1 ? 0 : 1;
        for (int i = first; i < rows.size() + first; i++) {
            int at = Math.floorMod(Math.max(from, 0) + i, rows.size());
            OutlineRow row = rows.get(at);
            String name = row.text().substring(row.text().lastIndexOf('/') + 1);
            if (!row.isHint()
                    && (row.text().regionMatches(true, 0, text, 0, text.length())
                            || name.regionMatches(true, 0, text, 0, text.length()))) {
                return at;
            }
        }
        return -1;
    }

    /// {@return what is wrong with a line, or else all of an entry; may be empty}
    public String help(OutlineRow row) {
        return row.help().isEmpty() && row.target() instanceof Selected.Entry
                ? texts.of("outline.entry.help", row.text(), row.detail())
                : row.help();
    }

    /// {@return the partition whose lines `row` is one of, or which it is; null for none}
    public @Nullable Integer homeOf(OutlineRow row) {
        return switch (row.target()) {
            case Selected.Partition(int index) -> index;
            case Selected.Entry(int index) -> actions.homeOf(index);
            case null, default -> null;
        };
    }

    /// Adds a folder that the person chooses.
    public void addFolder() {
        actions.addFolder();
    }

    /// Adds a file or an archive that the person chooses.
    public void addFile() {
        actions.addFile();
    }

    /// Adds a partition behind the selected one, or as the last one.
    public void addPartition() {
        actions.addPartition();
    }

    /// Removes the selected partitions and contents.
    public void removeSelected() {
        actions.removeSelected();
    }
}
