package dev.diskwright.core.bytes;

/// The bytes contradict their format.
public final class CorruptImageException extends ImageException {
    /// @param found what is there, in the format's own terms
    /// @param expected what the format asks for
    public CorruptImageException(Where where, String found, String expected) {
        super(where, "found %s, expected %s".formatted(found, expected));
    }

    /// The same, for a fault that another library reports in its own words.
    public CorruptImageException(Where where, String found, String expected, Throwable cause) {
        super(where, "found %s, expected %s".formatted(found, expected), cause);
    }
}
