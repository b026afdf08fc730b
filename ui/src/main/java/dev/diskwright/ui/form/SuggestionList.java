package dev.diskwright.ui.form;

import javafx.geometry.Bounds;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Popup;

/// The values a field offers beside typing, in a list below it. Down opens it and walks it, Enter takes, Escape closes.
final class SuggestionList {
    private static final int ROWS = 9;
    private static final double ROW = 28;

    private final TextField field;
    private final TextFieldModel model;
    private final Popup popup = new Popup();
    private final ListView<ChoiceModel.Option> list = new ListView<>();

    SuggestionList(TextField field, TextFieldModel model) {
        this.field = field;
        this.model = model;
        list.getStyleClass().add("suggestion-list");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new Cell());
        popup.getContent().add(list);
        popup.setAutoHide(true);
        if (model.isSearchable()) {
            field.textProperty()
                    .subscribe(_ -> {
                        if (popup.isShowing() || typing()) {
                            show();
                        }
                    });
        }
    }

    private boolean typing() {
        return field.isFocused() && !model.draftProperty().get().equals(model.value());
    }

    void toggle() {
        if (popup.isShowing()) {
            hide();
        } else {
            field.requestFocus();
            show();
        }
    }

    void hide() {
        popup.hide();
    }

    private void show() {
        list.getItems().setAll(model.suggestions());
        int rows = Math.min(ROWS, list.getItems().size());
        Bounds place =
                field.getScene() == null ? null : field.localToScreen(field.getBoundsInLocal());
        if (rows == 0 || place == null) {
            hide();
            return;
        }
        list.setPrefHeight(rows * ROW + 2);
        list.setPrefWidth(Math.max(220, place.getWidth() + 36));
        list.getSelectionModel().clearSelection();
        if (!popup.isShowing()) {
            popup.show(field, place.getMinX(), place.getMaxY() + 2);
        }
    }

    /// {@return whether the list took the key}
    boolean pressed(KeyEvent event) {
        KeyCode code = event.getCode();
        if (code == KeyCode.DOWN && !popup.isShowing()) {
            show();
            return popup.isShowing();
        }
        if (!popup.isShowing()) {
            return false;
        }
        int row = list.getSelectionModel().getSelectedIndex();
        switch (code) {
            case DOWN -> select(Math.min(row + 1, list.getItems().size() - 1));
            case UP -> select(Math.max(row - 1, 0));
            case ESCAPE -> hide();
            case ENTER -> {
                if (row < 0) {
                    hide();
                    return false;
                }
                take(list.getItems().get(row));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void select(int row) {
        list.getSelectionModel().clearAndSelect(row);
        list.scrollTo(Math.max(0, row - ROWS / 2));
    }

    private void take(ChoiceModel.Option option) {
        hide();
        model.take(option.key());
        field.positionCaret(field.getLength());
    }

    private final class Cell extends ListCell<ChoiceModel.Option> {
        Cell() {
            setPrefWidth(0);
            setOnMousePressed(event -> {
                if (!isEmpty()) {
                    take(getItem());
                    event.consume();
                }
            });
        }

        @Override
        protected void updateItem(ChoiceModel.Option item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : item.label());
        }
    }
}
