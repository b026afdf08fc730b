package dev.diskwright.ui.machine;

import dev.diskwright.ui.form.FlagRow;
import dev.diskwright.ui.form.TextRow;
import javafx.fxml.FXML;
import javafx.scene.layout.VBox;

/// Binds `Display.fxml`.
public final class DisplayController {
    private final DisplayViewModel model;

    @FXML private VBox graphics;
    @FXML private VBox keyboard;
    @FXML private TextRow resolution;
    @FXML private TextRow consoles;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public DisplayController(DisplayViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        graphics.getChildren().add(new FlagRow(model.graphics()));
        FieldPaths.mark(graphics, "/vm/graphics");
        keyboard.getChildren().add(new FlagRow(model.keyboard()));
        FieldPaths.mark(keyboard, "/vm/virtioKeyboard");
        resolution.bind(model.resolution());
        consoles.bind(model.consoles());
        model.noteProperty().subscribe(consoles::setHint);
    }
}
