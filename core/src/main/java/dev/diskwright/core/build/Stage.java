package dev.diskwright.core.build;

/// One stage of a job.
///
/// @param id stable name: `check`, `sources`, `filesystem-2`, `table`, `write`, `flush`, `verify`
/// @param title in English, for terminals and reports: `File system root`
public record Stage(String id, String title) {
    /// How a stage stands.
    public enum State {
        /// Not begun.
        WAITS,
        /// At work.
        RUNNING,
        /// Done.
        PASSED,
        /// Done, with something to know.
        WARNED,
        /// Ended by a fault.
        FAILED,
        /// Left out.
        SKIPPED,
        /// Ended by the user.
        CANCELLED
    }
}
