package dev.diskwright.ui.problems;

import dev.diskwright.ui.form.FieldProblem;
import dev.diskwright.ui.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// A problem: glyph, sentence, remedy, place, code, the edits that mend it, and the way to ignore it with a reason.
final class ProblemCell extends ListCell<ProblemRow> {
    /// Room for the buttons of a problem beside its words, in pixels; more of them go below.
    private static final double ACTIONS = 250;

    private final ProblemsViewModel model;
    private final Texts texts;
    private final Label heading = new Label();
    private final FontIcon glyph = new FontIcon("fth-info");
    private final Label sentence = new Label();
    private final Label remedy = new Label();

    /// Width of a bar that scrolls the list.
    private static final double BAR = 16;

    private final Hyperlink code = new Hyperlink();
    private final Label place = new Label();
    private final FlowPane actions = new FlowPane(8, 4);
    private final VBox all;

    ProblemCell(ProblemsViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        getStyleClass().add("problem-row");
        glyph.getStyleClass().add("glyph");
        heading.getStyleClass().add("problem-heading");
        remedy.getStyleClass().add("remedy");
        place.getStyleClass().add("place");
        code.getStyleClass().add("problem-code");
        code.setOnAction(_ -> model.openManual(code.getText()));
        sentence.setWrapText(true);
        remedy.setWrapText(true);
        place.setMinWidth(USE_PREF_SIZE);
        code.setMinWidth(USE_PREF_SIZE);
        var words = new VBox(2, sentence, remedy);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(10, glyph, words, actions, new VBox(2, place, code));
        row.setAlignment(Pos.TOP_LEFT);
        all = new VBox(4, heading, row);
        actions.setPrefWrapLength(ACTIONS);
        actions.setMaxWidth(ACTIONS);
        actions.setAlignment(Pos.TOP_RIGHT);
        setPrefWidth(0);
        setOnMouseClicked(event -> {
            if (!isEmpty() && event.getTarget() instanceof Node) {
                model.goTo(getIndex());
            }
        });
    }

    /// As high as its words are in the width of the list; a cell by itself asks its content without a width.
    @Override
    protected double computePrefHeight(double width) {
        if (getGraphic() == null || getListView() == null) {
            return super.computePrefHeight(width);
        }
        double sides = snappedLeftInset() + snappedRightInset() + BAR;
        double room = Math.max(0, getListView().getWidth() - sides);
        return snappedTopInset() + snappedBottomInset() + all.prefHeight(room);
    }

    @Override
    protected void updateItem(ProblemRow item, boolean empty) {
        super.updateItem(item, empty);
        getStyleClass().removeAll("error", "warning", "hint");
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        getStyleClass().add(item.severity());
        glyph.setIconLiteral(
                switch (item.severity()) {
                    case "error" -> "fth-alert-octagon";
                    case "warning" -> "fth-alert-triangle";
                    default -> "fth-info";
                });
        show(heading, item.heading());
        show(sentence, item.sentence());
        show(remedy, item.ignored().isEmpty() ? item.remedy() : item.ignored());
        place.setText(item.place());
        code.setText(item.code());
        showActions(item);
        setAccessibleText(item.sentence() + " " + item.remedy());
        setGraphic(all);
    }

    private static void show(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }

    private void showActions(ProblemRow item) {
        actions.getChildren().clear();
        for (FieldProblem.Remedy it : item.fixes()) {
            Button fix = button(it.label(), it.action());
            fix.getStyleClass().add("problem-fix");
            actions.getChildren().add(fix);
        }
        if (item.ignorable()) {
            actions.getChildren().add(button(texts.of("problems.ignore"), () -> askReason(item)));
        }
        if (!item.ignored().isEmpty()) {
            actions.getChildren().add(button(texts.of("problems.heed"), () -> model.heed(item)));
        }
        actions.setVisible(!actions.getChildren().isEmpty());
        actions.setManaged(actions.isVisible());
    }

    private static Button button(String label, Runnable action) {
        var button = new Button(label);
        button.getStyleClass().addAll("small", "problem-action");
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// A line for the reason takes the place of the buttons until it is given or dropped.
    private void askReason(ProblemRow item) {
        var reason = new TextField();
        reason.setId("ignore-reason");
        reason.setPromptText(texts.of("problems.reason"));
        reason.setAccessibleText(texts.of("problems.reason"));
        reason.setPrefColumnCount(26);
        reason.setOnAction(_ -> model.ignore(item, reason.getText()));
        reason.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                showActions(item);
                event.consume();
            }
        });
        actions.getChildren()
                .setAll(
                        reason,
                        button(
                                texts.of("problems.ignore.now"),
                                () -> model.ignore(item, reason.getText())),
                        button(texts.of("problems.ignore.not"), () -> showActions(item)));
        reason.requestFocus();
    }
}
