package dev.diskwright.core.plan;

/// A file that follows from the design and is not among its contents. It belongs to root, has mode 0644 and the time of
/// the design.
///
/// @param path absolute path in the image
/// @param text what is in it
/// @param reason what it is for, one clause
/// @param state whether the image gets it
public record DerivedFile(String path, String text, String reason, State state) {
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
        return new DerivedFile(path, text, reason, newState);
    }
}
