package dev.diskwright.core.plan;

import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.table.PartitionType;
import dev.diskwright.core.table.PartitionTypes;
import java.util.ArrayList;
import java.util.List;

/// Marks the partition that a loader's code in the first sector looks for: the active one of an MBR, the one with
/// attribute `legacy-boot` of a GPT.
final class StartedPartition {
    private StartedPartition() {}

    /// {@return the explicit layout with the mark that its loader needs, unless the design sets one itself}
    static Layout mark(Design design, Layout layout) {
        if (design.boot().effectiveBios() != Boot.Bios.SYSLINUX
                || layout.table() == TableKind.NONE) {
            return layout;
        }
        String flag = layout.table() == TableKind.MBR ? "active" : "legacy-boot";
        boolean marked =
                layout.partitions().stream()
                        .anyMatch(it ->
                                it.flags().contains(flag)
                                        || layout.table() == TableKind.MBR
                                                && it.flags().contains("boot"));
        int home = home(layout.partitions());
        if (marked || home < 0) {
            return layout;
        }
        var partitions = new ArrayList<>(layout.partitions());
        PartitionSpec it = partitions.get(home);
        var flags = new ArrayList<>(it.flags());
        flags.add(flag);
        partitions.set(home, it.withFlags(flags));
        return layout.withPartitions(partitions);
    }

    /// The same place as [MenuLoaders#syslinuxHome] finds.
    private static int home(List<PartitionSpec> partitions) {
        int system = ImageContents.partitionOf(partitions, "/boot/syslinux");
        if (system >= 0 && !"squashfs".equals(type(partitions.get(system)))) {
            return system;
        }
        for (int i = 0; i < partitions.size(); i++) {
            boolean esp =
                    PartitionTypes.parse(partitions.get(i).type())
                            .map(PartitionType::name)
                            .filter("esp"::equals)
                            .isPresent();
            if (esp && type(partitions.get(i)).equals("vfat")) {
                return i;
            }
        }
        return -1;
    }

    private static String type(PartitionSpec it) {
        return it.filesystem() == null ? "" : it.filesystem().type();
    }
}
