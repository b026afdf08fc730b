package dev.diskwright.core.fs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.content.FileTree;

/// Makes a file system of one kind with one set of parameters. The layout is complete before a byte is read: metadata
/// is computed, file data refers to the tree's contents.
public interface VolumeWriter {
    /// {@return the smallest size that holds `tree`, in bytes}
    ///
    /// @throws ImageException if no size would, for instance because of a name
    default long minimumSize(FileTree tree) throws ImageException {
        return measure(tree).minimumSize();
    }

    /// {@return what `tree` asks of the volume's size}
    ///
    /// @throws ImageException if no size would do, for instance because of a name
    VolumeMeasure measure(FileTree tree) throws ImageException;

    /// {@return the file system that holds `tree` in `size` bytes}
    ///
    /// @throws dev.diskwright.core.bytes.DoesNotFitException if `size` is too small, saying by how much
    /// @throws ImageException if the format cannot hold something, saying what
    BlockSource write(FileTree tree, long size) throws ImageException;
}
