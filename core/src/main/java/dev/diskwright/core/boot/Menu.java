package dev.diskwright.core.boot;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a boot loader offers.
///
/// @param entries one or more, in the order of the menu
/// @param defaultId the entry that is started when nobody chooses
/// @param timeout how long the menu waits, in seconds; 0 starts the default at once, null waits for ever
/// @param serial whether the menu also shows on the first serial port, with 115200 baud, where a BIOS does not do that
public record Menu(
        List<MenuEntry> entries, String defaultId, @Nullable Integer timeout, boolean serial) {
    /// Longest time to wait, in seconds.
    public static final int MAX_TIMEOUT = 3599;

    /// Refuses a menu without entries, with two of one id, or whose default is none of them.
    public Menu {
        entries = List.copyOf(entries);
        var ids = new HashSet<String>();
        for (MenuEntry entry : entries) {
            if (!ids.add(entry.id())) {
                throw new IllegalArgumentException("two entries named " + entry.id());
            }
        }
        if (!ids.contains(defaultId)) {
            throw new IllegalArgumentException("no entry is named " + defaultId);
        }
        if (timeout != null && (timeout < 0 || timeout > MAX_TIMEOUT)) {
            throw new IllegalArgumentException("a timeout of " + timeout + " s");
        }
    }

    /// {@return the index of the default}
    public int defaultIndex() {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).id().equals(defaultId)) {
                return i;
            }
        }
        throw new IllegalStateException(defaultId);
    }
}
