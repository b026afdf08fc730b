package dev.diskwright.ui.build;

import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.ScrollEvent;

/// Binds `BuildLog.fxml`.
public final class BuildLogController {
    private final RunViewModel run;
    private final LogViewModel model;

    @FXML private ToggleButton stageLines;
    @FXML private ToggleButton summary;
    @FXML private ToggleButton all;
    @FXML private TextField filter;
    @FXML private ToggleButton follow;
    @FXML private ListView<LogLine> list;

    /// Shows the log of `run`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public BuildLogController(RunViewModel run) {
        this.run = run;
        model = run.log();
    }

    @FXML
    private void initialize() {
        level(stageLines, LogViewModel.Shown.STAGES);
        level(summary, LogViewModel.Shown.SUMMARY);
        level(all, LogViewModel.Shown.ALL);
        filter.textProperty().bindBidirectional(model.filterProperty());
        follow.selectedProperty().bindBidirectional(model.followProperty());
        list.setCellFactory(_ -> new Line());
        list.setItems(model.lines());
        model.lines().addListener((ListChangeListener<LogLine>) _ -> toEnd());
        model.followProperty().subscribe(this::toEnd);
        model.pointedProperty().subscribe(line -> show(line.intValue()));
        list.addEventFilter(
                ScrollEvent.SCROLL,
                event -> {
                    if (event.getDeltaY() > 0) {
                        model.followProperty().set(false);
                    }
                });
    }

    private void level(ToggleButton button, LogViewModel.Shown shown) {
        model.shownProperty().subscribe(now -> button.setSelected(now == shown));
        button.setOnAction(_ -> {
            model.shownProperty().set(shown);
            button.setSelected(true);
        });
    }

    private void show(int line) {
        if (line < 0) {
            list.getSelectionModel().clearSelection();
        } else {
            list.getSelectionModel().clearAndSelect(line);
            list.scrollTo(Math.max(0, line - 2));
        }
    }

    private void toEnd() {
        if (model.followProperty().get() && !model.lines().isEmpty()) {
            list.scrollTo(model.lines().size() - 1);
        }
    }

    @FXML
    private void copy() {
        run.copyLog();
    }

    private static final class Line extends ListCell<LogLine> {
        @Override
        protected void updateItem(LogLine line, boolean empty) {
            super.updateItem(line, empty);
            setText(empty || line == null ? null : line.toString());
            getStyleClass().removeAll("log-summary", "log-detail");
            if (!empty && line != null) {
                switch (line.level()) {
                    case SUMMARY -> getStyleClass().add("log-summary");
                    case DETAIL -> getStyleClass().add("log-detail");
                    case STAGE -> {
                        // as it is
                    }
                }
            }
        }
    }
}
