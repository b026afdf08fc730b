package dev.diskwright.ui.layout;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.text.Texts;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;

/// Binds `PartitionTable.fxml`: the strip's rows as a table.
public final class PartitionTableController {
    private final LayoutViewModel model;
    private final Texts texts;
    private boolean syncing;

    @FXML private TableView<StripItem> table;
    @FXML private TableColumn<StripItem, String> number;
    @FXML private TableColumn<StripItem, StripItem> name;
    @FXML private TableColumn<StripItem, String> type;
    @FXML private TableColumn<StripItem, String> start;
    @FXML private TableColumn<StripItem, String> size;
    @FXML private TableColumn<StripItem, String> expression;
    @FXML private TableColumn<StripItem, String> fileSystem;
    @FXML private TableColumn<StripItem, String> mount;
    @FXML private TableColumn<StripItem, String> fill;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public PartitionTableController(LayoutViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        bindTable();
        model.selectedProperty().subscribe(this::showSelection);
        model.itemsProperty().subscribe(_ -> showItems());
    }

    private void bindTable() {
        Map<TableColumn<StripItem, String>, Function<StripItem, String>> words =
                Map.of(
                        number, StripItem::number,
                        type, StripItem::type,
                        start, StripItem::start,
                        size, StripItem::size,
                        expression, StripItem::expression,
                        fileSystem, StripItem::fileSystem,
                        mount, StripItem::mount,
                        fill, StripItem::fillText);
        words.forEach((column, word) ->
                column.setCellValueFactory(
                        row -> new ReadOnlyStringWrapper(word.apply(row.getValue()))));
        exact(start, StripItem::exactStart);
        exact(size, StripItem::exactSize);
        name.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        name.setCellFactory(_ -> new NameCell());
        table.setRowFactory(_ -> new ItemRow());
        var none = new Label();
        none.textProperty()
                .bind(
                        Bindings.when(model.busyProperty())
                                .then(texts.of("layout.working"))
                                .otherwise(texts.of("layout.empty")));
        none.getStyleClass().add("empty-note");
        table.setPlaceholder(none);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe(item -> {
                    if (item != null && !syncing) {
                        model.select(item);
                    }
                });
        table.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                model.openSelected();
            }
        });
    }

    private static void exact(
            TableColumn<StripItem, String> column, Function<StripItem, String> text) {
        column.setCellFactory(_ ->
                new TableCell<>() {
                    private final Tooltip bubble = new Tooltip();

                    @Override
                    protected void updateItem(String item, boolean empty) {
                        super.updateItem(item, empty);
                        StripItem row = empty ? null : getTableRow().getItem();
                        setText(empty ? null : item);
                        setTooltip(row == null ? null : bubble);
                        bubble.setText(row == null ? "" : text.apply(row));
                    }
                });
        column.getStyleClass().add("numeric");
    }

    private void showItems() {
        syncing = true;
        table.getItems().setAll(model.itemsProperty().get());
        syncing = false;
        showSelection(model.selectedProperty().get());
    }

    private void showSelection(Selected selected) {
        syncing = true;
        table.getSelectionModel().clearSelection();
        for (StripItem item : table.getItems()) {
            if (item.target().equals(selected)) {
                table.getSelectionModel().select(item);
            }
        }
        syncing = false;
    }

    /// A swatch in the role's colour, then the name.
    private static final class NameCell extends TableCell<StripItem, StripItem> {
        private final Region swatch = new Region();

        NameCell() {
            swatch.setMinSize(4, 16);
            swatch.setMaxSize(4, 16);
        }

        @Override
        protected void updateItem(StripItem item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setText(null);
                setGraphic(null);
                return;
            }
            setText(item.name());
            Role role = item.role();
            swatch.getStyleClass().setAll("swatch", role == null ? "role-none" : role.styleClass());
            setGraphic(swatch);
        }
    }

    /// Free space and structures stand back.
    private static final class ItemRow extends TableRow<StripItem> {
        @Override
        protected void updateItem(StripItem item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().remove("aside");
            if (!empty && item != null && item.role() == null) {
                getStyleClass().add("aside");
            }
        }
    }
}
