package dev.diskwright.ui.form;

import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What all rows of a form share: a label on the left, a control on the right, and below the control what it comes to
/// or what is wrong with it.
public abstract class FieldFrame extends GridPane {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final Label label = new Label();
    private final Label note = new Label();
    private final VBox right = new VBox(3);
    private @Nullable Node control;

    /// Puts `control` in its place.
    FieldFrame() {
        getStyleClass().add("field");
        label.getStyleClass().add("field-label");
        note.getStyleClass().add("field-note");
        note.setWrapText(true);
        note.setMinHeight(USE_PREF_SIZE);
        var labels = new ColumnConstraints(96);
        var controls = new ColumnConstraints();
        controls.setHgrow(Priority.ALWAYS);
        controls.setFillWidth(true);
        getColumnConstraints().setAll(labels, controls);
        setHgap(8);
        add(label, 0, 0);
        add(right, 1, 0);
        setValignment(label, javafx.geometry.VPos.TOP);
    }

    /// Shows the control, labelled for screen readers too.
    void setControl(Node box, Node control) {
        this.control = control;
        right.getChildren().setAll(box, note);
        label.setLabelFor(control);
        control.accessibleTextProperty().bind(label.textProperty());
    }

    /// Shows a note below the control; an error takes the place of an echo.
    void setNote(String echo, String error) {
        String text = error.isEmpty() ? echo : error;
        note.setText(text);
        note.setVisible(!text.isEmpty());
        note.setManaged(!text.isEmpty());
        // On the nodes themselves: the toolkit gives text fields below a rule for another node's
        // state no text colour.
        note.pseudoClassStateChanged(INVALID, !error.isEmpty());
        if (control != null) {
            control.pseudoClassStateChanged(INVALID, !error.isEmpty());
        }
    }

    /// {@return the label's words}
    public final StringProperty labelProperty() {
        return label.textProperty();
    }

    /// {@return the label's words}
    public final String getLabel() {
        return label.getText();
    }

    /// Takes the label's words.
    public final void setLabel(String text) {
        label.setText(text);
    }

    /// Shows the row, or takes it out of the form.
    void bindShown(javafx.beans.value.ObservableBooleanValue shown) {
        visibleProperty().bind(shown);
        managedProperty().bind(shown);
    }

    /// {@return last part of the JSON path of what the row edits}
    public abstract String path();

    /// Moves the focus into the row.
    public abstract void focus();
}
