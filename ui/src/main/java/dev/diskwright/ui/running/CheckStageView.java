package dev.diskwright.ui.running;

import dev.diskwright.ui.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// A stage of a boot: glyph, title, time, state.
final class CheckStageView extends HBox {
    private final Texts texts;
    private final FontIcon glyph = new FontIcon("fth-circle");
    private final Label title = new Label();
    private final Label time = new Label();
    private final Label state = new Label();

    CheckStageView(CheckStage shown, Texts texts) {
        super(12);
        this.texts = texts;
        setAlignment(Pos.CENTER_LEFT);
        glyph.getStyleClass().add("glyph");
        title.getStyleClass().add("stage-title");
        title.setMaxWidth(Double.MAX_VALUE);
        title.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(title, Priority.ALWAYS);
        time.getStyleClass().addAll("stage-figure", "stage-time");
        state.getStyleClass().add("stage-state");
        for (Label it : new Label[] {time, state}) {
            it.setMinWidth(Region.USE_PREF_SIZE);
        }
        getChildren().addAll(glyph, title, time, state);
        setAccessibleRole(AccessibleRole.TEXT);
        show(shown);
    }

    /// Shows how the stage stands.
    void show(CheckStage shown) {
        setId("check-stage-" + shown.id());
        getStyleClass().setAll("stage", "check-stage", shown.state());
        glyph.setIconLiteral(
                switch (shown.state()) {
                    case "passed" -> "fth-check";
                    case "running" -> "fth-play";
                    case "skipped" -> "fth-minus";
                    default -> "fth-more-horizontal";
                });
        title.setText(shown.title());
        time.setText(shown.time());
        state.setText(texts.of("check.state." + shown.state()));
        setAccessibleText(shown.spoken());
    }
}
