package dev.diskwright.ui.outline;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.layout.Role;
import org.jspecify.annotations.Nullable;

/// A line of the outline.
///
/// @param target what is selected with it; null for a heading
/// @param text what it is called
/// @param detail what else there is to say, may be empty
/// @param role colour of a partition; null otherwise
/// @param icon name of an icon; empty for none
/// @param problem worst kind of problem it has; empty for none
public record OutlineRow(
        @Nullable Selected target,
        String text,
        String detail,
        @Nullable Role role,
        String icon,
        String problem) {
    /// {@return whether it heads the rows below it}
    public boolean isHeading() {
        return target == null;
    }
}
