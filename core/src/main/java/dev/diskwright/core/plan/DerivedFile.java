package dev.diskwright.core.plan;

/// A file that follows from the design and is not among its contents. It belongs to root and has the time of the
/// design.
///
/// @param path absolute path in the image
/// @param text what is in it
/// @param mode permission bits
/// @param reason what it is for, one clause
/// @param state whether the image gets it
public record DerivedFile(String path, String text, int mode, String reason, State state) {
    /// A file that everyone may read and root may write.
    public DerivedFile(String path, String text, String reason, State state) {
        this(path, text, 0644, reason, state);
    }

    /// Whether an image gets a derived file.
    public enum State {
        /// It does.
        ADDED,
        /// The design leaves it out.
        LEFT_OUT,
        /// The contents bring a file of their own in its place.
        REPLACED,
        /// There is no place for it.
        REFUSED
    }

    /// {@return the same in another state}
    DerivedFile in(State newState) {
        return new DerivedFile(path, text, mode, reason, newState);
    }
}
