package dev.diskwright.core.fs;

import dev.diskwright.core.bytes.ImageException;
import java.util.List;

/// The files that a file system cannot hold, in brief.
///
/// @param files how many files and directories
/// @param first why it does not hold the first of them, each with its path
public record Refused(long files, List<ImageException> first) {
    /// It holds everything.
    public static final Refused NOTHING = new Refused(0, List.of());

    /// Copies the list.
    public Refused {
        first = List.copyOf(first);
    }
}
