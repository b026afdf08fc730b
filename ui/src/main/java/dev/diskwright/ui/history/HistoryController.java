package dev.diskwright.ui.history;

import dev.diskwright.ui.text.Texts;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `History.fxml`.
public final class HistoryController {
    private final HistoryViewModel model;
    private final Texts texts;

    @FXML private ListView<HistoryViewModel.Entry> list;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public HistoryController(HistoryViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        list.setItems(model.entries());
        list.setCellFactory(_ -> new Cell());
        model.entries().subscribe(this::showNow);
        showNow();
    }

    /// Keeps the current state in sight.
    private void showNow() {
        for (int i = 0; i < model.entries().size(); i++) {
            if (model.entries().get(i).state().equals("now")) {
                list.getSelectionModel().select(i);
                list.scrollTo(Math.max(0, i - 2));
            }
        }
    }

    @FXML
    private void pressed(KeyEvent event) {
        HistoryViewModel.Entry entry = list.getSelectionModel().getSelectedItem();
        if (entry != null && event.getCode() == KeyCode.ENTER) {
            model.goTo(entry);
            event.consume();
        } else if (entry != null && event.getCode() == KeyCode.SPACE) {
            model.showChanges(entry);
            event.consume();
        }
    }

    private final class Cell extends ListCell<HistoryViewModel.Entry> {
        private final FontIcon mark = new FontIcon("fth-circle");
        private final Label label = new Label();
        private final Label changes = new Label();
        private final Button details = new Button();
        private final HBox row = new HBox(10, mark, label, changes, details);

        Cell() {
            getStyleClass().add("history-row");
            row.getStyleClass().add("history-line");
            label.getStyleClass().add("history-label");
            label.setMinWidth(Region.USE_PREF_SIZE);
            changes.getStyleClass().add("history-changes");
            changes.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(changes, Priority.ALWAYS);
            details.setGraphic(new FontIcon("fth-list"));
            details.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            details.setFocusTraversable(false);
            details.getStyleClass().addAll("flat-icon", "history-details");
            details.setTooltip(new Tooltip(texts.of("history.changes")));
            details.setAccessibleText(texts.of("history.changes"));
            details.setOnAction(_ -> model.showChanges(getItem()));
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setPrefWidth(0);
            setOnMouseClicked(_ -> {
                if (!isEmpty()) {
                    model.goTo(getItem());
                }
            });
        }

        @Override
        protected void updateItem(HistoryViewModel.@Nullable Entry item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().removeAll("past", "now", "future");
            setGraphic(empty || item == null ? null : row);
            setText(empty || item == null ? null : item.label());
            if (!empty && item != null) {
                getStyleClass().add(item.state());
                mark.setIconLiteral(item.state().equals("now") ? "fth-disc" : "fth-circle");
                label.setText(item.label());
                changes.setText(item.changes());
                details.setVisible(item.steps() > 0);
                setAccessibleText(
                        texts.of(
                                "history.spoken",
                                item.label(),
                                item.changes(),
                                texts.of("history.state." + item.state())));
            }
        }
    }
}
