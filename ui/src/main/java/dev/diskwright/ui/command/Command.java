package dev.diskwright.ui.command;

import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.value.ObservableValue;

/// Something the person can do, wherever it is offered: menu, toolbar, palette, key.
///
/// @param id stable name
/// @param group the menu and the part of the shortcut sheet it stands in
/// @param section number of its section within the group; a line parts sections in a menu
/// @param scope where its key works
/// @param title what the menu says
/// @param key in the form of a key combination, `Shortcut+S`; empty for none; changes when the person rebinds it
/// @param defaultKey its key before anyone rebound it
/// @param icon name of an icon; empty for none
/// @param reason why it cannot be done now; empty if it can
/// @param action what it does
public record Command(
        String id,
        Group group,
        int section,
        Scope scope,
        ObservableValue<String> title,
        ReadOnlyStringProperty key,
        String defaultKey,
        String icon,
        ObservableValue<String> reason,
        Runnable action) {
    /// The menus, in their order. Their titles are `menu.<name>`.
    public enum Group {
        /// The document.
        FILE,
        /// Steps, and what is added and removed.
        EDIT,
        /// What is done with a block of the strip.
        PARTITION,
        /// What is done with the virtual machine.
        MACHINE,
        /// Screens and panes.
        VIEW,
        /// Building.
        BUILD,
        /// Finding things out.
        HELP;

        /// {@return its name in the texts}
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Where a key works.
    public enum Scope {
        /// Wherever the focus is.
        WINDOW,
        /// While the strip or its table has the focus; single letters are fine here.
        STRIP,
        /// While the picture of the network or its table has the focus; single letters are fine here too.
        NETWORK;

        /// {@return whether a key that works here and one that works there could mean two things at once}
        public boolean meets(Scope other) {
            return this == other || this == WINDOW || other == WINDOW;
        }
    }

    /// {@return whether it can be done now}
    public boolean isAvailable() {
        return reason.getValue().isEmpty();
    }

    /// {@return whether its key is not the one it came with}
    public boolean isRebound() {
        return !key.get().equals(defaultKey);
    }
}
