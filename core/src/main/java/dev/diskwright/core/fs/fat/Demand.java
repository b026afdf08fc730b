package dev.diskwright.core.fs.fat;

import java.util.HashMap;
import java.util.Map;

/// What a tree asks of a FAT file system, counted once for every size of cluster.
///
/// @param rootSlots slots of the root directory, with the label's
/// @param below clusters of everything below the root directory, by cluster size
/// @param root clusters of the root directory where it is a chain, by cluster size
record Demand(long rootSlots, Map<Integer, Long> below, Map<Integer, Long> root) {
    /// {@return the demand of a tree for the cluster sizes that the parameters allow}
    static Demand of(Inventory inventory, FatParameters parameters) {
        Map<Integer, Long> below = new HashMap<>();
        Map<Integer, Long> root = new HashMap<>();
        int first = parameters.clusterSize().orElse(parameters.sectorSize());
        int last = parameters.clusterSize().orElse(GeometryChoice.LARGEST_CLUSTER);
        for (int it = first; it <= last; it *= 2) {
            long files = inventory.clusters(it, FatType.FAT16);
            below.put(it, files);
            root.put(it, Inventory.slotClusters(inventory.root(), it));
        }
        return new Demand(inventory.rootSlots(), Map.copyOf(below), Map.copyOf(root));
    }

    /// {@return clusters of this size that the tree takes}
    long clusters(int clusterSize, FatType type) {
        return below.getOrDefault(clusterSize, 0L)
                + (type == FatType.FAT32 ? root.getOrDefault(clusterSize, 0L) : 0);
    }
}
