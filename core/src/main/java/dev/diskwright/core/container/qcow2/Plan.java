package dev.diskwright.core.container.qcow2;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is to be done with the clusters of one chunk: made by any thread, carried out in the order of the disk.
final class Plan {
    /// What becomes of a cluster.
    enum Kind {
        /// Nothing: it is zero, or as in the backing file.
        NONE,
        /// An entry without a cluster says that it, or parts of it, are zero.
        ZERO,
        /// A cluster is mapped, and stays a hole.
        MAPPED,
        /// It is written as it is.
        STANDARD,
        /// It is written compressed.
        COMPRESSED
    }

    final MemorySegment data;
    final Kind[] kinds;
    final long[] bitmaps;
    final int[] lengths; // of compressed clusters, which follow each other in `compressed`
    final byte @Nullable [] compressed;

    Plan(MemorySegment data, int clusters, byte @Nullable [] compressed) {
        this.data = data;
        this.compressed = compressed;
        kinds = new Kind[clusters];
        bitmaps = new long[clusters];
        lengths = new int[clusters];
    }

    /// {@return the compressed clusters}
    byte[] compressed() {
        return Objects.requireNonNull(compressed);
    }
}
