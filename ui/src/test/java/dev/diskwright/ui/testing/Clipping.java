package dev.diskwright.ui.testing;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Cell;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;

/// Finds words that the window does not show in full.
public final class Clipping {
    private Clipping() {}

    /// {@return what is cut off below `root`: texts with an ellipsis, and controls that reach beyond the window}
    public static List<String> of(Parent root) {
        var found = new ArrayList<String>();
        Bounds window = root.localToScene(root.getLayoutBounds());
        walk(root, window, found);
        return found;
    }

    private static void walk(Node node, Bounds window, List<String> found) {
        if (!node.isVisible() || node.getOpacity() == 0) {
            return;
        }
        if (node instanceof Labeled labeled
                && !(node instanceof Cell)
                && labeled.getText() != null
                && !labeled.getText().isBlank()
                && labeled.getWidth() > 0) {
            check(labeled, window, found);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, window, found));
        }
    }

    private static void check(Labeled labeled, Bounds window, List<String> found) {
        String shown =
                labeled.lookup(".text") instanceof Text text ? text.getText() : labeled.getText();
        // What a person wrote may be of any length; it is cut in its middle, a path at its start,
        // and
        // a bubble has it all.
        boolean theirs =
                switch (labeled.getTextOverrun()) {
                    case CENTER_ELLIPSIS, LEADING_ELLIPSIS -> true;
                    default -> false;
                };
        boolean cut = !shown.equals(labeled.getText()) && !labeled.isWrapText() && !theirs;
        boolean cutBelow =
                labeled.isWrapText()
                        && shown.length() < labeled.getText().length()
                        && shown.endsWith(labeled.getEllipsisString());
        if (cut || cutBelow) {
            found.add(name(labeled) + " shows \"" + shown + "\"");
        }
        Bounds place = labeled.localToScene(labeled.getLayoutBounds());
        if (labeled instanceof ButtonBase
                && place.getWidth() > 0
                && (place.getMaxX() > window.getMaxX() + 1
                        || place.getMinX() < window.getMinX() - 1)) {
            found.add(name(labeled) + " reaches beyond the window");
        }
    }

    private static String name(Labeled labeled) {
        return labeled.getClass().getSimpleName()
                + (labeled.getId() == null ? "" : "#" + labeled.getId())
                + (labeled instanceof Label ? "" : " ")
                + labeled.getStyleClass()
                + " \""
                + labeled.getText()
                + "\"";
    }
}
