package dev.diskwright.ui.shell;

import java.lang.ref.WeakReference;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/// Keeps the focus inside a layer while it lies over the window, and gives it back when the layer goes.
public final class FocusKeeper {
    private final Parent layer;
    private WeakReference<Node> before = new WeakReference<>(null);

    /// Watches the focus from when `layer` is in a scene.
    public FocusKeeper(Parent layer) {
        this.layer = layer;
        layer.sceneProperty().flatMap(Scene::focusOwnerProperty).subscribe(this::moved);
        layer.visibleProperty()
                .subscribe(shown -> {
                    Node home = before.get();
                    if (!shown && home != null && home.getScene() != null) {
                        before.clear();
                        home.requestFocus();
                    }
                });
    }

    /// Notes where the focus is to go back to. Call it before the layer is shown.
    public void remember() {
        Node owner = layer.getScene() == null ? null : layer.getScene().getFocusOwner();
        if (owner != null && !FocusRegions.isInside(owner, layer)) {
            before = new WeakReference<>(owner);
        }
    }

    private void moved(@Nullable Node owner) {
        if (layer.isVisible() && owner != null && !FocusRegions.isInside(owner, layer)) {
            Node first = FocusRegions.first(layer);
            if (first != null) {
                first.requestFocus();
            }
        }
    }
}
