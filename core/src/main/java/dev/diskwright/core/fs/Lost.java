package dev.diskwright.core.fs;

import dev.diskwright.core.bytes.Finding;
import java.util.List;

/// What a file system does not keep of the files that are put into it, in brief.
///
/// @param files how many files and directories lose something
/// @param first the first of what is lost
public record Lost(long files, List<Finding> first) {
    /// Everything is kept.
    public static final Lost NOTHING = new Lost(0, List.of());

    /// Copies the list.
    public Lost {
        first = List.copyOf(first);
    }
}
