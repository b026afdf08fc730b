package dev.diskwright.ui.image;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Something that verification found: how bad, what, where.
final class FindingCell extends ListCell<FindingRow> {
    private final FontIcon glyph = new FontIcon("fth-info");
    private final Label sentence = new Label();
    private final Label place = new Label();
    private final HBox row;

    FindingCell() {
        getStyleClass().add("finding");
        glyph.getStyleClass().add("glyph");
        sentence.getStyleClass().add("finding-sentence");
        sentence.setWrapText(true);
        place.getStyleClass().add("finding-place");
        place.setWrapText(true);
        var words = new VBox(1, sentence, place);
        HBox.setHgrow(words, Priority.ALWAYS);
        row = new HBox(10, glyph, words);
        row.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable FindingRow found, boolean empty) {
        super.updateItem(found, empty);
        setText(null);
        if (empty || found == null) {
            setGraphic(null);
            return;
        }
        glyph.setIconLiteral(
                switch (found.severity()) {
                    case "error" -> "fth-x-octagon";
                    case "warning" -> "fth-alert-triangle";
                    default -> "fth-info";
                });
        row.getStyleClass().setAll(found.severity());
        sentence.setText(found.sentence());
        place.setText(found.place());
        setGraphic(row);
        setAccessibleText(found.sentence() + " " + found.place());
    }
}
