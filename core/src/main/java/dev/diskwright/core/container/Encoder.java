package dev.diskwright.core.container;

import dev.diskwright.core.block.CopyPipeline;
import java.io.IOException;

/// Writes one container, fed by a [CopyPipeline] with the chunks of a disk that are not all zero. Never reads the disk
/// by itself; keeps tables in memory, no data. Zero runs inside a chunk are its own to find.
public interface Encoder extends CopyPipeline.Sink {
    /// {@return bytes that must come together, a power of two up to 2 MiB} Chunks are a multiple of it, the last one of
    /// the disk perhaps shorter.
    int unit();

    /// {@return whether what it writes has identifiers or times of its own}
    default boolean isIdentified() {
        return true;
    }

    /// Writes what remains after the last chunk, the header perhaps.
    ///
    /// @param identity where identifiers and times come from; means nothing if it is not [#isIdentified()]
    void finish(Identity identity) throws IOException, InterruptedException;
}
