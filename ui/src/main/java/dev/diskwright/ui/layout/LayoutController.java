package dev.diskwright.ui.layout;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.text.Texts;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;

/// Binds `Layout.fxml`.
public final class LayoutController {
    private final LayoutViewModel model;
    private final Texts texts;
    private boolean syncing;

    @FXML private Strip strip;
    @FXML private Label title;
    @FXML private Label summary;
    @FXML private ToggleButton structures;
    @FXML private ToggleGroup scales;
    @FXML private Node busy;
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
    public LayoutController(LayoutViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        title.textProperty().bind(model.titleProperty());
        summary.textProperty().bind(model.summaryProperty());
        structures.selectedProperty().bindBidirectional(model.structuresProperty());
        busy.visibleProperty().bind(model.busyProperty());
        strip.bind(model);
        bindScale();
        bindTable();
        model.selectedProperty().subscribe(this::showSelection);
        model.itemsProperty().subscribe(_ -> showItems());
    }

    private void bindScale() {
        model.scaleProperty()
                .subscribe(scale -> {
                    for (Toggle toggle : scales.getToggles()) {
                        toggle.setSelected(scale.name().equals(toggle.getUserData()));
                    }
                });
        scales.selectedToggleProperty()
                .subscribe(toggle -> {
                    if (toggle != null) {
                        model.scaleProperty()
                                .set(StripGeometry.Scale.valueOf((String) toggle.getUserData()));
                    }
                });
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
        name.setCellValueFactory(
                row -> new javafx.beans.property.ReadOnlyObjectWrapper<>(row.getValue()));
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

    @FXML
    private void pressed(KeyEvent event) {
        if (!strip.hasFocus()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT -> model.move(-1);
            case RIGHT -> model.move(1);
            case HOME -> model.move(-1_000_000);
            case END -> model.move(1_000_000);
            case ENTER -> model.openSelected();
            case SPACE -> model.move(0);
            case ESCAPE -> model.selectDisk();
            case T -> model.structuresProperty().set(!model.structuresProperty().get());
            case L -> nextScale();
            default -> {
                return;
            }
        }
        strip.focusSelected();
        event.consume();
    }

    private void nextScale() {
        model.scaleProperty()
                .set(
                        switch (model.scaleProperty().get()) {
                            case TRUE -> StripGeometry.Scale.LOG;
                            case LOG -> StripGeometry.Scale.EQUAL;
                            case EQUAL -> StripGeometry.Scale.TRUE;
                        });
    }

    @FXML
    private void background() {
        model.selectDisk();
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
