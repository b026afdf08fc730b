package dev.diskwright.ui.build;

/// A line of the log.
///
/// @param level how much it matters
/// @param time since the run began, for people
/// @param text what happened
public record LogLine(Level level, String time, String text) {
    /// How much a line matters.
    public enum Level {
        /// How a run began and ended.
        SUMMARY,
        /// A stage began or ended.
        STAGE,
        /// Everything else.
        DETAIL
    }

    @Override
    public String toString() {
        return time + "  " + text;
    }
}
