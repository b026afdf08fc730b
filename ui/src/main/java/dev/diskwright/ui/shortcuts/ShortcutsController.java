package dev.diskwright.ui.shortcuts;

import java.util.ArrayList;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Binds `Shortcuts.fxml`.
public final class ShortcutsController {
    private final ShortcutsViewModel model;

    /// Width of a column in widths of a letter M; narrower ones would break most titles.
    private static final double COLUMN = 26;

    @FXML private HBox columns;
    @FXML private Button copy;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public ShortcutsController(ShortcutsViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        columns.sceneProperty().subscribe(_ -> show());
        columns.widthProperty()
                .subscribe(_ -> {
                    if (columns.getChildren().size() != fitting()) {
                        show();
                    }
                });
    }

    private int fitting() {
        double em = copy.getFont().getSize();
        return Math.clamp((int) (columns.getWidth() / (COLUMN * em)), 1, 4);
    }

    /// Puts each part into the column that is shortest so far.
    private void show() {
        var lengths = new int[fitting()];
        var boxes = new ArrayList<VBox>();
        for (int i = 0; i < lengths.length; i++) {
            var box = new VBox();
            box.getStyleClass().add("shortcut-column");
            HBox.setHgrow(box, Priority.ALWAYS);
            boxes.add(box);
        }
        for (ShortcutsViewModel.Part part : model.parts()) {
            int shortest = 0;
            for (int i = 1; i < lengths.length; i++) {
                shortest = lengths[i] < lengths[shortest] ? i : shortest;
            }
            lengths[shortest] += part.lines().size() + 2;
            boxes.get(shortest).getChildren().add(part(part));
        }
        columns.getChildren().setAll(boxes);
    }

    private static Node part(ShortcutsViewModel.Part part) {
        var title = new Label(part.title());
        title.getStyleClass().add("settings-heading");
        var box = new VBox(title);
        box.getStyleClass().addAll("card", "shortcut-card");
        for (ShortcutsViewModel.Line line : part.lines()) {
            var what = new Label(line.title());
            what.setWrapText(true);
            what.setMinHeight(Region.USE_PREF_SIZE);
            what.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(what, Priority.ALWAYS);
            var key = new Label(line.key());
            key.getStyleClass().add("key-cap");
            key.setMinWidth(Region.USE_PREF_SIZE);
            var row = new HBox(what, key);
            row.getStyleClass().add("shortcut-line");
            box.getChildren().add(row);
        }
        return box;
    }

    @FXML
    private void copySheet() {
        model.copy();
    }
}
