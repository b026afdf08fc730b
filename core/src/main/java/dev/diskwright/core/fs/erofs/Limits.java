package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Where;

/// What no EROFS can hold.
final class Limits {
    /// Bytes of a name.
    static final int NAME = 255;

    /// Bytes of a link's target; kernels follow no longer ones.
    static final int TARGET = 4095;

    /// Bytes of a label.
    static final int LABEL = 16;

    private Limits() {}

    static DoesNotFitException exceeded(String found, String limit) {
        return new DoesNotFitException(Where.file("EROFS"), found, limit);
    }
}
