package dev.diskwright.ui.shell;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/// Walks the focus from region to region. It comes back to where it was in each.
final class FocusRegions {
    private final List<Parent> regions;
    private final Map<Parent, WeakReference<Node>> last = new HashMap<>();

    /// @param regions in the order of the walk
    FocusRegions(List<Parent> regions) {
        this.regions = List.copyOf(regions);
    }

    /// Notes where the focus is in each region of `scene`.
    void watch(Scene scene) {
        scene.focusOwnerProperty().subscribe(this::note);
    }

    private void note(@Nullable Node owner) {
        for (Parent region : regions) {
            if (owner != null && isInside(owner, region)) {
                last.put(region, new WeakReference<>(owner));
            }
        }
    }

    /// Moves the focus to the next region that can take it.
    ///
    /// @param from what has the focus
    /// @param step 1 forward, -1 back
    void walk(@Nullable Node from, int step) {
        int at = step > 0 ? -1 : 0;
        for (int i = 0; i < regions.size(); i++) {
            at = isInside(from, regions.get(i)) ? i : at;
        }
        for (int i = 1; i <= regions.size(); i++) {
            Node target = target(regions.get(Math.floorMod(at + step * i, regions.size())));
            if (target != null) {
                target.requestFocus();
                return;
            }
        }
    }

    private @Nullable Node target(Parent region) {
        if (!isShown(region)) {
            return null;
        }
        WeakReference<Node> reference = last.get(region);
        Node known = reference == null ? null : reference.get();
        return known != null && isInside(known, region) && canTake(known) ? known : first(region);
    }

    private static boolean canTake(Node node) {
        return node.getScene() != null
                && node.isFocusTraversable()
                && !node.isDisabled()
                && isShown(node);
    }

    /// {@return whether `node` and all around it are visible}
    static boolean isShown(Node node) {
        for (Node it = node; it != null; it = it.getParent()) {
            if (!it.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// {@return whether `node` is `region` or lies in it}
    static boolean isInside(@Nullable Node node, Parent region) {
        for (Node it = node; it != null; it = it.getParent()) {
            if (it.equals(region)) {
                return true;
            }
        }
        return false;
    }

    /// {@return the first in `region` that takes the focus, in depth}
    static @Nullable Node first(Parent region) {
        for (Node child : region.getChildrenUnmodifiable()) {
            if (!child.isVisible() || child.isDisabled()) {
                continue;
            }
            if (child.isFocusTraversable()) {
                return child;
            }
            Node inner = child instanceof Parent parent ? first(parent) : null;
            if (inner != null) {
                return inner;
            }
        }
        return region.isFocusTraversable() ? region : null;
    }
}
