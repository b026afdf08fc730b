package dev.diskwright.ui.edit;

import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.table.PartitionType;
import dev.diskwright.core.table.PartitionTypes;

/// What partitions are called.
public final class Titles {
    private Titles() {}

    /// {@return its name, else its label, else what it is}
    public static String of(PartitionSpec spec) {
        Filesystem files = spec.filesystem();
        return !spec.name().isEmpty()
                ? spec.name()
                : files != null && !files.label().isEmpty()
                        ? files.label()
                        : PartitionTypes.parse(spec.type())
                                .map(PartitionType::description)
                                .orElse(spec.type());
    }

    /// {@return its name, else its label, else what it is}
    public static String of(Segment.Partition partition) {
        return of(partition.spec());
    }
}
