package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.Target;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Where the files of a package go.
interface Shelf {
    /// Makes room for the descriptor and the manifest, which are written last. Called first.
    ///
    /// @param descriptor its length in bytes
    /// @param manifest its length in bytes
    void reserve(int descriptor, int manifest) throws IOException;

    /// {@return where the next disk's file goes, from its beginning to its end}
    Target begin(String name) throws IOException;

    /// The file begun has `size` bytes.
    void end(long size) throws IOException;

    /// Writes the two, and what else is missing.
    void finish(MemorySegment descriptor, MemorySegment manifest) throws IOException;
}
