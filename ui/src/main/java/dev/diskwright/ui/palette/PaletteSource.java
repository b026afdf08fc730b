package dev.diskwright.ui.palette;

import java.util.List;

/// Where the palette takes things from, each time it opens.
@FunctionalInterface
public interface PaletteSource {
    /// {@return everything there is now}
    List<PaletteItem> items();
}
