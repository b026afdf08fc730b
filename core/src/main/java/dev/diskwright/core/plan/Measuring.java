package dev.diskwright.core.plan;

import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.design.Filesystem;

/// Tells what trees ask of volumes: by looking at them, or by what is known.
interface Measuring {
    /// {@return what `tree` asks of a volume}
    ///
    /// @param number of the partition
    /// @throws IllegalArgumentException for what the format cannot be made with; a sentence for the person
    Measured measure(Volumes formats, Filesystem.Formatted filesystem, int number, FileTree tree);
}
