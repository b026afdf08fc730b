package dev.diskwright.ui.task;

import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;

/// Binds `Tray.fxml`.
public final class TrayController {
    private final TasksViewModel model;

    @FXML private Button tray;
    @FXML private Label summary;
    @FXML private ProgressBar progress;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public TrayController(TasksViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        summary.textProperty().bind(model.summaryProperty());
        progress.progressProperty().bind(model.fractionProperty());
        tray.accessibleTextProperty().bind(model.summaryProperty());
        tray.visibleProperty().bind(Bindings.isNotEmpty(model.tasks()));
        tray.managedProperty().bind(tray.visibleProperty());
    }

    @FXML
    private void toggle() {
        model.toggle();
    }
}
