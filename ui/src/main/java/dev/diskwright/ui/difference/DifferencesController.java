package dev.diskwright.ui.difference;

import dev.diskwright.ui.overlay.Overlay;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds `Differences.fxml`.
public final class DifferencesController {
    private final DifferencesViewModel model;

    @FXML private StackPane layer;
    @FXML private Label title;
    @FXML private Label count;
    @FXML private ScrollPane scroll;
    @FXML private GridPane grid;
    @FXML private Button close;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public DifferencesController(DifferencesViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        title.textProperty().bind(model.headingProperty().map(DifferencesViewModel.Heading::title));
        count.textProperty().bind(model.countProperty());
        model.rowsProperty().subscribe(this::show);
        Overlay.install(layer, model.openProperty(), () -> close, model::close, true);
    }

    private void show(List<DifferenceRow> rows) {
        grid.getChildren().clear();
        scroll.setVvalue(0);
        DifferencesViewModel.Heading heading = model.headingProperty().get();
        grid.addRow(0, head(""), head(heading.before()), head(heading.after()));
        for (int i = 0; i < rows.size(); i++) {
            DifferenceRow row = rows.get(i);
            var what = new VBox(label(row.place(), "place"), label(row.field(), "field"));
            what.setFocusTraversable(true);
            what.setAccessibleRole(AccessibleRole.TEXT);
            what.setAccessibleText(row.sentence());
            what.getStyleClass().addAll("difference", row.kind());
            Label before = label(row.before(), "before");
            Label after = label(row.after(), "after");
            List<Node> cells = List.of(what, before, after);
            grid.addRow(i + 1, cells.toArray(Node[]::new));
        }
    }

    private static Label head(String text) {
        Label label = label(text, "difference-head");
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }

    private static Label label(String text, String style) {
        var label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(style);
        GridPane.setHgrow(label, Priority.ALWAYS);
        return label;
    }

    @FXML
    private void close() {
        model.close();
    }
}
