package dev.diskwright.ui.build;

import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// A past run in the list.
final class PastRunCell extends ListCell<PastRunsViewModel.Row> {
    private static final double WIDE =
            680; // narrower cells leave out what the comparison tells too

    private final FontIcon glyph = new FontIcon("fth-circle");
    private final Label name = new Label();
    private final Label verdict = new Label();
    private final Label size = new Label();
    private final Label time = new Label();
    private final Label when = new Label();
    private final Label fingerprint = new Label();
    private final HBox line;

    PastRunCell() {
        glyph.getStyleClass().add("glyph");
        name.getStyleClass().add("stage-title");
        verdict.getStyleClass().add("run-verdict");
        for (Label label : new Label[] {size, time, when}) {
            label.getStyleClass().add("stage-figure");
        }
        fingerprint.getStyleClass().addAll("stage-figure", "run-fingerprint");
        time.getStyleClass().add("run-time");
        size.getStyleClass().add("run-size");
        when.getStyleClass().add("run-when");
        size.setMinWidth(0);
        name.setMinWidth(Region.USE_PREF_SIZE);
        for (Label label : new Label[] {time, when}) {
            label.setMinWidth(Region.USE_PREF_SIZE);
        }
        var what = new VBox(name, verdict);
        what.setAlignment(Pos.CENTER_LEFT);
        what.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(what, Priority.ALWAYS);
        line = new HBox(14, glyph, what, size, fingerprint, time, when);
        line.setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("run-row");
        widthProperty()
                .subscribe(width -> {
                    boolean wide = width.doubleValue() >= WIDE;
                    size.setVisible(wide);
                    size.setManaged(wide);
                    fingerprint.setVisible(wide);
                    fingerprint.setManaged(wide);
                });
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0); // as wide as the list, never wider
    }

    @Override
    protected void updateItem(PastRunsViewModel.Row row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        line.getStyleClass().setAll("run", row.kind());
        glyph.setIconLiteral(Glyphs.ofKind(row.kind()));
        name.setText(row.name());
        verdict.setText(row.verdict());
        size.setText(row.size());
        fingerprint.setText(row.fingerprint());
        time.setText(row.time());
        when.setText(row.when());
        setGraphic(line);
        setAccessibleText(String.join(", ", row.name(), row.verdict(), row.size(), row.when()));
    }
}
