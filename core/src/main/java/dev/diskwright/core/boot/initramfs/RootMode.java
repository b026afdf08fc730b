package dev.diskwright.core.boot.initramfs;

/// What the running system gets for its root.
public enum RootMode {
    /// The file system on the disk.
    DISK,
    /// The file system on the disk, read only, with changes kept in memory.
    OVERLAY,
    /// A copy in memory of what is on the disk.
    MEMORY
}
