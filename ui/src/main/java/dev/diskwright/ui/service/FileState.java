package dev.diskwright.ui.service;

import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// What tells whether a file is still the one that was read.
///
/// @param exists whether it is there
/// @param size in bytes
/// @param modified when it was written last
/// @param key the host's name for the file itself, which changes when another file takes its place; null where the
///     host has none
/// @param writable whether the person may write it
public record FileState(
        boolean exists,
        long size,
        @Nullable FileTime modified,
        @Nullable Object key,
        boolean writable) {
    /// A file that is not there.
    public static final FileState MISSING = new FileState(false, 0, null, null, true);

    /// {@return whether nobody has written it in between}
    public boolean isSameAs(FileState other) {
        return new FileState(exists, size, modified, key, true)
                .equals(new FileState(other.exists, other.size, other.modified, other.key, true));
    }
}
