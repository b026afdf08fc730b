package dev.diskwright.ui.service;

import java.util.List;

/// Something the person has to decide before work goes on. Closing it without an answer does nothing.
///
/// @param title in a few words
/// @param text what hangs on it
/// @param choices the safest first
public record Question(String title, String text, List<Choice> choices) {
    /// Copies the list.
    public Question {
        choices = List.copyOf(choices);
    }

    /// An answer.
    ///
    /// @param id of its button
    /// @param label on its button
    /// @param kind how the button looks
    /// @param action what follows
    public record Choice(String id, String label, Kind kind, Runnable action) {}

    /// How an answer's button looks.
    public enum Kind {
        /// One among others.
        PLAIN,
        /// What most people want.
        DEFAULT,
        /// Loses something.
        DANGER,
        /// One of a list, which may be long.
        ROW
    }
}
