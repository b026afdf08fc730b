package dev.diskwright.ui.table;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Binds `PartitionTable.fxml`: the strip's rows as a table that is edited in place.
public final class PartitionTableController {
    private final PartitionTableViewModel model;
    private final Texts texts;
    private final Map<Column, TableColumn<PartitionRow, PartitionRow>> columns =
            new EnumMap<>(Column.class);
    private final ObjectProperty<Column> active = new SimpleObjectProperty<>(Column.NAME);
    private boolean syncing;
    private boolean changing;

    @FXML private TableView<PartitionRow> table;
    @FXML private Region dropLine;
    @FXML private Label note;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public PartitionTableController(PartitionTableViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        for (Column it : Column.values()) {
            table.getColumns().add(column(it));
        }
        table.setRowFactory(_ -> new PartitionTableRow());
        var _ = new RowDrag(table, model, dropLine, this::say);
        var _ = new ColumnWidths(table, columns, model.textScaleProperty());
        table.setContextMenu(menu());
        var none = new Label();
        none.textProperty()
                .bind(
                        Bindings.when(model.busyProperty())
                                .then(texts.of("layout.working"))
                                .otherwise(texts.of("layout.empty")));
        none.getStyleClass().add("empty-note");
        table.setPlaceholder(none);
        var selection = table.getSelectionModel();
        selection.setSelectionMode(SelectionMode.MULTIPLE);
        selection
                .getSelectedIndices()
                .addListener((ListChangeListener<Integer>) _ -> takeSelection());
        model.selectionProperty().subscribe(this::showSelection);
        model.rows().addListener((ListChangeListener<PartitionRow>) _ -> showRows());
        showRows();
        var keys = new TableKeys(table, model, active, this::edit);
        table.addEventFilter(KeyEvent.KEY_PRESSED, keys::pressed);
        table.addEventFilter(KeyEvent.KEY_TYPED, keys::typed);
        model.refusalProperty()
                .subscribe(text -> say(text, table.getSelectionModel().getSelectedIndex()));
        table.focusWithinProperty()
                .subscribe(inside -> {
                    if (!inside) {
                        note.setVisible(false);
                    }
                });
    }

    private TableColumn<PartitionRow, PartitionRow> column(Column it) {
        var column = new TableColumn<PartitionRow, PartitionRow>(model.heading(it));
        column.setId("column-" + it.key());
        column.setSortable(false);
        column.setEditable(it.isEditable());
        column.setVisible(model.columns().contains(it));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new PartitionCell(model, it, active, this::say));
        if (it.isNumeric()) {
            column.getStyleClass().add("numeric");
        }
        column.visibleProperty().subscribe((_, _) -> keepColumns());
        columns.put(it, column);
        return column;
    }

    private void keepColumns() {
        var shown = EnumSet.noneOf(Column.class);
        columns.forEach((it, column) -> {
            if (column.isVisible()) {
                shown.add(it);
            }
        });
        if (!shown.isEmpty()) {
            model.keepColumns(shown);
        }
    }

    private void edit(Column column) {
        int row = table.getSelectionModel().getSelectedIndex();
        TableColumn<PartitionRow, PartitionRow> shown = columns.get(column);
        if (row >= 0 && shown != null && shown.isVisible()) {
            table.scrollTo(Math.max(0, row - 1));
            table.scrollToColumn(shown);
            table.edit(row, shown);
        }
    }

    private ContextMenu menu() {
        var menu = new ContextMenu();
        menu.getItems()
                .addAll(
                        item("rename", () -> edit(Column.NAME)),
                        item("size", () -> edit(Column.EXPRESSION)),
                        item("open", model::open),
                        new SeparatorMenuItem(),
                        item("up", () -> model.moveSelected(-1)),
                        item("down", () -> model.moveSelected(1)),
                        item("remove", model::removeSelected),
                        new SeparatorMenuItem(),
                        item("copyText", () -> model.copy("text")),
                        item("copyMarkdown", () -> model.copy("markdown")),
                        item("copyJson", () -> model.copy("json")));
        return menu;
    }

    private MenuItem item(String key, Runnable action) {
        var item = new MenuItem(texts.of("table.menu." + key));
        item.setId("table-" + key);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private void takeSelection() {
        if (syncing) {
            return;
        }
        var chosen = new ArrayList<PartitionRow>();
        int lead = table.getSelectionModel().getSelectedIndex();
        for (int row : table.getSelectionModel().getSelectedIndices()) {
            if (row != lead && row >= 0 && row < table.getItems().size()) {
                chosen.add(table.getItems().get(row));
            }
        }
        if (lead >= 0 && lead < table.getItems().size()) {
            chosen.add(table.getItems().get(lead));
        }
        changing = true;
        model.select(chosen);
        changing = false;
    }

    /// The table drops its selection where a row is replaced; that is not the person's doing.
    private void showRows() {
        syncing = true;
        List<PartitionRow> next = model.rows();
        List<PartitionRow> shown = table.getItems();
        if (next.size() != shown.size()) {
            table.getItems().setAll(next);
        } else {
            for (int i = 0; i < next.size(); i++) {
                if (!next.get(i).equals(shown.get(i))) {
                    shown.set(i, next.get(i));
                }
            }
        }
        syncing = false;
        showSelection(model.selectionProperty().get());
    }

    private void showSelection(List<Selected> selection) {
        if (changing) {
            return;
        }
        syncing = true;
        var selected = table.getSelectionModel();
        selected.clearSelection();
        int lead = -1;
        for (int row = 0; row < table.getItems().size(); row++) {
            Selected target = table.getItems().get(row).target();
            if (target.equals(selection.getLast())) {
                lead = row;
            } else if (selection.contains(target)) {
                selected.select(row);
            }
        }
        if (lead >= 0) {
            selected.select(lead);
        }
        syncing = false;
    }

    /// Says something below a row; nothing takes the words away.
    private void say(String text, int row) {
        Node at = text.isEmpty() ? null : row(row);
        note.setVisible(at != null);
        if (at != null) {
            Bounds place = note.getParent().sceneToLocal(at.localToScene(at.getBoundsInLocal()));
            note.setText(text);
            note.autosize();
            double below = place.getMaxY() + 3;
            double room = table.getHeight() - note.prefHeight(320) - 4;
            note.relocate(48, below < room ? below : place.getMinY() - note.prefHeight(320) - 3);
        }
    }

    private @Nullable Node row(int index) {
        for (Node it : table.lookupAll(".table-row-cell")) {
            if (it instanceof PartitionTableRow row && row.getIndex() == index && row.isVisible()) {
                return row;
            }
        }
        return null;
    }
}
