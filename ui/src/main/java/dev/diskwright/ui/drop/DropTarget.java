package dev.diskwright.ui.drop;

/// What something is dropped onto.
public sealed interface DropTarget {
    /// A partition with a file system.
    ///
    /// @param index in the explicit layout
    record Files(int index) implements DropTarget {}

    /// A partition without a file system.
    ///
    /// @param index in the explicit layout
    record Raw(int index) implements DropTarget {}

    /// Free space, or the gap between two partitions.
    ///
    /// @param index that a new partition gets in the explicit layout
    record Free(int index) implements DropTarget {}

    /// A disk without partitions.
    record EmptyDisk() implements DropTarget {}

    /// A folder of the image.
    ///
    /// @param path absolute in the image
    record Folder(String path) implements DropTarget {}

    /// The start screen, where no design need be open.
    record Start() implements DropTarget {}

    /// A screen that looks into images.
    record Viewer() implements DropTarget {}
}
