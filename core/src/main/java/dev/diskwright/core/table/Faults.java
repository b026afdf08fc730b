package dev.diskwright.core.table;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import java.util.function.Consumer;

/// What to do about a fault: a reader gives up, a checker notes it and goes on.
@FunctionalInterface
interface Faults {
    /// Throws every fault.
    Faults THROW =
            fault -> {
                throw fault;
            };

    void found(CorruptImageException fault) throws CorruptImageException;

    /// {@return faults as findings}
    static Faults to(Consumer<Finding> findings) {
        return fault -> findings.accept(Finding.of(fault));
    }
}
