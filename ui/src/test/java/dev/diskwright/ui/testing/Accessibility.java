package dev.diskwright.ui.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import org.jspecify.annotations.Nullable;

/// What a scene has to give to people who do not see it or use no mouse.
public final class Accessibility {
    private Accessibility() {}

    /// {@return everything wrong below `root`: controls without a name, siblings of one name, labels that take the focus,
    /// fields without a label}
    public static List<String> of(Parent root) {
        var found = new ArrayList<String>();
        Set<Node> labelled = new HashSet<>();
        all(root)
                .forEach(it -> {
                    if (it instanceof Label label && label.getLabelFor() != null) {
                        labelled.add(label.getLabelFor());
                    }
                });
        for (Node node : all(root)) {
            if ((node instanceof Label || node instanceof Separator) && node.isFocusTraversable()) {
                found.add(describe(node) + " takes the focus");
            }
            if (node.isFocusTraversable() && !isContainer(node) && name(node).isBlank()) {
                found.add(describe(node) + " has no name");
            }
            if (node instanceof TextInputControl
                    && node.isFocusTraversable()
                    && !labelled.contains(node)
                    && !isPartOfOther(node)) {
                found.add(describe(node) + " has no label");
            }
            if (node instanceof Parent parent) {
                siblings(parent, found);
            }
        }
        return found;
    }

    private static void siblings(Parent parent, List<String> found) {
        Map<String, Node> names = new HashMap<>();
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child.isVisible() && child.isFocusTraversable() && !isContainer(child)) {
                Node other = names.putIfAbsent(child.getAccessibleRole() + name(child), child);
                if (other != null && !name(child).isBlank()) {
                    found.add(describe(child) + " is called as " + describe(other));
                }
            }
        }
    }

    /// {@return all visible nodes below `root`}
    public static List<Node> all(Parent root) {
        var nodes = new ArrayList<Node>();
        add(root, nodes);
        return nodes;
    }

    private static void add(Node node, List<Node> to) {
        if (!node.isVisible()) {
            return;
        }
        to.add(node);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> add(child, to));
        }
    }

    private static boolean isContainer(Node node) {
        return node instanceof ScrollPane || node instanceof TabPane || node instanceof MenuBar;
    }

    private static boolean isPartOfOther(Node node) {
        for (Node it = node.getParent(); it != null; it = it.getParent()) {
            if (it instanceof ComboBoxBase || it instanceof javafx.scene.control.Spinner) {
                return true;
            }
        }
        return false;
    }

    private static String name(Node node) {
        @Nullable String spoken = node.getAccessibleText();
        if (spoken != null && !spoken.isBlank()) {
            return spoken;
        }
        return node instanceof Labeled labeled && labeled.getText() != null
                ? labeled.getText()
                : "";
    }

    private static String describe(Node node) {
        return node.getClass().getSimpleName()
                + (node.getId() == null ? "" : "#" + node.getId())
                + node.getStyleClass()
                + " \""
                + name(node)
                + "\"";
    }
}
