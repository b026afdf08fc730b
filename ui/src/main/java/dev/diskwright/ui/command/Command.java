package dev.diskwright.ui.command;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.value.ObservableValue;

/// Something the person can do, wherever it is offered: menu, toolbar, palette, key.
///
/// @param id stable name
/// @param scope where its key works
/// @param title what the menu says
/// @param key in the form of a key combination, `Shortcut+S`; empty for none; changes when the person rebinds it
/// @param defaultKey its key before anyone rebound it
/// @param icon name of an icon; empty for none
/// @param reason why it cannot be done now; empty if it can
/// @param action what it does
public record Command(
        String id,
        Scope scope,
        ObservableValue<String> title,
        ReadOnlyStringProperty key,
        String defaultKey,
        String icon,
        ObservableValue<String> reason,
        Runnable action) {
    /// Where a key works.
    public enum Scope {
        /// Wherever the focus is.
        WINDOW,
        /// While the strip or its table has the focus; single letters are fine here.
        STRIP
    }

    /// {@return whether it can be done now}
    public boolean isAvailable() {
        return reason.getValue().isEmpty();
    }
}
