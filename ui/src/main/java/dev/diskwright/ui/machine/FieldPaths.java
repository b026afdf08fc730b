package dev.diskwright.ui.machine;

import dev.diskwright.ui.form.FieldFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import org.jspecify.annotations.Nullable;

/// Which node edits what of the design, by JSON pointer.
final class FieldPaths {
    private static final String KEY = "diskwright.path";

    private FieldPaths() {}

    /// Notes that `node` edits what `path` names.
    static void mark(Node node, String path) {
        node.getProperties().put(KEY, path);
    }

    /// {@return what `node`, or the nearest around it, edits; empty for nothing}
    static String of(@Nullable Node node) {
        for (Node it = node; it != null; it = it.getParent()) {
            String path = own(it);
            if (!path.isEmpty()) {
                return path;
            }
        }
        return "";
    }

    private static String own(Node node) {
        if (node instanceof FieldFrame row) {
            return row.path().startsWith("/") ? row.path() : "";
        }
        return node.hasProperties() && node.getProperties().get(KEY) instanceof String path
                ? path
                : "";
    }

    /// Calls `found` with every node in `root` that edits something.
    static void each(Node root, BiConsumer<Node, String> found) {
        String path = own(root);
        if (!path.isEmpty()) {
            found.accept(root, path);
        }
        for (Node child : inside(root)) {
            each(child, found);
        }
    }

    private static List<? extends Node> inside(Node node) {
        return switch (node) {
            case ScrollPane scroll when scroll.getContent() != null -> List.of(scroll.getContent());
            case Parent parent -> parent.getChildrenUnmodifiable();
            default -> List.of();
        };
    }

    /// {@return the node in `root` that edits what `path` names, or that it is a part of, the nearest first}
    static @Nullable Node find(Node root, String path) {
        var best = new ArrayList<Node>();
        var length = new int[] {-1};
        each(
                root,
                (node, own) -> {
                    boolean holds = path.equals(own) || path.startsWith(own + "/");
                    if (holds && own.length() > length[0] && isShown(node)) {
                        length[0] = own.length();
                        best.add(node);
                    }
                });
        return best.isEmpty() ? null : best.getLast();
    }

    private static boolean isShown(Node node) {
        for (Node it = node; it != null; it = it.getParent()) {
            if (!it.isManaged() && !it.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// Moves the focus into a node that was found.
    static void focus(Node node) {
        if (node instanceof FieldFrame row) {
            row.focus();
            return;
        }
        Node first = first(node);
        if (first != null) {
            first.requestFocus();
        }
    }

    private static @Nullable Node first(Node node) {
        if (node.isFocusTraversable() && node.isVisible()) {
            return node;
        }
        for (Node child : inside(node)) {
            Node it = first(child);
            if (it != null) {
                return it;
            }
        }
        return null;
    }
}
