package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;

/// Is told of every range of the file that something uses.
@FunctionalInterface
interface Referrer {
    /// @param place what refers to it
    /// @param offset in the file, in bytes
    /// @param length in bytes
    void refer(Where place, long offset, long length, References.Kind kind) throws ImageException;
}
