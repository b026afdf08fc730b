package dev.diskwright.core.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The menu of a boot loader that has one.
///
/// @param title of the entry that the design's own kernel makes; null is the design's name
/// @param timeout how long the menu waits, in seconds; 0 starts the default at once, null waits for ever
/// @param defaultEntry title of the entry that is started when nobody chooses; null is the design's own
/// @param entries further entries
public record BootMenu(
        @Default("null") @Explain("Title of the first entry; the design's name if left out.")
                @Nullable String title,
        @Default("3") @Explain("Seconds to wait; 0 starts at once, null waits for ever.") @OrNull
                @Nullable Integer timeout,
        @Default("null") @Explain("Title of the entry started by itself; the first if left out.")
                @Nullable String defaultEntry,
        @Default("[]") @Explain("Further entries, in order.") List<BootEntry> entries) {
    /// Longest time to wait, in seconds.
    public static final int MAX_TIMEOUT = 3599;

    /// Copies the list.
    public BootMenu {
        entries = List.copyOf(entries);
    }

    /// {@return the same with another title of the first entry; null is the design's name}
    public BootMenu withTitle(@Nullable String newTitle) {
        return new BootMenu(newTitle, timeout, defaultEntry, entries);
    }

    /// {@return the same with another time to wait; null is for ever}
    public BootMenu withTimeout(@Nullable Integer newTimeout) {
        return new BootMenu(title, newTimeout, defaultEntry, entries);
    }

    /// {@return the same with another default; null is the first}
    public BootMenu withDefaultEntry(@Nullable String newDefault) {
        return new BootMenu(title, timeout, newDefault, entries);
    }

    /// {@return the same with other further entries}
    public BootMenu withEntries(List<BootEntry> newEntries) {
        return new BootMenu(title, timeout, defaultEntry, newEntries);
    }
}
