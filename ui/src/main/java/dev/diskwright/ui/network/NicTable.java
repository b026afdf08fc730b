package dev.diskwright.ui.network;

import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.Keys;
import dev.diskwright.ui.text.Texts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;

/// The interfaces of the picture as a table that is edited in place, with the same commands.
public final class NicTable extends StackPane {
    private static final double ROW = 2.3;
    private static final int USUAL_TEXT = 13;

    private static final double LEAST = 48;

    /// Width of bold text beside that of regular text.
    private static final double BOLD = 1.1;

    /// Padding of a heading, in pixels.
    private static final double HEAD = 22;

    private final TableView<NicRow> table = new TableView<>();
    private final Map<NicColumn, TableColumn<NicRow, NicRow>> columns =
            new EnumMap<>(NicColumn.class);
    private final ObjectProperty<NicColumn> active = new SimpleObjectProperty<>(NicColumn.NAME);
    private final Label measure = new Label();
    private NetworkViewModel model;
    private boolean showing;

    /// For the loader.
    @SuppressWarnings("NullAway.Init") // the model comes with bind
    public NicTable() {
        table.setId("network-table");
        table.getStyleClass().add("network-table");
        measure.setOpacity(0); // not invisible, as then it would have no type
        measure.setMouseTransparent(true);
        measure.setManaged(false);
        getChildren().addAll(measure, table);
    }

    /// Shows and edits what the picture shows.
    public void bind(NetworkViewModel newModel, Texts texts) {
        model = newModel;
        table.setEditable(true);
        table.setAccessibleText(texts.of("network.table"));
        for (NicColumn it : NicColumn.values()) {
            table.getColumns().add(column(it, texts));
        }
        var none = new Label(texts.of("network.table.none"));
        none.getStyleClass().add("empty-note");
        none.setWrapText(true);
        table.setPlaceholder(none);
        newModel.rows().addListener((ListChangeListener<NicRow>) _ -> show());
        newModel.spotProperty().subscribe(this::select);
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> {
                    if (row != null && !showing) {
                        model.spotProperty().set(new Spot.Port(row.nic().name()));
                    }
                });
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        measure.fontProperty().subscribe(this::fit);
        table.widthProperty().subscribe(() -> Platform.runLater(this::fit));
        show();
    }

    private TableColumn<NicRow, NicRow> column(NicColumn it, Texts texts) {
        var column = new TableColumn<NicRow, NicRow>(texts.of("network.column." + it.key()));
        column.setId("network-column-" + it.key());
        column.setSortable(false);
        column.setReorderable(false);
        column.setEditable(it.isEditable());
        column.setMinWidth(LEAST);
        column.setPrefWidth(width(it));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new NicCell(model, it, active, texts));
        columns.put(it, column);
        return column;
    }

    /// {@return width of a column with text of the usual size}
    private static double width(NicColumn it) {
        return switch (it) {
            case NAME -> 86;
            case VLAN -> 92;
            case ADDRESS -> 128; // 255.255.255.255/24 and its padding
            case MAC -> 142;
            case MODEL -> 64;
            case FORWARDING -> 96;
        };
    }

    private void show() {
        showing = true;
        table.getItems().setAll(model.rows());
        showing = false;
        fit();
        select(model.spotProperty().get());
    }

    /// All rows are in view; what surrounds the table scrolls.
    private void fit() {
        double text = measure.getFont().getSize();
        double row = Math.rint(text * ROW);
        double all = 0;
        for (var entry : columns.entrySet()) {
            measure.setText(entry.getValue().getText());
            double head = measure.prefWidth(-1) * BOLD + HEAD;
            double width = Math.max(head, width(entry.getKey()) * text / USUAL_TEXT);
            entry.getValue().setPrefWidth(width);
            all += width;
        }
        measure.setText("");
        boolean narrow = table.getWidth() > 0 && all > table.getWidth() - 4;
        for (TableColumn<NicRow, NicRow> it : columns.values()) {
            it.setMinWidth(narrow ? it.getPrefWidth() : LEAST);
        }
        table.setColumnResizePolicy(
                narrow
                        ? TableView.UNCONSTRAINED_RESIZE_POLICY
                        : TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setFixedCellSize(row);
        double height = row * (Math.max(1, table.getItems().size()) + 1) + (narrow ? 32 : 16);
        table.setMinHeight(height);
        table.setPrefHeight(height);
    }

    private void select(Spot spot) {
        showing = true;
        table.getSelectionModel().clearSelection();
        for (int i = 0; i < table.getItems().size(); i++) {
            if (new Spot.Port(table.getItems().get(i).nic().name()).equals(spot)) {
                table.getSelectionModel().clearAndSelect(i);
                table.getFocusModel().focus(i);
            }
        }
        showing = false;
    }

    private void pressed(KeyEvent event) {
        if (table.getEditingCell() != null
                || !table.isFocused()
                || event.isShortcutDown()
                || event.isAltDown()) {
            return;
        }
        KeyCode code = event.getCode();
        switch (code) {
            case LEFT, RIGHT -> {
                List<NicColumn> all = List.of(NicColumn.values());
                int at = all.indexOf(active.get()) + (code == KeyCode.LEFT ? -1 : 1);
                active.set(all.get(Math.clamp(at, 0, all.size() - 1)));
                event.consume();
            }
            case ENTER -> {
                edit(active.get());
                event.consume();
            }
            case F2 -> {
                edit(active.get().isEditable() ? active.get() : NicColumn.NAME);
                event.consume();
            }
            default -> Keys.runIn(Command.Scope.NETWORK, model.commands(), event);
        }
    }

    private void edit(NicColumn column) {
        int row = table.getSelectionModel().getSelectedIndex();
        if (row >= 0) {
            table.edit(row, columns.get(column));
        }
    }
}
