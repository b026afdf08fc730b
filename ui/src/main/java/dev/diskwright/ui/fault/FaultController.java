package dev.diskwright.ui.fault;

import dev.diskwright.ui.overlay.Overlay;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.StackPane;

/// Binds `Fault.fxml`.
public final class FaultController {
    private final FaultViewModel model;

    @FXML private StackPane layer;
    @FXML private Label saved;
    @FXML private TextArea report;
    @FXML private Button close;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public FaultController(FaultViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        saved.textProperty().bind(model.savedProperty());
        report.textProperty().bind(model.reportProperty());
        Overlay.install(layer, model.openProperty(), () -> close, model::close, true);
    }

    @FXML
    private void copy() {
        model.copy();
    }

    @FXML
    private void close() {
        model.close();
    }
}
