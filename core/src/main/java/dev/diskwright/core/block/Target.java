package dev.diskwright.core.block;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Where output goes: a file being written under another name, a device, memory. What is never written reads as zeros.
/// Encoders write in ascending order and come back at most for a header.
public interface Target {
    /// {@return the name the output will have, for formats that carry their own}
    String name();

    /// {@return whether several threads may write at once}
    default boolean isParallel() {
        return false;
    }

    /// Writes all of `bytes` at `offset`; the target grows as needed.
    ///
    /// @param offset in bytes
    void write(long offset, MemorySegment bytes) throws IOException;

    /// Sets the final size, in bytes; cuts or grows with a hole.
    void truncate(long size) throws IOException;

    /// {@return another output of the same job, beside this one, for formats of several files}
    ///
    /// @param name file name without directories
    Target companion(String name) throws IOException;
}
