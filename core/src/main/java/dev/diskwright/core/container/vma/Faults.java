package dev.diskwright.core.container.vma;

import dev.diskwright.core.bytes.ImageException;

/// What becomes of a fault that does not keep from reading on: a reader throws it, a checker reports it.
@FunctionalInterface
interface Faults {
    /// Ends the reading.
    Faults THROW =
            fault -> {
                throw fault;
            };

    void found(ImageException fault) throws ImageException;
}
