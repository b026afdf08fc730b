package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Where;

/// What no squashfs can hold.
final class Limits {
    /// Bytes of a name.
    static final int NAME = 256;

    /// Bytes of a link's target.
    static final int TARGET = 65535;

    /// Different owners and groups.
    static final int IDS = 65535;

    private Limits() {}

    static DoesNotFitException exceeded(String found, String limit) {
        return new DoesNotFitException(Where.file("squashfs"), found, limit);
    }
}
