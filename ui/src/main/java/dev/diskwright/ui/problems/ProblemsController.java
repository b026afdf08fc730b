package dev.diskwright.ui.problems;

import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Problems.fxml`.
public final class ProblemsController {
    private final ProblemsViewModel model;
    private final Texts texts;

    @FXML private HBox filters;
    @FXML private ListView<ProblemRow> list;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public ProblemsController(ProblemsViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        list.setItems(model.rows());
        var none = new Label(texts.of("problems.none"));
        none.setGraphic(new FontIcon("fth-check-circle"));
        none.getStyleClass().add("all-well");
        list.setPlaceholder(none);
        list.setCellFactory(_ -> new ProblemCell(model, texts));
        model.pointedProperty().subscribe(row -> show(row.intValue()));
        addFilters();
    }

    private void show(int row) {
        if (row < 0 || row >= model.rows().size()) {
            list.getSelectionModel().clearSelection();
        } else {
            list.getSelectionModel().clearAndSelect(row);
            list.scrollTo(row);
        }
    }

    @FXML
    private void pressed(KeyEvent event) {
        int row = list.getSelectionModel().getSelectedIndex();
        if (event.getCode() == KeyCode.ENTER && row >= 0) {
            model.goTo(row);
            event.consume();
        }
    }

    @FXML
    private void copy() {
        model.copy();
    }

    /// A button for each kind, which shows that kind alone.
    private void addFilters() {
        List<String> kinds = List.of("", "error", "warning", "hint", "ignored");
        var group = new ToggleGroup();
        for (String kind : kinds) {
            var button = new ToggleButton();
            button.setId("problems-" + (kind.isEmpty() ? "all" : kind));
            button.setToggleGroup(group);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.getStyleClass()
                    .add(
                            kind.isEmpty()
                                    ? "left-pill"
                                    : kind.equals("ignored") ? "right-pill" : "center-pill");
            button.textProperty().bind(model.tallyProperty(kind));
            button.setOnAction(_ -> {
                model.filterProperty().set(kind);
                button.setSelected(true);
            });
            model.filterProperty().subscribe(shown -> button.setSelected(shown.equals(kind)));
            filters.getChildren().add(button);
        }
    }
}
