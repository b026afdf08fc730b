package dev.diskwright.ui.shell;

import javafx.beans.value.ObservableValue;

/// Something the person can do, wherever it is offered: menu, toolbar, key.
///
/// @param id stable name
/// @param title what the menu says
/// @param key in the form of a key combination, `Shortcut+S`; empty for none
/// @param icon name of an icon; empty for none
/// @param reason why it cannot be done now; empty if it can
/// @param action what it does
public record Command(
        String id,
        ObservableValue<String> title,
        String key,
        String icon,
        ObservableValue<String> reason,
        Runnable action) {
    /// {@return whether it can be done now}
    public boolean isAvailable() {
        return reason.getValue().isEmpty();
    }
}
