package dev.diskwright.core.design;

/// Which disk the machine's first drive is.
public enum VmDiskImage {
    /// The one that the design describes.
    DEFAULT
}
