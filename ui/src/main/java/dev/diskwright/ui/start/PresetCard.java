package dev.diskwright.ui.start;

import dev.diskwright.ui.layout.Role;
import java.util.List;

/// A ready layout to start from.
///
/// @param key as the document calls it
/// @param title in a few words
/// @param sentence what it is for
/// @param parts the drawing, left to right
public record PresetCard(String key, String title, String sentence, List<Part> parts) {
    /// A part of the drawing.
    ///
    /// @param role colour and pattern
    /// @param width share of the drawing, per cent
    public record Part(Role role, double width) {}
}
