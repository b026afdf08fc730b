package dev.diskwright.ui.build;

import dev.diskwright.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// An error card: headline, why, where, what to do next, folded details.
public final class ErrorCardView extends VBox {
    /// Shows `card`.
    ///
    /// @param act does what a button offers
    /// @param copy copies the card
    public ErrorCardView(
            ErrorCard card, Texts texts, Consumer<ErrorCard.Action> act, Runnable copy) {
        getStyleClass().add("error-card");
        setId("build-error");
        var headline = new Label(card.headline());
        headline.setId("error-headline");
        headline.getStyleClass().add("error-headline");
        headline.setWrapText(true);
        var why = new Label(card.why());
        why.getStyleClass().add("outcome-why");
        why.setWrapText(true);
        var next = new Label(card.next());
        next.getStyleClass().add("outcome-next");
        next.setWrapText(true);
        getChildren().add(headline);
        if (!card.why().isEmpty()) {
            getChildren().add(why);
        }
        if (!card.facts().isEmpty()) {
            getChildren().add(facts(card.facts()));
        }
        getChildren().add(next);

        var buttons = new HBox(8);
        buttons.setAlignment(Pos.CENTER_LEFT);
        for (ErrorCard.Action action : card.actions()) {
            String id = action.name().toLowerCase(Locale.ROOT);
            var button = button("error-" + id, texts.of("error." + id), icon(action));
            button.setOnAction(_ -> act.accept(action));
            buttons.getChildren().add(button);
        }
        var copyButton = button("error-copy", texts.of("error.copy"), "fth-copy");
        copyButton.setOnAction(_ -> copy.run());
        var unfold = new ToggleButton(texts.of("build.details"));
        unfold.setId("error-details");
        unfold.getStyleClass().add("soft-toggle");
        unfold.setMinWidth(Region.USE_PREF_SIZE);
        buttons.getChildren().addAll(copyButton, unfold);

        var details = new TextArea(card.details());
        details.setEditable(false);
        details.setPrefRowCount(7);
        details.getStyleClass().add("details");
        details.setAccessibleText(texts.of("build.details"));
        details.visibleProperty().bind(unfold.selectedProperty());
        details.managedProperty().bind(unfold.selectedProperty());
        getChildren().addAll(buttons, details);
        setAccessibleText(card.headline());
    }

    private static Button button(String id, String text, String icon) {
        var button = new Button(text, new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private static String icon(ErrorCard.Action action) {
        return switch (action) {
            case RETRY -> "fth-rotate-cw";
            case CHOOSE_TARGET -> "fth-folder";
            case REPLACE -> "fth-repeat";
            case GO -> "fth-corner-down-right";
            case OPEN_RAW -> "fth-file";
            case ALLOW_FOLDER -> "fth-folder-plus";
            case OPEN_OTHER -> "fth-hard-drive";
        };
    }

    /// {@return lines with label and value}
    static GridPane facts(List<Fact> facts) {
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        fill(grid, facts);
        return grid;
    }

    /// Puts `facts` in place of what `grid` shows.
    public static void fill(GridPane grid, List<Fact> facts) {
        grid.getChildren().clear();
        for (int i = 0; i < facts.size(); i++) {
            var label = new Label(facts.get(i).label());
            label.getStyleClass().add("fact-label");
            label.setMinWidth(Region.USE_PREF_SIZE);
            var value = new Label(facts.get(i).value());
            value.getStyleClass().add("fact-value");
            value.setWrapText(true);
            grid.addRow(i, label, value);
        }
    }
}
