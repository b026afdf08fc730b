package dev.diskwright.core.content;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.ImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads file systems and disks as trees; what they look like this room does not know.
@FunctionalInterface
public interface Images {
    /// No file is an image.
    Images NONE = (_, _, _, _) -> Optional.empty();

    /// {@return the files of a file system; empty if none is recognised, and no partition was asked for} Contents are read
    /// when used, from `file`.
    ///
    /// @param path of the file, beside which other files may lie that a disk image refers to
    /// @param name what the user calls the file
    /// @param partition number of a partition of the disk in the file; 0 for the whole disk, null for a file system that
    ///     fills the file or the disk
    /// @throws ImageException if it is damaged, or has no such partition, or several and none is asked for
    Optional<FileTree> read(Path path, String name, BlockSource file, @Nullable Integer partition)
            throws IOException;
}
