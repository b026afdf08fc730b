package dev.diskwright.ui.drop;

import javafx.geometry.Bounds;

/// A place in the window that takes drops.
///
/// @param target what it stands for
/// @param bounds where it is, in the coordinates of the node that was asked
public record DropSite(DropTarget target, Bounds bounds) {
    /// Tells which sites a node has.
    @FunctionalInterface
    public interface Finder {
        /// {@return the site at a point of the node; null for none}
        @org.jspecify.annotations.Nullable
        DropSite at(double x, double y);
    }
}
