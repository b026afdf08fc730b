package dev.diskwright.ui.overlay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// A view that lies over others. It is there while a condition holds, takes the focus when it comes, gives it back when
/// it goes, and closes by Escape. A modal one keeps the focus from everything below it.
public final class Overlay {
    private final Parent layer;
    private final Supplier<@Nullable Node> first;
    private final boolean modal;
    private @Nullable Node before;
    private boolean leaving;

    private Overlay(Parent layer, Supplier<@Nullable Node> first, boolean modal) {
        this.layer = layer;
        this.first = first;
        this.modal = modal;
    }

    /// Makes `layer` an overlay.
    ///
    /// @param shown while it is there
    /// @param first what gets the focus
    /// @param close what Escape does
    /// @param modal whether what lies below cannot have the focus meanwhile
    public static void install(
            Parent layer,
            ObservableValue<Boolean> shown,
            Supplier<@Nullable Node> first,
            Runnable close,
            boolean modal) {
        var overlay = new Overlay(layer, first, modal);
        layer.setVisible(false);
        layer.setManaged(false);
        shown.subscribe(overlay::show);
        layer.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        close.run();
                        event.consume();
                    }
                });
        layer.sceneProperty().flatMap(Scene::focusOwnerProperty).subscribe(overlay::moved);
    }

    private void show(boolean shown) {
        if (shown == layer.isVisible()) {
            return;
        }
        Scene scene = layer.getScene();
        if (shown) {
            before = scene == null ? null : scene.getFocusOwner();
            layer.setVisible(true);
            layer.setManaged(true);
            focusFirst();
        } else {
            // First the focus, then the layer: a node that vanishes with the focus gives it to just
            // anyone.
            Node home = before;
            before = null;
            leaving = true;
            if (home != null && home.getScene() != null) {
                home.requestFocus();
            }
            layer.setVisible(false);
            layer.setManaged(false);
            leaving = false;
        }
    }

    private void focusFirst() {
        Node node = first.get();
        if (node != null) {
            node.requestFocus();
        }
    }

    private void moved(@Nullable Node owner) {
        if (!leaving && layer.isVisible() && owner != null && isBelow(owner)) {
            // A layer that was made when it was first shown finds the focus where it was.
            boolean arriving = before == null;
            if (arriving) {
                before = owner;
            }
            if (modal || arriving) {
                focusFirst();
            }
        }
    }

    /// Whether `owner` is drawn before this layer: under their common ancestor its branch comes first.
    private boolean isBelow(Node owner) {
        List<Node> mine = path(layer);
        List<Node> theirs = path(owner);
        int depth = 0;
        while (depth < mine.size()
                && depth < theirs.size()
                && mine.get(depth).equals(theirs.get(depth))) {
            depth++;
        }
        if (depth == 0 || depth == mine.size() || depth == theirs.size()) {
            return false;
        }
        List<Node> branches = ((Parent) mine.get(depth - 1)).getChildrenUnmodifiable();
        return branches.indexOf(theirs.get(depth)) < branches.indexOf(mine.get(depth));
    }

    private static List<Node> path(Node node) {
        var path = new ArrayList<Node>();
        for (Node it = node; it != null; it = it.getParent()) {
            path.addFirst(it);
        }
        return path;
    }
}
