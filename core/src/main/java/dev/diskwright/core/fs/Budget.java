package dev.diskwright.core.fs;

import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;

/// How much memory what is read of a volume may take. Metadata that is packed well unpacks to a thousand times its size,
/// so a small volume may tell of more files than memory holds.
public final class Budget {
    private static final long BASE = 96 << 20; // bytes
    private static final int PER_BYTE = 12; // of the volume: real ones have files that take more

    private long left;

    /// @param size of the volume, in bytes
    public Budget(long size) {
        left = BASE + size * PER_BYTE;
    }

    /// Counts some bytes.
    ///
    /// @throws UnsupportedImageException if they are too many
    public void take(Where where, long bytes) throws UnsupportedImageException {
        left -= bytes;
        if (left < 0) {
            throw new UnsupportedImageException(
                    where, "metadata that unpacks to far more than the volume's size");
        }
    }
}
