package dev.diskwright.core.design;

/// Which partition table a disk has.
public enum TableKind {
    /// GUID partition table.
    GPT,
    /// DOS partition table.
    MBR,
    /// GPT whose first partitions the MBR repeats.
    HYBRID,
    /// None: one file system on the bare disk.
    NONE
}
