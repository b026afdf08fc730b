package dev.diskwright.core.bytes;

/// The bytes are fine; the feature they use is one this program lacks.
public final class UnsupportedImageException extends ImageException {
    /// @param feature the specification's name of what is not supported
    public UnsupportedImageException(Where where, String feature) {
        super(where, feature + " is not supported");
    }
}
