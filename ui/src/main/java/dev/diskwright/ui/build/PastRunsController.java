package dev.diskwright.ui.build;

import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Binds `PastRuns.fxml`.
public final class PastRunsController {
    private final PastRunsViewModel model;

    @FXML private Label hint;
    @FXML private Button clear;
    @FXML private Label damaged;
    @FXML private ListView<PastRunsViewModel.Row> list;
    @FXML private ScrollPane comparisonScroll;
    @FXML private VBox comparison;
    @FXML private Label comparisonHeadline;
    @FXML private GridPane comparisonGrid;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public PastRunsController(PastRunsViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        list.setCellFactory(_ -> new PastRunCell());
        list.setItems(model.rows());
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.getSelectionModel()
                .getSelectedIndices()
                .addListener(
                        (ListChangeListener<Integer>)
                                change -> model.select(java.util.List.copyOf(change.getList())));
        shownWhen(damaged, model.damagedProperty());
        hint.visibleProperty().bind(Bindings.isNotEmpty(model.rows()));
        clear.visibleProperty().bind(Bindings.isNotEmpty(model.rows()));
        model.comparisonProperty().subscribe(this::show);
    }

    private static void shownWhen(Node node, javafx.beans.value.ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private void show(PastRunsViewModel.@Nullable Comparison shown) {
        comparisonScroll.setVisible(shown != null);
        comparisonScroll.setManaged(shown != null);
        if (shown == null) {
            return;
        }
        comparison.getStyleClass().setAll("comparison", shown.kind());
        comparisonHeadline.setText(shown.headline());
        comparisonGrid.getChildren().clear();
        int row = 0;
        for (PastRunsViewModel.ComparedValue it : shown.rows()) {
            var label = new Label(it.label());
            label.getStyleClass().add("fact-label");
            label.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
            var mark = new Label(it.mark());
            mark.getStyleClass().add(it.same() ? "same" : "differs");
            mark.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
            comparisonGrid.addRow(row++, label, value(it.before()), value(it.after()), mark);
        }
    }

    private static Label value(String text) {
        var label = new Label(text);
        label.setTooltip(new Tooltip(text));
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.setMinWidth(0);
        return label;
    }

    @FXML
    private void clear() {
        model.clear();
    }
}
