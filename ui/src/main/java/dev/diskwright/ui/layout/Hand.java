package dev.diskwright.ui.layout;

import java.util.List;

/// What is in hand on the strip, as words and places.
///
/// @param kind of the gesture
/// @param index of the partition in hand; -1 for one that is not there yet
/// @param end whether its right edge is in hand, or its left one
/// @param trade whether the neighbour gives and takes
/// @param title of the bubble
/// @param rows numbers, the same that the plan has
/// @param wall why it goes no further; empty for nothing in the way
/// @param snap what it caught on; empty for nothing
/// @param typed what is typed so far
public record Hand(
        Kind kind,
        int index,
        boolean end,
        boolean trade,
        String title,
        List<Row> rows,
        String wall,
        String snap,
        String typed) {
    /// Copies the list.
    public Hand {
        rows = List.copyOf(rows);
    }

    /// A gesture.
    public enum Kind {
        /// An edge is dragged.
        RESIZE,
        /// An edge is moved by keys.
        KEYS,
        /// A block is carried to another place.
        MOVE,
        /// A new block is carried from the palette.
        NEW
    }

    /// A number with its name.
    public record Row(String label, String value) {}
}
