package dev.diskwright.ui.build;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A row of the stage list: glyph, title, state, and while it runs its bar and figures; the error card, if it failed.
final class StageView extends VBox {
    private final FontIcon glyph = new FontIcon("fth-circle");
    private final Label title = new Label();
    private final Label note = new Label();
    private final Label amount = new Label();
    private final Label speed = new Label();
    private final Label left = new Label();
    private final Label time = new Label();
    private final Label state = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final HBox line;
    private final VBox row;
    private @Nullable Node card;

    StageView(StageRow shown) {
        glyph.getStyleClass().add("glyph");
        title.getStyleClass().add("stage-title");
        note.getStyleClass().add("stage-note");
        state.getStyleClass().add("stage-state");
        for (Label label : new Label[] {amount, speed, left, time}) {
            label.getStyleClass().add("stage-figure");
            label.setMinWidth(Region.USE_PREF_SIZE);
        }
        amount.getStyleClass().add("stage-amount");
        speed.getStyleClass().add("stage-speed");
        left.getStyleClass().add("stage-left");
        time.getStyleClass().add("stage-time");
        title.setMinWidth(Region.USE_PREF_SIZE);
        bar.getStyleClass().add("stage-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        note.setMaxWidth(Double.MAX_VALUE);
        note.setMinWidth(0);
        HBox.setHgrow(note, Priority.ALWAYS);
        line = new HBox(12, glyph, title, note, amount, speed, left, time, state);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMaxHeight(Double.MAX_VALUE);
        VBox.setVgrow(line, Priority.ALWAYS);
        row = new VBox(line, bar);
        row.getStyleClass().add("stage-row");
        getChildren().add(row);
        setAccessibleRole(AccessibleRole.TEXT);
        show(shown);
    }

    /// Shows how the stage stands.
    void show(StageRow shown) {
        setId("stage-" + shown.id());
        getStyleClass().setAll("stage", shown.state());
        glyph.setIconLiteral(Glyphs.ofStage(shown.state()));
        title.setText(shown.title());
        note.setText(shown.note());
        figure(amount, shown.amount());
        figure(speed, shown.speed());
        figure(left, shown.left());
        time.setText(shown.time());
        state.setText(shown.stateWord());
        bar.setProgress(shown.fraction());
        boolean moving = shown.state().equals("running");
        bar.setVisible(moving);
        bar.setManaged(moving);
        setAccessibleText(shown.spoken());
    }

    private static void figure(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }

    /// Opens a card below the row; null closes it.
    void setCard(@Nullable Node newCard) {
        if (card != null) {
            getChildren().remove(card);
        }
        card = newCard;
        if (newCard != null) {
            getChildren().add(newCard);
        }
    }
}
