package dev.diskwright.ui.form;

import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;

/// A line of text that commits on Enter and when it loses the focus; Escape drops the draft.
public final class TextRow extends FieldFrame {
    private final TextField field = new TextField();
    private final HBox box = new HBox(4, field);
    private String path = "";

    /// For the loader.
    public TextRow() {
        HBox.setHgrow(field, Priority.ALWAYS);
        setControl(box, field);
    }

    /// Shows and edits `model` from now on.
    public void bind(TextFieldModel model) {
        path = model.path();
        field.setId("field-" + path.substring(path.lastIndexOf('/') + 1));
        field.textProperty().bindBidirectional(model.draftProperty());
        field.promptTextProperty().bind(model.promptProperty());
        bindShown(model.shownProperty());
        model.echoProperty().subscribe(() -> note(model));
        model.errorProperty().subscribe(() -> note(model));
        note(model);
        field.setOnAction(_ -> model.commit());
        field.focusedProperty()
                .subscribe(focused -> {
                    if (!focused) {
                        model.commit();
                    }
                });
        field.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.revert();
                event.consume();
            }
        });
        if (model.hasChooser()) {
            var choose = new Button();
            choose.setGraphic(new FontIcon("fth-folder"));
            choose.getStyleClass().add("field-button");
            choose.accessibleTextProperty().bind(labelProperty());
            choose.setOnAction(_ -> model.choose());
            box.getChildren().add(choose);
        }
        if (!model.suggestions().isEmpty()) {
            box.getChildren().add(suggestions(model));
        }
    }

    private MenuButton suggestions(TextFieldModel model) {
        var menu = new MenuButton();
        menu.getStyleClass().add("field-button");
        menu.accessibleTextProperty().bind(labelProperty());
        for (ChoiceModel.Option option : model.suggestions()) {
            var item = new MenuItem(option.label());
            item.setOnAction(_ -> model.take(option.key()));
            menu.getItems().add(item);
        }
        return menu;
    }

    private void note(TextFieldModel model) {
        setNote(model.echoProperty().get(), model.errorProperty().get());
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public void focus() {
        field.requestFocus();
        field.selectAll();
    }
}
