package dev.diskwright.ui.outline;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.layout.Role;
import org.jspecify.annotations.Nullable;

/// A line of the outline.
///
/// @param target what is selected with it; null for a hint, or for what heads entries that no partition takes
/// @param depth how far it is moved in: 0 for the disk
/// @param text what it is called
/// @param detail what else there is to say, may be empty
/// @param role colour of a partition; null otherwise
/// @param icon name of an icon; empty for none
/// @param fold whether lines below it belong to it
/// @param problem worst kind of problem it has; empty for none
/// @param help what is wrong, in a sentence; empty for nothing
public record OutlineRow(
        @Nullable Selected target,
        int depth,
        String text,
        String detail,
        @Nullable Role role,
        String icon,
        Fold fold,
        String problem,
        String help) {
    /// Whether lines below a line belong to it.
    public enum Fold {
        /// There cannot be any.
        NONE,
        /// They are shown.
        OPEN,
        /// They are not shown.
        CLOSED
    }

    /// {@return whether it is there to be read only}
    public boolean isHint() {
        return target == null && fold == Fold.NONE;
    }

    /// {@return the same as screen readers say it}
    public String spoken() {
        return detail.isEmpty() ? text : text + ", " + detail;
    }
}
