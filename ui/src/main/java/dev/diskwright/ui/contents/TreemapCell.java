package dev.diskwright.ui.contents;

import java.util.List;

/// A file or folder of the treemap.
///
/// @param path absolute within the partition; empty for what is too small to be named alone
/// @param size for people
/// @param bytes of it and all below it
/// @param folder whether it can be gone into
/// @param description for screen readers and the bubble
/// @param inside what is in a folder, largest first; only as much as may be drawn
public record TreemapCell(
        String path,
        String name,
        String size,
        long bytes,
        boolean folder,
        String description,
        List<TreemapCell> inside) {
    /// Copies the list.
    public TreemapCell {
        inside = List.copyOf(inside);
    }
}
