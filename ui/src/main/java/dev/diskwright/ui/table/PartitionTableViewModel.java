package dev.diskwright.ui.table;

import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.edit.PartitionEdits;
import dev.diskwright.ui.edit.PartitionFields;
import dev.diskwright.ui.edit.PartitionTargets;
import dev.diskwright.ui.edit.Titles;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.gesture.Order;
import dev.diskwright.ui.layout.LayoutViewModel;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The disk as rows: what strip and outline select is selected here, and what is edited here is edited in the design.
public final class PartitionTableViewModel {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final LayoutViewModel layout;
    private final SettingsViewModel settings;
    private final ObservableValue<Double> textScale;
    private final Desktop desktop;
    private final Texts texts;
    private final PartitionTargets targets;
    private final PartitionFields fields;
    private final PartitionEdits edits;
    private final ObservableList<PartitionRow> rows = FXCollections.observableArrayList();
    private final ObservableList<PartitionRow> rowsView =
            FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper("");

    /// Shows what `planning` keeps.
    public PartitionTableViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            LayoutViewModel layout,
            SettingsViewModel settings,
            Desktop desktop,
            Texts texts) {
        this.document = document;
        this.planning = planning;
        this.layout = layout;
        this.settings = settings;
        textScale = settings.lookProperty().map(it -> it.textPercent() / 100.0);
        this.desktop = desktop;
        this.texts = texts;
        targets = new PartitionTargets(document, planning, texts);
        fields = new PartitionFields(targets);
        edits = new PartitionEdits(document, texts);
        planning.planProperty().subscribe(this::refresh);
        planning.problemsProperty().addListener((InvalidationListener) _ -> refresh());
        layout.structuresProperty().subscribe(this::refresh);
    }

    /// Adds those of the table to `commands`.
    public void addCommands(CommandRegistry commands) {
        var needsDocument = new ReadOnlyStringWrapper("");
        document.designProperty()
                .subscribe(design ->
                        needsDocument.set(design == null ? texts.of("reason.noDocument") : ""));
        commands.in(Command.Group.EDIT);
        commands.add("copyTableText", "", "fth-copy", needsDocument, () -> copy("text"));
        commands.add("copyTableMarkdown", "", "", needsDocument, () -> copy("markdown"));
        commands.add("copyTableJson", "", "", needsDocument, () -> copy("json"));
    }

    /// Rows that stay the same are left alone, so that scrolling and editing go on.
    private void refresh() {
        Plan plan = planning.planProperty().get();
        List<PartitionRow> next =
                plan == null
                        ? List.of()
                        : PartitionRows.of(
                                plan,
                                planning.problemsProperty().get(),
                                texts,
                                layout.structuresProperty().get());
        if (next.size() != rows.size()) {
            rows.setAll(next);
            return;
        }
        for (int i = 0; i < next.size(); i++) {
            if (!next.get(i).equals(rows.get(i))) {
                rows.set(i, next.get(i));
            }
        }
    }

    /// {@return how much larger than usual text is}
    ObservableValue<Double> textScaleProperty() {
        return textScale;
    }

    /// {@return the rows, in disk order}
    public ObservableList<PartitionRow> rows() {
        return rowsView;
    }

    /// {@return whether the rows are older than the design}
    public ReadOnlyBooleanProperty busyProperty() {
        return planning.busyProperty();
    }

    /// {@return everything that is selected, the leading one last}
    public ReadOnlyObjectProperty<List<Selected>> selectionProperty() {
        return document.selectionProperty();
    }

    /// Selects rows, the leading one last; none selects the disk.
    public void select(List<PartitionRow> chosen) {
        List<Selected> next = chosen.stream().map(PartitionRow::target).toList();
        if (!next.equals(document.selectionProperty().get())) {
            document.selectAll(next.isEmpty() ? List.of(Selected.DISK) : next);
        }
    }

    /// Opens the form of what is selected.
    public void open() {
        layout.openSelected();
    }

    /// Takes the selected partitions out of the layout.
    public void removeSelected() {
        edits.remove(document.selectedPartitions());
    }

    /// {@return the columns that are shown}
    public Set<Column> columns() {
        String kept = settings.settingsProperty().get().frame().columns();
        var shown = EnumSet.noneOf(Column.class);
        for (Column it : Column.values()) {
            if (kept.isEmpty() ? it.isUsual() : List.of(kept.split(",")).contains(it.key())) {
                shown.add(it);
            }
        }
        return shown;
    }

    /// Remembers which columns are shown.
    public void keepColumns(Set<Column> shown) {
        String kept = shown.stream().sorted().map(Column::key).collect(Collectors.joining(","));
        settings.change(it -> it.frame(frame -> frame.withColumns(kept)));
    }

    /// Edits the partition of a row from now on.
    ///
    /// @return whether it can be edited
    public boolean edit(PartitionRow row, Column column) {
        if (row.index() < 0 || !column.isEditable()) {
            return false;
        }
        targets.take(List.of(row.index()));
        if (targets.specs().isEmpty()) {
            return false;
        }
        fields.show();
        return true;
    }

    /// {@return what edits a column that is a line of text}
    ///
    /// @throws IllegalArgumentException for another column
    public TextFieldModel line(Column column) {
        return switch (column) {
            case NAME -> fields.name();
            case SIZE, EXPRESSION -> fields.size();
            case MOUNT -> fields.mount();
            case TYPE -> fields.type();
            default -> throw new IllegalArgumentException(column.key());
        };
    }

    /// {@return what edits a column that is one of several values}
    ///
    /// @throws IllegalArgumentException for another column
    public ChoiceModel choice(Column column) {
        return switch (column) {
            case ROLE -> fields.role();
            case FILESYSTEM -> fields.format();
            default -> throw new IllegalArgumentException(column.key());
        };
    }

    /// {@return the partitions that go along when `row` is dragged: all that are selected, if it is one of them}
    public List<Integer> dragged(PartitionRow row) {
        List<Integer> selected = document.selectedPartitions();
        return row.index() < 0
                ? List.of()
                : selected.contains(row.index()) ? selected : List.of(row.index());
    }

    /// {@return the place in the layout's list that stands for the gap above row `row`}
    public int placeAbove(int row) {
        for (PartitionRow it : rows.subList(Math.min(row, rows.size()), rows.size())) {
            if (it.index() >= 0) {
                return it.index();
            }
        }
        return document.explicitLayout().partitions().size();
    }

    /// {@return why the partitions `moved` cannot stand before the one that is `place` now; empty if they can}
    public String refusal(List<Integer> moved, int place) {
        PartitionSpec obstacle = Order.of(document.explicitLayout(), moved, place).obstacle();
        return obstacle == null ? "" : texts.of("table.move.pinned", Titles.of(obstacle));
    }

    /// Moves partitions before the one that is `place` now, or says why not.
    public void move(List<Integer> moved, int place) {
        Layout now = document.explicitLayout();
        Order order = Order.of(now, moved, place);
        refusal.set("");
        if (order.obstacle() != null) {
            refusal.set(refusal(moved, place));
        } else if (order.changes()) {
            document.apply(texts.of("edit.reorder", edits.names(moved)), order.edit());
            var selected = new ArrayList<Selected>();
            moved.forEach(it -> selected.add(new Selected.Partition(order.placeOf(it))));
            document.selectAll(selected);
        }
    }

    /// Moves the selected partitions by one place.
    ///
    /// @param step -1 towards the start of the disk, 1 towards its end
    public void moveSelected(int step) {
        List<Integer> moved = document.selectedPartitions();
        int count = document.explicitLayout().partitions().size();
        if (!moved.isEmpty()) {
            int place = step < 0 ? moved.getFirst() - 1 : moved.getLast() + 2;
            move(moved, Math.clamp(place, 0, count));
        }
    }

    /// {@return why the last move was refused; empty if it was not}
    public ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /// Copies the selected rows, or all when one or none is selected, with the columns that are shown.
    ///
    /// @param form `text`, `markdown` or `json`
    public void copy(String form) {
        List<Column> shown = columns().stream().sorted().toList();
        List<PartitionRow> chosen =
                rows.stream()
                        .filter(it -> document.selectionProperty().get().contains(it.target()))
                        .toList();
        desktop.copy(
                new TableText(
                                shown,
                                shown.stream().map(this::heading).toList(),
                                chosen.size() > 1 ? chosen : rows)
                        .in(TableText.Form.valueOf(form.toUpperCase(Locale.ROOT))));
    }

    /// {@return what stands above a column}
    public String heading(Column column) {
        return texts.of("table.column." + column.key());
    }

    /// {@return the exact bytes of a start or a size, for a bubble; empty for other columns}
    public String exact(PartitionRow row, Column column) {
        return switch (column) {
            case START -> texts.of("size.bytes", row.offset());
            case SIZE -> texts.of("size.bytes", row.bytes());
            default -> "";
        };
    }
}
