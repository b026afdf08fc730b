package dev.diskwright.ui.form;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A line of text with its unit, suggestions and chooser, wherever a [TextFieldModel] is edited: in a form, in a table
/// cell, on the strip. It commits on Enter and when it loses the focus; Escape drops the draft.
public final class TextEditor extends HBox {
    private final TextField field = new TextField();
    private final Label unit = new Label();
    private @Nullable TextFieldModel model;
    private @Nullable SuggestionList suggestions;

    /// Shows nothing until it is bound.
    public TextEditor() {
        getStyleClass().add("text-editor");
        unit.getStyleClass().add("field-unit");
        unit.setMouseTransparent(true);
        var box = new StackPane(field, unit);
        StackPane.setAlignment(unit, Pos.CENTER_RIGHT);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setMinWidth(0);
        field.setMinWidth(0);
        getChildren().add(box);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        field.setOnAction(_ -> commit());
        field.focusedProperty()
                .subscribe(focused -> {
                    if (!focused) {
                        hideSuggestions();
                        commit();
                    }
                });
    }

    /// Shows and edits `newModel` from now on.
    public void bind(TextFieldModel newModel) {
        release();
        model = newModel;
        field.setId("field-" + FieldFrame.idOf(newModel.path()));
        field.textProperty().bindBidirectional(newModel.draftProperty());
        field.promptTextProperty().bind(newModel.promptProperty());
        unit.textProperty().bind(newModel.unitProperty());
        unit.visibleProperty()
                .bind(
                        field.textProperty()
                                .map(text -> text.matches("\\s*[0-9]+(\\.[0-9]*)?\\s*"))
                                .orElse(false));
        if (newModel.hasChooser()) {
            getChildren().add(button("fth-folder", newModel::choose));
        }
        if (newModel.hasSuggestions()) {
            suggestions = new SuggestionList(field, newModel);
            getChildren().add(button("fth-chevron-down", suggestions::toggle));
        }
    }

    /// Edits nothing any more.
    public void release() {
        if (model != null) {
            field.textProperty().unbindBidirectional(model.draftProperty());
            field.promptTextProperty().unbind();
            unit.textProperty().unbind();
            unit.visibleProperty().unbind();
            hideSuggestions();
            suggestions = null;
            model = null;
            getChildren().remove(1, getChildren().size());
        }
    }

    private Button button(String icon, Runnable action) {
        var button = new Button();
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().add("field-button");
        button.setFocusTraversable(false);
        button.accessibleTextProperty().bind(field.accessibleTextProperty());
        button.setOnAction(_ -> action.run());
        return button;
    }

    private void pressed(KeyEvent event) {
        if (suggestions != null && suggestions.pressed(event)) {
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE
                && model != null
                && !model.draftProperty().get().equals(model.value())) {
            model.revert();
            field.selectAll();
            event.consume();
        }
    }

    private void commit() {
        if (model != null) {
            model.commit();
        }
    }

    private void hideSuggestions() {
        if (suggestions != null) {
            suggestions.hide();
        }
    }

    /// {@return the line itself, which has the focus}
    public TextField field() {
        return field;
    }

    /// {@return the line, for its label and its state}
    Node control() {
        return field;
    }

    /// Moves the focus into the line and selects its text.
    public void focus() {
        field.requestFocus();
        field.selectAll();
    }
}
