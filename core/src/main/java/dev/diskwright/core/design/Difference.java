package dev.diskwright.core.design;

/// One thing in which two designs differ.
///
/// @param kind what became of it
/// @param subject what it belongs to
/// @param path JSON pointer of the value, in the later design; of what was removed, in the earlier one
/// @param field key of the value, as the document calls it; empty if all of the subject was added, removed or moved
/// @param before the value in the earlier design as the document writes it; empty for none
/// @param after the value in the later design; empty for none
public record Difference(
        Kind kind, Subject subject, String path, String field, String before, String after) {
    /// What became of something.
    public enum Kind {
        /// It is only in the later design.
        ADDED,
        /// It is only in the earlier design.
        REMOVED,
        /// It is in both, not the same.
        CHANGED,
        /// It is in both, in another place among its like.
        MOVED
    }

    /// What a difference belongs to.
    public sealed interface Subject {
        /// The design as a whole.
        record Whole() implements Subject {}

        /// A part of the design that is there once.
        ///
        /// @param key as the document calls it: `disk`, `layout`, `boot`, `reproducible`
        record Part(String key) implements Subject {}

        /// A partition.
        ///
        /// @param name may be empty
        /// @param position in the list, from 1
        record Partition(String name, int position) implements Subject {}

        /// An entry of the contents.
        ///
        /// @param source path of what goes into the image
        record Entry(String source) implements Subject {}
    }
}
