package dev.diskwright.ui.problems;

import dev.diskwright.ui.text.Texts;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Problems.fxml`.
public final class ProblemsController {
    private final ProblemsViewModel model;
    private final Texts texts;

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
        list.setCellFactory(_ -> new Cell());
    }

    @FXML
    private void pressed(KeyEvent event) {
        int row = list.getSelectionModel().getSelectedIndex();
        if (event.getCode() == KeyCode.ENTER && row >= 0) {
            model.goTo(row);
            event.consume();
        }
    }

    /// Glyph, sentence, remedy, place, and Fix where a single edit mends it.
    private final class Cell extends ListCell<ProblemRow> {
        private final FontIcon glyph = new FontIcon("fth-info");
        private final Label sentence = new Label();
        private final Label remedy = new Label();
        private final Label place = new Label();
        private final Button fix = new Button(texts.of("problems.fix"));
        private final HBox row = new HBox(10, glyph, new VBox(1, sentence, remedy), place, fix);

        Cell() {
            row.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(row.getChildren().get(1), Priority.ALWAYS);
            getStyleClass().add("problem-row");
            glyph.getStyleClass().add("glyph");
            remedy.getStyleClass().add("remedy");
            place.getStyleClass().add("place");
            place.setMinWidth(USE_PREF_SIZE);
            fix.setMinWidth(USE_PREF_SIZE);
            fix.getStyleClass().add("small");
            fix.setOnAction(_ -> model.fix(getIndex()));
            setOnMouseClicked(_ -> {
                if (!isEmpty()) {
                    model.goTo(getIndex());
                }
            });
        }

        @Override
        protected void updateItem(ProblemRow item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            getStyleClass().removeAll("error", "warning", "hint");
            getStyleClass().add(item.severity());
            glyph.setIconLiteral(
                    switch (item.severity()) {
                        case "error" -> "fth-alert-octagon";
                        case "warning" -> "fth-alert-triangle";
                        default -> "fth-info";
                    });
            sentence.setText(item.sentence());
            remedy.setText(item.remedy());
            remedy.setVisible(!item.remedy().isEmpty());
            remedy.setManaged(!item.remedy().isEmpty());
            place.setText(item.place());
            fix.setVisible(item.fixable());
            fix.setManaged(item.fixable());
            setAccessibleText(item.sentence() + " " + item.remedy());
            setGraphic(row);
        }
    }
}
