package dev.diskwright.ui.notice;

import java.util.List;

/// Something the window tells without being asked.
///
/// @param id tells it from others; a newer notice with the same id takes its place
/// @param kind how bad it is
/// @param text one sentence
/// @param actions what can be done about it, the most likely first
public record Notice(String id, Kind kind, String text, List<Action> actions) {
    /// Copies the list.
    public Notice {
        actions = List.copyOf(actions);
    }

    /// How bad it is.
    public enum Kind {
        /// Something was done.
        DONE,
        /// Worth knowing.
        INFO,
        /// Needs an answer before work goes on safely.
        WARNING,
        /// Something failed.
        ERROR
    }

    /// A button of a notice. Pressing it also takes the notice away.
    ///
    /// @param id of its button
    /// @param label on its button
    /// @param run what it does
    public record Action(String id, String label, Runnable run) {}
}
