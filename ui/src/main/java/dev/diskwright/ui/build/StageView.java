package dev.diskwright.ui.build;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// A row of the stage list: glyph, title, state, and while it runs its bar and figures.
final class StageView extends VBox {
    private final FontIcon glyph = new FontIcon("fth-circle");
    private final Label title = new Label();
    private final Label note = new Label();
    private final Label amount = new Label();
    private final Label speed = new Label();
    private final Label time = new Label();
    private final Label state = new Label();
    private final ProgressBar bar = new ProgressBar();

    StageView(StageRow row) {
        glyph.getStyleClass().add("glyph");
        title.getStyleClass().add("stage-title");
        note.getStyleClass().add("stage-note");
        amount.getStyleClass().add("stage-figure");
        speed.getStyleClass().add("stage-figure");
        time.getStyleClass().addAll("stage-figure", "stage-time");
        state.getStyleClass().add("stage-state");
        bar.getStyleClass().add("stage-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        title.setMinWidth(Region.USE_PREF_SIZE);
        for (Label label : new Label[] {amount, speed, time, state}) {
            label.setMinWidth(Region.USE_PREF_SIZE);
        }
        var mark = new Region();
        mark.getStyleClass().add("glyph-box");
        note.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(note, Priority.ALWAYS);
        var line = new HBox(12, glyph, title, note, amount, speed, time, state);
        line.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(line, Priority.ALWAYS);
        getChildren().addAll(line, bar);
        show(row);
    }

    /// Shows how the stage stands.
    void show(StageRow row) {
        setId("stage-" + row.id());
        getStyleClass().setAll("stage", row.state());
        glyph.setIconLiteral(
                switch (row.state()) {
                    case "running" -> "fth-play";
                    case "passed" -> "fth-check";
                    case "warned" -> "fth-alert-triangle";
                    case "failed" -> "fth-x-octagon";
                    case "skipped" -> "fth-minus";
                    case "cancelled" -> "fth-square";
                    default -> "fth-more-horizontal";
                });
        title.setText(row.title());
        note.setText(row.note());
        amount.setText(row.amount());
        speed.setText(row.speed());
        time.setText(row.time());
        state.setText(row.stateWord());
        bar.setProgress(row.fraction());
        boolean moving = row.state().equals("running");
        bar.setVisible(moving);
        bar.setManaged(moving);
        setAccessibleText(row.title() + ", " + row.stateWord());
    }
}
