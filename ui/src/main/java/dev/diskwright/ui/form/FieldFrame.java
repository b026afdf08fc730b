package dev.diskwright.ui.form;

import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What all rows of a form share: a label on the left, a control on the right, and below the control what it comes to
/// or what is wrong with it, with the edits that mend it.
public abstract class FieldFrame extends GridPane {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final PseudoClass DOUBTFUL = PseudoClass.getPseudoClass("doubtful");

    private final Label label = new Label();
    private final Label note = new Label();
    private final FlowPane remedies = new FlowPane(10, 2);
    private final VBox right = new VBox(3);
    private @Nullable Node control;

    /// Puts `control` in its place.
    FieldFrame() {
        getStyleClass().add("field");
        label.getStyleClass().add("field-label");
        label.setWrapText(true);
        note.getStyleClass().add("field-note");
        note.setWrapText(true);
        note.setMinHeight(USE_PREF_SIZE);
        remedies.getStyleClass().add("field-remedies");
        var labels = new ColumnConstraints(92);
        var controls = new ColumnConstraints();
        controls.setHgrow(Priority.ALWAYS);
        controls.setFillWidth(true);
        controls.setMinWidth(0);
        getColumnConstraints().setAll(labels, controls);
        right.setMinWidth(0);
        setHgap(8);
        add(label, 0, 0);
        add(right, 1, 0);
        setValignment(label, javafx.geometry.VPos.TOP);
        show(remedies, false);
    }

    /// {@return how a node calls what it edits: the name of a property, with that of its part before it}
    static String idOf(String path) {
        return path.startsWith("/")
                ? path.substring(path.lastIndexOf('/') + 1)
                : path.replace('/', '-');
    }

    /// Shows the control, labelled for screen readers too.
    void setControl(Node box, Node control) {
        this.control = control;
        right.getChildren().setAll(box, note, remedies);
        label.setLabelFor(control);
        control.accessibleTextProperty().bind(label.textProperty());
    }

    /// Shows a note below the control; what is wrong takes the place of an echo.
    void setNote(String echo, @Nullable FieldProblem problem) {
        String text = problem == null ? echo : problem.text();
        boolean error = problem != null && problem.severity().equals("error");
        boolean warning = problem != null && problem.severity().equals("warning");
        note.setText(text);
        show(note, !text.isEmpty());
        // On the nodes themselves: the toolkit gives text fields below a rule for another node's
        // state no text colour.
        note.pseudoClassStateChanged(INVALID, error);
        note.pseudoClassStateChanged(DOUBTFUL, warning);
        if (control != null) {
            control.pseudoClassStateChanged(INVALID, error);
            control.pseudoClassStateChanged(DOUBTFUL, warning);
            control.setAccessibleHelp(text);
        }
        showRemedies(problem == null ? List.of() : problem.remedies());
    }

    private void showRemedies(List<FieldProblem.Remedy> all) {
        remedies.getChildren().clear();
        for (FieldProblem.Remedy it : all) {
            var link = new Hyperlink(it.label());
            link.getStyleClass().add("field-remedy");
            link.setWrapText(true);
            link.maxWidthProperty().bind(right.widthProperty());
            link.setOnAction(_ -> it.action().run());
            remedies.getChildren().add(link);
        }
        show(remedies, !all.isEmpty());
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
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
