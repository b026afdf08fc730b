package dev.diskwright.ui.layout;

import javafx.scene.layout.Region;

/// A piece of a role's surface: stripe, tint and pattern, as on a block but without words.
public final class RoleSwatch extends Region {
    private static final double STRIPE = 4;

    private final PatternPane pattern = new PatternPane(8);
    private final Region stripe = new Region();

    /// Shows `role`.
    public RoleSwatch(Role role) {
        getStyleClass().addAll("block", role.styleClass());
        stripe.getStyleClass().add("stripe");
        getChildren().addAll(pattern, stripe);
    }

    @Override
    protected void layoutChildren() {
        pattern.resizeRelocate(1, 1, Math.max(0, getWidth() - 2), Math.max(0, getHeight() - 2));
        stripe.resizeRelocate(0, 0, STRIPE, getHeight());
    }
}
