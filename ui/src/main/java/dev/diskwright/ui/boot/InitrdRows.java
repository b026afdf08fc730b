package dev.diskwright.ui.boot;

import dev.diskwright.ui.text.Texts;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Initial RAM disks in their order, each in a field of its own.
public final class InitrdRows extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    /// For the loader.
    public InitrdRows() {
        getStyleClass().add("initrd-rows");
    }

    /// Shows and edits the initial RAM disks of `model` from now on.
    void bind(BootViewModel model, Texts texts) {
        model.initrds().addListener((ListChangeListener<String>) _ -> show(model, texts));
        model.needs().addListener((ListChangeListener<NeedRow>) _ -> mark(model));
        show(model, texts);
    }

    private void show(BootViewModel model, Texts texts) {
        getChildren().clear();
        if (model.initrds().isEmpty()) {
            var none = new Label(texts.of("boot.initrd.none"));
            none.getStyleClass().add("card-note");
            none.setWrapText(true);
            getChildren().add(none);
        }
        for (int i = 0; i < model.initrds().size(); i++) {
            getChildren().add(row(model, texts, i));
        }
        mark(model);
    }

    private void mark(BootViewModel model) {
        for (int i = 0; i < model.initrds().size() && i < getChildren().size(); i++) {
            if (getChildren().get(i) instanceof HBox row
                    && row.getChildren().getFirst() instanceof TextField field) {
                String wrong = model.initrdProblem(i);
                field.pseudoClassStateChanged(INVALID, !wrong.isEmpty());
                field.setTooltip(wrong.isEmpty() ? null : new Tooltip(wrong));
            }
        }
    }

    private HBox row(BootViewModel model, Texts texts, int index) {
        String name = model.initrds().get(index);
        var field = new TextField(name);
        field.setId("initrd-" + (index + 1));
        field.setAccessibleText(texts.of("boot.initrd.spoken", index + 1));
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setOnAction(_ -> commit(model, index, name, field));
        field.focusedProperty()
                .subscribe((before, after) -> {
                    if (before && !after) {
                        commit(model, index, name, field);
                    }
                });
        field.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    boolean up = event.getCode() == KeyCode.UP;
                    if (event.isAltDown() && (up || event.getCode() == KeyCode.DOWN)) {
                        move(model, index, up ? -1 : 1);
                        event.consume();
                    } else if (event.getCode() == KeyCode.ESCAPE) {
                        field.setText(name);
                        event.consume();
                    }
                });
        var row =
                new HBox(
                        2,
                        field,
                        button(
                                "fth-arrow-up",
                                texts.of("boot.initrd.up", name),
                                () -> move(model, index, -1)),
                        button(
                                "fth-arrow-down",
                                texts.of("boot.initrd.down", name),
                                () -> move(model, index, 1)),
                        button(
                                "fth-x",
                                texts.of("boot.initrd.remove", name),
                                () -> model.setInitrd(index, "")));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void move(BootViewModel model, int index, int step) {
        int to = index + step;
        model.moveInitrd(index, step);
        if (to >= 0 && to < getChildren().size() && getChildren().get(to) instanceof HBox row) {
            row.getChildren().getFirst().requestFocus();
        }
    }

    private static void commit(BootViewModel model, int index, String name, TextField field) {
        if (!field.getText().equals(name) && index < model.initrds().size()) {
            model.setInitrd(index, field.getText());
        }
    }

    private static Button button(String icon, String words, Runnable action) {
        var button = new Button();
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().addAll("flat-icon", "row-button");
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.setOnAction(_ -> action.run());
        return button;
    }
}
