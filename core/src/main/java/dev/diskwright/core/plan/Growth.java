package dev.diskwright.core.plan;

import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.table.PartitionType;
import java.util.ArrayList;
import java.util.List;

/// How the last partition and its file system come to fill a larger disk when the image first boots: by systemd-growfs
/// (systemd.mount(5), `x-systemd.growfs`) and systemd-repart (repart.d(5)).
final class Growth {
    private Growth() {}

    /// {@return index of the partition that can grow; -1 if the last one cannot} Only what is mounted grows, and of what we
    /// make, ext4 does while it is mounted.
    static int candidate(List<PartitionSpec> partitions) {
        int last = partitions.size() - 1;
        return last >= 0
                        && partitions.get(last).mount() != null
                        && partitions.get(last).filesystem() instanceof Filesystem.Ext4
                ? last
                : -1;
    }

    /// {@return the files by which systemd-repart lets a partition grow} Definitions meet partitions of the same type in their
    /// order, so those before it have theirs too, which change nothing.
    ///
    /// @param types of the partitions, with GUIDs where they grow
    static List<DerivedFile> repart(
            List<PartitionSpec> partitions, List<PartitionType> types, int growing) {
        var files = new ArrayList<DerivedFile>();
        PartitionType type = types.get(growing);
        for (int i = 0; i <= growing; i++) {
            if (type.gpt() != null && type.gpt().equals(types.get(i).gpt())) {
                String name = partitions.get(i).name().replaceAll("[^A-Za-z0-9_-]", "-");
                boolean grows = i == growing;
                String text =
                        """
                        # %s. Derived by Diskwright from the design.

                        [Partition]
                        Type=%s
                        %s
                        """
                                .formatted(
                                        grows
                                                ? "Grows to the end of the disk"
                                                : "Stays as it is, before the one that grows",
                                        type.gpt(),
                                        grows ? "GrowFileSystem=yes" : "Weight=0");
                files.add(
                        new DerivedFile(
                                "/etc/repart.d/%02d-%s.conf"
                                        .formatted(
                                                50 + files.size(),
                                                name.isEmpty() ? "partition" : name),
                                text,
                                grows ? "Growth of the partition" : "Order of the partitions",
                                DerivedFile.State.ADDED));
            }
        }
        return files;
    }
}
