package dev.diskwright.ui.palette;

import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/// Binds `Find.fxml`.
public final class FindController {
    private final FindViewModel model;

    @FXML private HBox bar;
    @FXML private TextField field;
    @FXML private Label count;
    private @Nullable Node before;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public FindController(FindViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        field.textProperty().bindBidirectional(model.textProperty());
        count.textProperty().bind(model.countProperty());
        model.openProperty().subscribe(this::show);
    }

    private void show(boolean open) {
        Node owner = bar.getScene() == null ? null : bar.getScene().getFocusOwner();
        bar.setVisible(open);
        bar.setManaged(open);
        if (open) {
            before = owner;
            field.selectAll();
            field.requestFocus();
        } else if (before != null && before.getScene() != null) {
            before.requestFocus();
            before = null;
        }
    }

    @FXML
    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER -> model.step(event.isShiftDown() ? -1 : 1);
            case DOWN -> model.step(1);
            case UP -> model.step(-1);
            case ESCAPE -> model.close();
            default -> {
                return;
            }
        }
        event.consume();
    }

    @FXML
    private void next() {
        model.step(1);
    }

    @FXML
    private void previous() {
        model.step(-1);
    }

    @FXML
    private void close() {
        model.close();
    }
}
