package dev.diskwright.core.plan;

import dev.diskwright.core.design.PartitionSpec;
import java.util.List;

/// Which partition a path of the running system lies in.
public final class MountPoints {
    private MountPoints() {}

    /// {@return index of the partition whose mount point is the nearest above `path`; -1 if none is}
    ///
    /// @param partitions of an explicit layout
    /// @param path absolute path in the image
    public static int partitionOf(List<PartitionSpec> partitions, String path) {
        return ImageContents.partitionOf(partitions, path);
    }

    /// {@return the path within the partition that is mounted on `mount`}
    ///
    /// @param path absolute path in the image, at `mount` or below it
    public static String below(String mount, String path) {
        return ImageContents.below(mount, path);
    }
}
