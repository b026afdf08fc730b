package dev.diskwright.ui.gesture;

import dev.diskwright.core.bytes.Units;

/// What a new partition is for.
public enum Purpose {
    /// EFI system partition.
    ESP("esp", 512 * Units.MIB, 33 * Units.MIB),
    /// Kernels and boot entries.
    BOOT("boot", Units.GIB, 33 * Units.MIB),
    /// Root file system.
    ROOT("root", 4 * Units.GIB, 64 * Units.MIB),
    /// Other files.
    DATA("data", Units.GIB, 4 * Units.MIB),
    /// Swap space.
    SWAP("swap", Units.GIB, Units.MIB),
    /// Boot code or bytes of one's own.
    RAW("raw", Units.MIB, Units.MIB),
    /// Hashes that vouch for a root file system.
    VERITY("verity", 64 * Units.MIB, Units.MIB);

    private final String id;
    private final long size;
    private final long least;

    Purpose(String id, long size, long least) {
        this.id = id;
        this.size = size;
        this.least = least;
    }

    /// {@return stable name, also of the partition that is made}
    public String id() {
        return id;
    }

    /// {@return usual size in bytes}
    public long size() {
        return size;
    }

    /// {@return size below which it is of no use, in bytes}
    long least() {
        return least;
    }
}
