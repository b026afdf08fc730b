package dev.diskwright.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;

/// Connects labels with the fields they name. A view cannot do that itself where the label comes before its field.
final class Labels {
    private Labels() {}

    /// Makes every label in `view` the label of the field whose accessible name its words are.
    static void connect(Parent view) {
        var labels = new ArrayList<Label>();
        var fields = new ArrayList<Node>();
        collect(view, labels, fields);
        for (Label label : labels) {
            if (label.getLabelFor() == null && !label.getText().isEmpty()) {
                fields.stream()
                        .filter(field -> label.getText().equals(field.getAccessibleText()))
                        .findFirst()
                        .ifPresent(label::setLabelFor);
            }
        }
    }

    /// What panes show is not among their children before they are on the screen.
    private static List<? extends Node> inside(Node node) {
        return switch (node) {
            case ScrollPane scroll when scroll.getContent() != null -> List.of(scroll.getContent());
            case SplitPane split -> split.getItems();
            case Parent parent -> parent.getChildrenUnmodifiable();
            default -> List.of();
        };
    }

    private static void collect(Node node, List<Label> labels, List<Node> fields) {
        if (node instanceof Label label) {
            labels.add(label);
        } else if (!(node instanceof Labeled)
                && node.isFocusTraversable()
                && node.getAccessibleText() != null) {
            fields.add(node);
        }
        inside(node).forEach(child -> collect(child, labels, fields));
    }
}
