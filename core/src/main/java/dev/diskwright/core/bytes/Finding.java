package dev.diskwright.core.bytes;

/// One thing a checker found.
///
/// @param where the place, down to the field where there is one
/// @param sentence what is wrong there, and what would be right
public record Finding(Severity severity, Where where, String sentence) {
    /// How bad it is.
    public enum Severity {
        /// Data is lost or contradictory; other tools refuse the image or repair it.
        ERROR,
        /// Works, though against the specification or at the mercy of lenient readers.
        WARNING,
        /// Worth knowing.
        NOTE
    }

    /// {@return an error}
    public static Finding error(Where where, String sentence) {
        return new Finding(Severity.ERROR, where, sentence);
    }

    /// {@return a warning}
    public static Finding warning(Where where, String sentence) {
        return new Finding(Severity.WARNING, where, sentence);
    }

    /// {@return what an exception says, as an error}
    public static Finding of(ImageException fault) {
        return error(fault.where(), fault.problem());
    }

    @Override
    public String toString() {
        return where + ": " + sentence;
    }
}
