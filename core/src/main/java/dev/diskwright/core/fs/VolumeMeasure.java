package dev.diskwright.core.fs;

/// What the files of a tree ask of the size of a volume. Knows the answer for every size without looking at the tree
/// again. Immutable.
public interface VolumeMeasure {
    /// {@return the smallest size that holds the tree, in bytes}
    long minimumSize();

    /// {@return the format's own distinction that a volume of `size` bytes would have, `FAT32`; empty if the format has
    /// none, or if the tree does not fit}
    String variant(long size);
}
