package dev.diskwright.ui.document;

/// What is selected, the same for strip, table, outline and inspector.
public sealed interface Selected {
    /// The disk as a whole.
    Selected DISK = new Disk();

    /// The disk as a whole.
    record Disk() implements Selected {}

    /// A partition.
    ///
    /// @param index in the list of the explicit layout
    record Partition(int index) implements Selected {}

    /// Free space.
    ///
    /// @param number among the free stretches, from 0, in disk order
    record Free(int number) implements Selected {}

    /// What a table takes, or alignment leaves over.
    ///
    /// @param number among the structures, from 0, in disk order
    record Structure(int number) implements Selected {}

    /// One entry of the contents.
    record Entry(int index) implements Selected {}
}
