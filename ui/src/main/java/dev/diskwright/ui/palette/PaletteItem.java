package dev.diskwright.ui.palette;

/// Something the palette offers.
///
/// @param kind what it is: `command`, `object`, `setting`, `problem`, `recent` or `edit`
/// @param title what is searched and shown first
/// @param detail what else there is to say; may be empty
/// @param key of a command, for people; may be empty
/// @param reason why it cannot be done now; empty if it can
/// @param icon name of an icon
/// @param action what Enter does
public record PaletteItem(
        Kind kind,
        String title,
        String detail,
        String key,
        String reason,
        String icon,
        Runnable action) {
    /// What the palette finds. Earlier kinds come first where two fit equally well.
    public enum Kind {
        /// A change of the design in words.
        EDIT,
        /// Something to do.
        COMMAND,
        /// The disk, a partition, a content.
        OBJECT,
        /// A value of a setting.
        SETTING,
        /// Something wrong.
        PROBLEM,
        /// A design used before.
        RECENT
    }

    /// {@return whether Enter does anything}
    public boolean isAvailable() {
        return reason.isEmpty();
    }
}
