package dev.diskwright.ui.boot;

import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// A command line as one chip a word. Enter or a double click edits a word in place, Delete takes it out, Alt with left
/// and right moves it; the field at the end adds words.
public final class WordChips extends FlowPane {
    private final TextField adder = new TextField();
    private int wantedFocus = -1;

    /// For the loader.
    public WordChips() {
        getStyleClass().add("word-chips");
        setMinWidth(0); // otherwise as wide as the longest word
        adder.getStyleClass().add("chip-adder");
        adder.setId("cmdline-add");
    }

    /// Shows and edits the command line of `model` from now on.
    void bind(BootViewModel model, Texts texts) {
        adder.setPromptText(texts.of("boot.words.add"));
        adder.setAccessibleText(texts.of("boot.words.add"));
        adder.setOnAction(_ -> {
            model.addWords(adder.getText());
            adder.clear();
            adder.requestFocus();
        });
        adder.focusedProperty()
                .subscribe((before, after) -> {
                    if (before && !after && !adder.getText().isBlank()) {
                        model.addWords(adder.getText());
                        adder.clear();
                    }
                });
        model.words().addListener((ListChangeListener<String>) _ -> show(model, texts));
        model.derivedRootProperty().subscribe(() -> show(model, texts));
        show(model, texts);
    }

    private void show(BootViewModel model, Texts texts) {
        boolean adding = adder.isFocused();
        var all = new ArrayList<Node>();
        String root = model.derivedRootProperty().get();
        if (!root.isEmpty()) {
            all.add(derived(root, texts));
        }
        for (int i = 0; i < model.words().size(); i++) {
            all.add(chip(model, texts, i));
        }
        all.add(adder);
        getChildren().setAll(all);
        if (adding) {
            adder.requestFocus();
        }
        if (wantedFocus >= 0) {
            int first = root.isEmpty() ? 0 : 1;
            int at = Math.min(wantedFocus, model.words().size() - 1);
            wantedFocus = -1;
            (at < 0 ? adder : getChildren().get(first + at)).requestFocus();
        }
    }

    private Node derived(String root, Texts texts) {
        var word = new Label(root);
        var mark = new Label(texts.of("boot.words.derived"));
        mark.getStyleClass().add("chip-mark");
        var chip = new HBox(6, word, mark);
        word.setMinWidth(0);
        mark.setMinWidth(USE_PREF_SIZE);
        chip.maxWidthProperty().bind(widthProperty());
        chip.setMinWidth(0);
        chip.setAlignment(Pos.CENTER_LEFT);
        chip.getStyleClass().addAll("chip", "derived");
        Tooltip.install(chip, new Tooltip(texts.of("boot.words.derived.help", root)));
        return chip;
    }

    private Node chip(BootViewModel model, Texts texts, int index) {
        String text = model.words().get(index);
        var word = new Label(text);
        var remove = new Button();
        remove.setGraphic(new FontIcon("fth-x"));
        remove.getStyleClass().add("chip-remove");
        remove.setFocusTraversable(false);
        remove.setAccessibleText(texts.of("boot.words.remove", text));
        remove.setOnAction(_ -> model.setWord(index, ""));
        var chip = new HBox(2, word, remove);
        word.setMinWidth(0);
        chip.maxWidthProperty().bind(widthProperty());
        chip.setMinWidth(0);
        chip.setId("word-" + (index + 1));
        chip.setAlignment(Pos.CENTER_LEFT);
        chip.getStyleClass().add("chip");
        chip.setFocusTraversable(true);
        chip.setAccessibleRole(AccessibleRole.BUTTON);
        chip.setAccessibleText(
                texts.of("boot.words.spoken", text, index + 1, model.words().size()));
        chip.setOnMousePressed(event -> {
            chip.requestFocus();
            if (event.getClickCount() == 2) {
                edit(model, chip, index);
            }
        });
        chip.addEventHandler(KeyEvent.KEY_PRESSED, event -> pressed(event, model, chip, index));
        return chip;
    }

    private void pressed(KeyEvent event, BootViewModel model, HBox chip, int index) {
        switch (event.getCode()) {
            case ENTER, F2 -> edit(model, chip, index);
            case DELETE, BACK_SPACE -> {
                wantedFocus = index;
                model.setWord(index, "");
            }
            case LEFT, RIGHT -> {
                int step = event.getCode() == KeyCode.LEFT ? -1 : 1;
                if (event.isAltDown()) {
                    wantedFocus = Math.clamp(index + step, 0, model.words().size() - 1);
                    model.moveWord(index, step);
                } else {
                    int at = getChildren().indexOf(chip) + step;
                    if (at >= 0 && at < getChildren().size()) {
                        getChildren().get(at).requestFocus();
                    }
                }
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void edit(BootViewModel model, HBox chip, int index) {
        int at = getChildren().indexOf(chip);
        if (at < 0) {
            return;
        }
        String text = model.words().get(index);
        var field = new TextField(text);
        field.setId("word-edit");
        field.getStyleClass().add("chip-editor");
        field.setPrefColumnCount(Math.max(8, text.length()));
        getChildren().set(at, field);
        field.requestFocus();
        field.selectAll();
        field.setOnAction(_ -> {
            wantedFocus = index;
            getChildren().set(at, chip);
            chip.requestFocus();
            model.setWord(index, field.getText());
        });
        field.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                getChildren().set(at, chip);
                chip.requestFocus();
                event.consume();
            }
        });
        field.focusedProperty()
                .subscribe((before, after) -> {
                    if (before && !after && getChildren().contains(field)) {
                        getChildren().set(at, chip);
                        if (!field.getText().equals(text)) {
                            model.setWord(index, field.getText());
                        }
                    }
                });
    }
}
