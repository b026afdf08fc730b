package dev.diskwright.ui.task;

import dev.diskwright.ui.overlay.Overlay;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Binds `Tasks.fxml`.
public final class TasksController {
    private final TasksViewModel model;
    private final Texts texts;

    @FXML private StackPane layer;
    @FXML private VBox tasks;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public TasksController(TasksViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        model.tasks().addListener((ListChangeListener<RunningTask>) _ -> show());
        show();
        layer.setOnMousePressed(event -> {
            if (layer.equals(event.getTarget())) {
                model.openProperty().set(false);
            }
        });
        Overlay.install(
                layer,
                model.openProperty(),
                this::first,
                () -> model.openProperty().set(false),
                true);
    }

    private @Nullable Node first() {
        return tasks.lookup(".button");
    }

    private void show() {
        List<Node> rows = new ArrayList<>();
        model.tasks().forEach(task -> rows.add(row(task)));
        tasks.getChildren().setAll(rows);
    }

    private Node row(RunningTask task) {
        var name = new Label(task.name());
        name.getStyleClass().add("task-name");
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        var detail = new Label();
        detail.textProperty().bind(task.detailProperty());
        detail.getStyleClass().add("task-detail");
        detail.setMinWidth(Region.USE_PREF_SIZE);
        var progress = new ProgressBar();
        progress.progressProperty().bind(task.fractionProperty());
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setAccessibleText(task.name());
        Button show = button("show", task, () -> model.show(task));
        Button cancel = button("cancel", task, () -> model.cancel(task));
        var buttons = new HBox(8, show, cancel);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        var row = new VBox(6, new HBox(8, name, detail), progress, buttons);
        row.getStyleClass().add("task-row");
        return row;
    }

    private Button button(String id, RunningTask task, Runnable action) {
        var button = new Button(texts.of("tasks." + id));
        button.setId("task-" + task.id() + "-" + id);
        button.getStyleClass().add("task-button");
        button.setAccessibleText(texts.of("tasks." + id + ".spoken", task.name()));
        button.setOnAction(_ -> action.run());
        return button;
    }
}
