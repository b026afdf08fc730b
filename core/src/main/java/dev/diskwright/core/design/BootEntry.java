package dev.diskwright.core.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A further entry of a boot menu.
///
/// @param title what the menu shows, one line
/// @param kernel null is the design's kernel; a path like that of [Boot#kernel()]
/// @param initrd null are the design's initial RAM disks
/// @param cmdline words added to those of the design
public record BootEntry(
        @Explain("What the menu shows.") String title,
        @Default("null") @Explain("Other kernel than the design's.") @Nullable String kernel,
        @Default("null") @Explain("Other initial RAM disks than the design's.")
                @Nullable List<String> initrd,
        @Default("[]") @Explain("Words to add to the design's command line.")
                List<String> cmdline) {
    /// Copies the lists.
    public BootEntry {
        initrd = initrd == null ? null : List.copyOf(initrd);
        cmdline = List.copyOf(cmdline);
    }
}
