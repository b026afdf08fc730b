package dev.diskwright.ui.shell;

import java.util.function.Supplier;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// A pane that lies beside the workspace where there is room, and over it where there is not. Its view is loaded when
/// it is first seen and moves between the two places.
final class SidePane {
    private final StackPane docked;
    private final StackPane overlay;
    private final Supplier<Node> view;
    private @Nullable Node before;

    /// @param edge between the docked pane and the workspace
    /// @param beside whether it lies beside the workspace
    /// @param over whether it lies over the workspace
    SidePane(
            StackPane docked,
            Region edge,
            StackPane overlay,
            Supplier<Node> view,
            ObservableBooleanValue beside,
            ObservableBooleanValue over) {
        this.docked = docked;
        this.overlay = overlay;
        this.view = view;
        shownWhen(docked, beside);
        shownWhen(edge, beside);
        shownWhen(overlay, over);
        docked.visibleProperty().subscribe(shown -> place(shown, docked, overlay));
        overlay.visibleProperty().subscribe(shown -> place(shown, overlay, docked));
        overlay.visibleProperty().subscribe((_, shown) -> moveFocus(shown));
    }

    private void place(boolean shown, StackPane home, StackPane other) {
        if (shown && home.getChildren().isEmpty()) {
            other.getChildren().clear();
            home.getChildren().add(view.get());
        }
    }

    /// Who opened a pane over the workspace wants to work in it, and goes back when it closes.
    private void moveFocus(boolean shown) {
        Node owner = overlay.getScene() == null ? null : overlay.getScene().getFocusOwner();
        if (shown) {
            before = owner;
            return;
        }
        if (before != null && before.getScene() != null && FocusRegions.isInside(owner, overlay)) {
            before.requestFocus();
        }
        before = null;
    }

    /// Moves the focus into the pane.
    void focus() {
        Node first = FocusRegions.first(docked.isVisible() ? docked : overlay);
        if (first != null) {
            first.requestFocus();
        }
    }

    static void shownWhen(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }
}
