package dev.diskwright.ui.layout;

/// The patterns that tell roles apart without colour.
public enum Pattern {
    /// None.
    PLAIN,
    /// Lines rising to the right.
    RISING,
    /// Lines falling to the right.
    FALLING,
    /// Both.
    CROSS,
    /// Dots in rows.
    DOTS,
    /// Horizontal lines.
    HORIZONTAL,
    /// Vertical lines.
    VERTICAL,
    /// Angles.
    CHEVRONS
}
