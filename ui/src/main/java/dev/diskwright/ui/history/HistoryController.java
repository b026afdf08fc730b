package dev.diskwright.ui.history;

import javafx.fxml.FXML;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `History.fxml`.
public final class HistoryController {
    private final HistoryViewModel model;

    @FXML private ListView<HistoryViewModel.Entry> list;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public HistoryController(HistoryViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        list.setItems(model.entries());
        list.setCellFactory(_ -> new Cell());
    }

    @FXML
    private void pressed(KeyEvent event) {
        HistoryViewModel.Entry entry = list.getSelectionModel().getSelectedItem();
        if (event.getCode() == KeyCode.ENTER && entry != null) {
            model.goTo(entry);
            event.consume();
        }
    }

    private final class Cell extends ListCell<HistoryViewModel.Entry> {
        private final FontIcon mark = new FontIcon("fth-circle");

        Cell() {
            getStyleClass().add("history-row");
            setOnMouseClicked(_ -> {
                if (!isEmpty()) {
                    model.goTo(getItem());
                }
            });
        }

        @Override
        protected void updateItem(HistoryViewModel.Entry item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().removeAll("past", "now", "future");
            setText(empty || item == null ? null : item.label());
            setGraphic(empty || item == null ? null : mark);
            if (!empty && item != null) {
                getStyleClass().add(item.state());
                mark.setIconLiteral(item.state().equals("now") ? "fth-disc" : "fth-circle");
            }
        }
    }
}
