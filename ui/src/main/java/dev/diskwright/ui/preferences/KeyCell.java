package dev.diskwright.ui.preferences;

import dev.diskwright.ui.text.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// A command with its key. Its buttons are for the pointer; the list has keys that do the same.
final class KeyCell extends ListCell<KeysViewModel.Row> {
    private final KeysViewModel model;
    private final Texts texts;
    private final Label title = new Label();
    private final Label group = new Label();
    private final Button key = new Button();
    private final Button reset = icon("fth-rotate-ccw");
    private final Button remove = icon("fth-x");
    private final HBox box = new HBox(8);

    KeyCell(KeysViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        getStyleClass().add("key-row");
        title.getStyleClass().add("key-title");
        group.getStyleClass().add("key-group");
        key.getStyleClass().add("key-cap");
        key.setMinWidth(Region.USE_PREF_SIZE);
        key.setFocusTraversable(false);
        name(reset, "settings.keys.reset");
        name(remove, "settings.keys.remove");
        var words = new VBox(title, group);
        words.getStyleClass().add("key-words");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        box.getStyleClass().add("key-line");
        box.getChildren().setAll(words, reset, remove, key);
        key.setOnAction(_ -> model.record(getItem()));
        reset.setOnAction(_ -> model.reset(getItem()));
        remove.setOnAction(_ -> model.remove(getItem()));
        model.recordingProperty().subscribe(this::show);
    }

    private static Button icon(String name) {
        var button = new Button("", new FontIcon(name));
        button.getStyleClass().add("flat-icon");
        button.setFocusTraversable(false);
        return button;
    }

    private void name(Button button, String words) {
        button.setAccessibleText(texts.of(words));
        button.setTooltip(new Tooltip(texts.of(words)));
    }

    @Override
    protected void updateItem(KeysViewModel.Row row, boolean empty) {
        super.updateItem(row, empty);
        setGraphic(empty ? null : box);
        show();
    }

    private void show() {
        KeysViewModel.Row row = getItem();
        if (row == null || isEmpty()) {
            return;
        }
        boolean waits = model.recordingProperty().get().equals(row.id());
        String none = texts.of("settings.keys.none");
        title.setText(row.title());
        group.setText(row.where());
        key.setText(
                waits ? texts.of("settings.keys.press") : row.key().isEmpty() ? none : row.key());
        key.getStyleClass().removeAll("waits", "none");
        if (waits) {
            key.getStyleClass().add("waits");
        } else if (row.key().isEmpty()) {
            key.getStyleClass().add("none");
        }
        reset.setVisible(row.rebound());
        remove.setVisible(!row.key().isEmpty());
        setAccessibleText(
                texts.of(
                        "settings.keys.spoken",
                        row.title(),
                        row.group(),
                        row.key().isEmpty() ? none : row.key()));
    }
}
