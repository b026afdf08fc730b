package dev.diskwright.ui.form;

import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// What all rows of a form share: a label on the left, a control on the right, and below the control what it comes to
/// or what is wrong with it, with the edits that mend it. Where there is no room for that, as with large text, the label
/// is above the control.
public abstract class FieldFrame extends Pane {
    /// Width of the labels, in ems.
    private static final double LABEL = 7.1;

    /// A control beside its label is at least this wide, in ems.
    private static final double CONTROL = 10;

    /// From a row's top to the top of a label beside its control, in ems.
    private static final double DROP = 0.54;

    private static final double GAP = 8;
    private static final double ABOVE_GAP = 2;
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final PseudoClass DOUBTFUL = PseudoClass.getPseudoClass("doubtful");

    private final Label label = new Label();
    private final Text measure = new Text();
    private final Label note = new Label();
    private final FlowPane remedies = new FlowPane(10, 2);
    private final VBox right = new VBox(3);
    private @Nullable Node control;
    private String hint = "";
    private String echo = "";
    private @Nullable FieldProblem problem;

    /// Puts `control` in its place.
    FieldFrame() {
        getStyleClass().add("field");
        label.getStyleClass().add("field-label");
        label.setWrapText(true);
        note.getStyleClass().add("field-note");
        note.setWrapText(true);
        note.setMinHeight(USE_PREF_SIZE);
        remedies.getStyleClass().add("field-remedies");
        right.setMinWidth(0);
        getChildren().addAll(label, right);
        label.fontProperty().subscribe(this::requestLayout);
        show(remedies, false);
    }

    private double labelWidth() {
        return Math.rint(label.getFont().getSize() * LABEL);
    }

    /// {@return whether the label stands above the control in a row of a width}
    private boolean isStacked(double width) {
        if (label.getText().isEmpty()) {
            return false;
        }
        return width > 0 && isNarrow(width, labelSize()) || longestWord() > labelWidth();
    }

    /// {@return whether a form is too narrow for labels beside controls}
    ///
    /// @param width of its rows, in pixels
    /// @param em size of its text, in pixels
    public static boolean isNarrow(double width, double em) {
        return width < em * (LABEL + CONTROL) + GAP;
    }

    /// {@return size of the label's text, in pixels}
    public final double labelSize() {
        return label.getFont().getSize();
    }

    private double longestWord() {
        double longest = 0;
        for (String word : label.getText().split("\\s+")) {
            measure.setText(word);
            measure.setFont(label.getFont());
            longest = Math.max(longest, measure.getLayoutBounds().getWidth());
        }
        return longest;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return labelWidth() + GAP + right.prefWidth(-1);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double given = width < 0 ? prefWidth(-1) : width;
        if (isStacked(given)) {
            return label.prefHeight(given) + ABOVE_GAP + right.prefHeight(given);
        }
        double drop = label.getFont().getSize() * DROP;
        return Math.max(
                drop + label.prefHeight(labelWidth()),
                right.prefHeight(Math.max(0, given - labelWidth() - GAP)));
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        if (isStacked(width)) {
            double top = label.prefHeight(width);
            label.resizeRelocate(0, 0, width, top);
            right.resizeRelocate(
                    0, top + ABOVE_GAP, width, Math.max(0, getHeight() - top - ABOVE_GAP));
            return;
        }
        double left = labelWidth();
        double drop = Math.rint(label.getFont().getSize() * DROP);
        label.resizeRelocate(0, drop, left, label.prefHeight(left));
        right.resizeRelocate(left + GAP, 0, Math.max(0, width - left - GAP), getHeight());
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
    void setNote(String newEcho, @Nullable FieldProblem newProblem) {
        echo = newEcho;
        problem = newProblem;
        showNote();
    }

    /// Takes what is said below the control while there is nothing else to say.
    public final void setHint(String words) {
        hint = words;
        showNote();
    }

    private void showNote() {
        String text = problem != null ? problem.text() : echo.isEmpty() ? hint : echo;
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
