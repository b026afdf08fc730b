package dev.diskwright.ui.build;

import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;

/// Binds `Records.fxml`: what is kept of runs, their log and the past ones.
public final class RecordsController {
    private final Parent log;
    private final Parent past;

    @FXML private ToggleButton logTab;
    @FXML private ToggleButton pastTab;
    @FXML private StackPane toolsSlot;
    @FXML private StackPane belowSlot;

    /// Shows the two of them in turn.
    ///
    /// @param log the log's view
    /// @param past the view of past runs
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public RecordsController(Parent log, Parent past) {
        this.log = log;
        this.past = past;
    }

    @FXML
    private void initialize() {
        logTab.setSelected(true);
        below(log, logTab);
        below(past, pastTab);
    }

    /// Shows a view while `tab` is selected; its tools stand beside the tabs.
    private void below(Parent view, ToggleButton tab) {
        Node tools = view.lookup(".below-tools");
        toolsSlot.getChildren().add(tools);
        belowSlot.getChildren().add(view);
        shownWhen(tools, tab);
        shownWhen(view, tab);
        tab.setOnAction(_ -> tab.setSelected(true));
    }

    private static void shownWhen(Node node, ToggleButton tab) {
        node.visibleProperty().bind(tab.selectedProperty());
        node.managedProperty().bind(tab.selectedProperty());
    }
}
