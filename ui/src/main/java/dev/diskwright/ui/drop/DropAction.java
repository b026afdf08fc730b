package dev.diskwright.ui.drop;

/// What can be done with what was dropped.
public enum DropAction {
    /// Makes it the only content of a partition that has others.
    REPLACE,
    /// Makes it the content of a partition that has none.
    FILL,
    /// Adds it below a folder that can be changed at once.
    ADD_UNDER,
    /// Adds it as a file.
    ADD_FILE,
    /// Makes a partition that fits it.
    NEW_PARTITION,
    /// Makes it the root file system of a new disk.
    NEW_DISK,
    /// Makes a design around it.
    NEW_DESIGN,
    /// Lets a partition have its bytes.
    USE_IMAGE,
    /// Makes a partition of its bytes.
    NEW_IMAGE_PARTITION,
    /// Lets a partition have those of one partition in it.
    TAKE_PARTITION,
    /// Makes a design that looks like it.
    IMPORT_LAYOUT,
    /// Looks into it, and leaves the design alone.
    INSPECT,
    /// Boots it.
    USE_KERNEL,
    /// Gives it to the kernel as initial RAM disk.
    USE_INITRD,
    /// Opens it.
    OPEN_DESIGN
}
