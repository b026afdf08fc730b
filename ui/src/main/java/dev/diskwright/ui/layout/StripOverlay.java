package dev.diskwright.ui.layout;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// What lies above the blocks for a while: the bubble with the numbers, a field to type into, an explanation.
final class StripOverlay extends Pane {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final double BELOW = 8;
    private static final Duration HOVER = Duration.millis(400);

    private final Strip strip;
    private final StripViewModel hands;
    private final StripActions actions;
    private final Texts texts;
    private final VBox bubble = new VBox();
    private final TextField field = new TextField();
    private final VBox echo = new VBox();
    private final VBox editor = new VBox(field, echo);
    private final VBox explanation = new VBox();
    private final PauseTransition hover = new PauseTransition(HOVER);
    private @Nullable Block hovered;
    private @Nullable Selected explained;

    StripOverlay(Strip strip, StripViewModel hands, StripActions actions, Texts texts) {
        this.strip = strip;
        this.hands = hands;
        this.actions = actions;
        this.texts = texts;
        setManaged(false);
        setPickOnBounds(false);
        bubble.getStyleClass().add("strip-bubble");
        bubble.setId("strip-bubble");
        bubble.setMouseTransparent(true);
        editor.getStyleClass().add("strip-editor");
        field.setId("strip-field");
        echo.getStyleClass().add("strip-echo");
        echo.setId("strip-echo");
        explanation.getStyleClass().addAll("strip-bubble", "explanation");
        explanation.setId("strip-explanation");
        for (Node it : List.of(bubble, editor, explanation)) {
            it.setManaged(false);
            it.setVisible(false);
        }
        getChildren().addAll(bubble, explanation, editor);
        bindEditor();
        hands.handProperty().subscribe(_ -> showHand());
        actions.askedProperty().subscribe(this::showAsked);
        hover.setOnFinished(_ -> showFacts());
    }

    private void bindEditor() {
        StripEditor model = hands.editor();
        model.editingProperty().subscribe(this::showEditing);
        model.echoProperty().subscribe(this::showEcho);
        field.textProperty()
                .subscribe(text -> {
                    if (editor.isVisible()) {
                        model.type(text);
                    }
                });
        field.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.cancel();
                strip.focusSelected();
                event.consume();
            } else if (event.getCode() == KeyCode.ENTER) {
                if (model.commit()) {
                    strip.focusSelected();
                }
                event.consume();
            }
        });
        field.focusedProperty()
                .subscribe(focused -> {
                    if (!focused && editor.isVisible() && !model.commit()) {
                        model.cancel();
                    }
                });
    }

    private void showEditing(StripEditor.@Nullable Editing what) {
        if (what == null) {
            editor.setVisible(false);
            return;
        }
        hideHover();
        String key = what.field() == StripEditor.Field.NAME ? "editor.name" : "editor.size";
        field.setAccessibleText(texts.of(key));
        field.setText(what.text());
        editor.setVisible(true);
        hands.editor().type(what.text());
        follow();
        field.requestFocus();
        field.selectAll();
    }

    private void showEcho(StripEditor.Echo it) {
        echo.getChildren().clear();
        if (!it.text().isEmpty()) {
            echo.getChildren().add(line(it.text(), "echo-value"));
        }
        it.lines().forEach(line -> echo.getChildren().add(line(line, "echo-line")));
        echo.pseudoClassStateChanged(WRONG, it.wrong());
        field.pseudoClassStateChanged(WRONG, it.wrong());
        follow();
    }

    private static Label line(String text, String style) {
        var line = new Label(text);
        line.getStyleClass().add(style);
        line.setWrapText(true);
        return line;
    }

    private void showHand() {
        Hand hand = hands.handProperty().get();
        bubble.setVisible(hand != null);
        if (hand == null) {
            return;
        }
        hideExplanation();
        bubble.getChildren().clear();
        boolean keys = hand.kind() == Hand.Kind.KEYS;
        if (!hand.title().isEmpty()) {
            String title =
                    keys
                            ? texts.of(
                                    "bubble.keys",
                                    hand.title(),
                                    hand.end() ? 1 : 0,
                                    hand.trade() ? 1 : 0)
                            : hand.title();
            bubble.getChildren().add(line(title, "bubble-title"));
        }
        if (!hand.typed().isEmpty()) {
            bubble.getChildren().add(line(hand.typed() + "\u2588", "bubble-typed"));
        }
        if (!hand.rows().isEmpty()) {
            bubble.getChildren().add(rows(hand.rows()));
        }
        if (!hand.snap().isEmpty()) {
            bubble.getChildren().add(line(hand.snap(), "bubble-snap"));
        }
        if (!hand.wall().isEmpty()) {
            bubble.getChildren().add(line(hand.wall(), "bubble-wall"));
        }
        if (keys) {
            bubble.getChildren().add(line(texts.of("bubble.keys.help"), "bubble-help"));
        }
        follow();
    }

    private static GridPane rows(List<Hand.Row> rows) {
        var grid = new GridPane();
        grid.getStyleClass().add("bubble-rows");
        for (int i = 0; i < rows.size(); i++) {
            grid.addRow(
                    i,
                    line(rows.get(i).label(), "bubble-label"),
                    line(rows.get(i).value(), "bubble-value"));
        }
        return grid;
    }

    /// Tells that the pointer rests on a block, or on none.
    void hover(@Nullable Block block) {
        if (block == null) {
            hideHover();
        } else if (!block.equals(hovered) && hands.handProperty().get() == null) {
            hideHover();
            hovered = block;
            hover.playFromStart();
        }
    }

    private void hideHover() {
        hover.stop();
        hovered = null;
        if (hands.handProperty().get() == null) {
            bubble.setVisible(false);
        }
    }

    private void showFacts() {
        Block block = hovered;
        if (block == null || hands.handProperty().get() != null || editor.isVisible()) {
            return;
        }
        StripItem item = block.item();
        bubble.getChildren().setAll(line(item.name(), "bubble-title"));
        bubble.getChildren().add(rows(BubbleFacts.of(item, texts)));
        if (!item.problemText().isEmpty()) {
            bubble.getChildren().add(line(item.problemText(), "bubble-wall"));
        }
        bubble.setVisible(true);
        place(bubble, block, 300);
    }

    private void showAsked(StripActions.@Nullable Asked asked) {
        if (asked == null) {
            return;
        }
        Block block = strip.block(asked.target());
        actions.answered();
        if (asked.lines().isEmpty()) {
            strip.pointer().showMenu(block);
        } else if (block != null) {
            explained = asked.target();
            explanation.getChildren().setAll(line(block.item().name(), "bubble-title"));
            asked.lines().forEach(it -> explanation.getChildren().add(line(it, "echo-line")));
            explanation.setVisible(true);
            explanation.setAccessibleText(String.join(" ", asked.lines()));
            hands.tell(asked.lines().getFirst());
            follow();
        }
    }

    /// Takes the explanation away.
    ///
    /// @return whether there was one
    boolean hideExplanation() {
        boolean shown = explanation.isVisible();
        explanation.setVisible(false);
        explained = null;
        return shown;
    }

    /// Puts everything at the block it belongs to.
    void follow() {
        Hand hand = hands.handProperty().get();
        if (hand != null && bubble.isVisible()) {
            Block block = strip.block(hand.index());
            boolean there = hand.kind() == Hand.Kind.RESIZE || hand.kind() == Hand.Kind.KEYS;
            if (there && block != null) {
                place(bubble, block, 300);
            } else {
                double wide = Math.min(300, bubble.prefWidth(-1));
                double x = strip.pointer().lastX() - wide / 2;
                put(bubble, x, strip.blockHeight() + BELOW, wide);
            }
        }
        StripEditor.Editing what = hands.editor().editingProperty().get();
        Block edited = what == null ? null : strip.block(what.index());
        if (edited != null && editor.isVisible()) {
            double wide = Math.max(260, Math.min(340, edited.getWidth()));
            put(editor, edited.getLayoutX() - strip.scrolled(), 6, wide);
        }
        Block told = explained == null ? null : strip.block(explained);
        if (explanation.isVisible() && told != null) {
            place(explanation, told, 360);
        }
    }

    private void place(VBox what, Block block, double most) {
        double wide = Math.min(most, Math.max(160, what.prefWidth(-1) + 2));
        double middle = block.getLayoutX() + block.getWidth() / 2 - strip.scrolled();
        put(what, middle - wide / 2, strip.blockHeight() + BELOW, wide);
    }

    private void put(VBox what, double x, double y, double wide) {
        what.setPrefWidth(wide);
        what.applyCss();
        double room = Math.max(0, strip.getWidth() - wide);
        what.resizeRelocate(
                Math.rint(Math.clamp(x, 0, room)), y, Math.rint(wide), what.prefHeight(wide));
        what.setPrefWidth(USE_COMPUTED_SIZE);
    }
}
