package dev.diskwright.ui.shell;

import dev.diskwright.ui.service.Question;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A question over the window. The focus stays on its answers and goes back to where it was.
final class QuestionLayer {
    private final Parent layer;
    private final Label title;
    private final Label text;
    private final ScrollPane list;
    private final VBox rows = new VBox();
    private final HBox buttons;
    private final Consumer<Question.Choice> answer;
    private final FocusKeeper focus;

    /// @param answer takes what the person chose
    QuestionLayer(
            Parent layer,
            Label title,
            Label text,
            ScrollPane list,
            HBox buttons,
            Consumer<Question.Choice> answer) {
        this.layer = layer;
        this.title = title;
        this.text = text;
        this.list = list;
        this.buttons = buttons;
        this.answer = answer;
        rows.getStyleClass().add("question-rows");
        list.setContent(rows);
        focus = new FocusKeeper(layer);
    }

    /// Shows a question; null takes the layer away.
    void show(@Nullable Question question) {
        if (question == null) {
            layer.setVisible(false);
            return;
        }
        focus.remember();
        layer.setVisible(true);
        layer.setAccessibleText(question.title());
        title.setText(question.title());
        text.setText(question.text());
        buttons.getChildren().clear();
        rows.getChildren().clear();
        for (Question.Choice it : question.choices()) {
            (it.kind() == Question.Kind.ROW ? rows : buttons).getChildren().add(button(it));
        }
        boolean listed = !rows.getChildren().isEmpty();
        list.setVisible(listed);
        list.setManaged(listed);
        list.setVvalue(0);
        Pane first = listed ? rows : buttons;
        first.getChildren().stream()
                .filter(button -> button instanceof Button it && it.isDefaultButton())
                .findFirst()
                .or(() -> first.getChildren().stream().findFirst())
                .ifPresent(Node::requestFocus);
    }

    private Button button(Question.Choice choice) {
        var button = new Button(choice.label());
        button.setId("answer-" + choice.id());
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> answer.accept(choice));
        switch (choice.kind()) {
            case DEFAULT -> {
                button.getStyleClass().add("accent");
                button.setDefaultButton(true);
            }
            case DANGER -> button.getStyleClass().addAll("button-outlined", "danger");
            case ROW -> {
                button.getStyleClass().add("question-row");
                button.setMinWidth(0);
                button.setMaxWidth(Double.MAX_VALUE);
            }
            case PLAIN -> {}
        }
        return button;
    }
}
