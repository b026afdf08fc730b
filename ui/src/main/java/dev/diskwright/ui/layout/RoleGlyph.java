package dev.diskwright.ui.layout;

import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// A small picture of what a partition is for, in the colour of its role. The style sheet has the shapes.
public final class RoleGlyph extends Region {
    /// Shows nothing at first.
    public RoleGlyph() {
        show(null);
        setMouseTransparent(true);
    }

    /// Shows `role`; nothing for null.
    public void show(@Nullable Role role) {
        getStyleClass().setAll("role-glyph", role == null ? "role-none" : role.styleClass());
    }

    /// Shows what several partitions with different roles have in common: that they are partitions.
    public void showMixed() {
        getStyleClass().setAll("role-glyph", "role-mixed");
    }
}
