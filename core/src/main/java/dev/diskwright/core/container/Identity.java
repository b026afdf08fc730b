package dev.diskwright.core.container;

import dev.diskwright.core.bytes.Guids;
import java.time.Instant;
import java.util.UUID;

/// Where the identifiers and times of a container come from, so that equal disks give equal files.
///
/// @param seed the design's, or the fingerprint of the disk
/// @param time the design's, or 1970
public record Identity(String seed, Instant time) {
    /// {@return the identifier of that role}
    public UUID uuid(String role) {
        return Guids.derive(seed, role);
    }

    /// {@return 32 bits for that role, never 0}
    public long u32(String role) {
        return Guids.derive32(seed, role);
    }
}
