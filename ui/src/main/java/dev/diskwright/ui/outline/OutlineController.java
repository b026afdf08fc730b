package dev.diskwright.ui.outline;

import dev.diskwright.ui.document.Selected;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Outline.fxml`.
public final class OutlineController {
    private final OutlineViewModel model;
    private boolean syncing;

    @FXML private ListView<OutlineRow> list;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public OutlineController(OutlineViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        list.setItems(model.rows());
        list.setCellFactory(_ -> new Cell());
        list.getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> {
                    if (row != null && !syncing) {
                        model.select(row);
                    }
                });
        model.selectedProperty().subscribe(this::show);
        model.rows()
                .addListener(
                        (ListChangeListener<OutlineRow>) _ -> show(model.selectedProperty().get()));
    }

    private void show(Selected selected) {
        syncing = true;
        list.getSelectionModel().clearSelection();
        for (OutlineRow row : list.getItems()) {
            if (selected.equals(row.target())) {
                list.getSelectionModel().select(row);
            }
        }
        syncing = false;
    }

    @FXML
    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            model.open();
            event.consume();
        } else if (event.getCode() == KeyCode.DELETE) {
            model.removeSelected();
            event.consume();
        }
    }

    @FXML
    private void addFolder() {
        model.addFolder();
    }

    @FXML
    private void addFile() {
        model.addFile();
    }

    @FXML
    private void addPartition() {
        model.addPartition();
    }

    private final class Cell extends ListCell<OutlineRow> {
        private final Region swatch = new Region();
        private final FontIcon icon = new FontIcon("fth-file");
        private final Label text = new Label();
        private final Label detail = new Label();
        private final FontIcon problem = new FontIcon("fth-alert-octagon");
        private final HBox row = new HBox(8, swatch, icon, text, problem, detail);

        Cell() {
            getStyleClass().add("outline-row");
            row.setAlignment(Pos.CENTER_LEFT);
            swatch.setMinSize(4, 16);
            swatch.setMaxSize(4, 16);
            text.getStyleClass().add("text-part");
            text.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            text.setMaxWidth(Double.MAX_VALUE);
            text.setMinWidth(40);
            HBox.setHgrow(text, Priority.ALWAYS);
            detail.getStyleClass().add("detail");
            detail.setMinWidth(USE_PREF_SIZE);
            problem.getStyleClass().add("glyph");
            setPrefWidth(0);
            setOnMouseClicked(event -> {
                if (event.getClickCount() == 2 && !isEmpty()) {
                    model.open();
                }
            });
        }

        @Override
        protected void updateItem(OutlineRow item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().removeAll("heading", "error", "warning", "hint");
            setMouseTransparent(!empty && item != null && item.isHeading());
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            if (item.isHeading()) {
                getStyleClass().add("heading");
            }
            text.setText(item.text());
            detail.setText(item.detail());
            show(swatch, item.role() != null);
            if (item.role() != null) {
                swatch.getStyleClass().setAll("swatch", item.role().styleClass());
            }
            show(icon, !item.icon().isEmpty());
            if (!item.icon().isEmpty()) {
                icon.setIconLiteral(item.icon());
            }
            show(problem, !item.problem().isEmpty());
            if (!item.problem().isEmpty()) {
                getStyleClass().add(item.problem());
                problem.setIconLiteral(
                        item.problem().equals("error")
                                ? "fth-alert-octagon"
                                : "fth-alert-triangle");
            }
            setGraphic(row);
        }

        private static void show(javafx.scene.Node node, boolean shown) {
            node.setVisible(shown);
            node.setManaged(shown);
        }
    }
}
