package dev.diskwright.core.fs.fat;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.fs.fat.Inventory.Entry;
import dev.diskwright.core.fs.fat.Inventory.Folder;
import java.util.Arrays;

/// Gives clusters to directories and files, one behind the other, and places them in the volume: a directory first,
/// then all its files, then what is in its directories.
final class Allocation {
    private final Geometry geometry;
    private final FatParameters parameters;
    private final Composition.Builder volume;
    private int[] lastClusters = new int[64];
    private int chains;
    private long nextFree = 2;

    Allocation(
            Geometry geometry,
            FatParameters parameters,
            Inventory inventory,
            Composition.Builder volume) {
        this.geometry = geometry;
        this.parameters = parameters;
        this.volume = volume;
        Folder root = inventory.root();
        if (geometry.type() == FatType.FAT32) {
            long clusters = Inventory.slotClusters(root, geometry.clusterSize());
            long cluster = allocate(clusters);
            DirectoryBuilder slots = builder(clusters);
            label(slots, inventory);
            fill(root, slots, 0);
            volume.place(geometry.clusterOffset(cluster), BlockSource.of(slots.bytes()));
        } else {
            var slots = new DirectoryBuilder(geometry.rootEntries());
            label(slots, inventory);
            fill(root, slots, 0);
            volume.place(geometry.rootOffset(), BlockSource.of(slots.bytes()));
        }
    }

    /// {@return the last cluster of each chain, ascending}
    int[] lastClusters() {
        return Arrays.copyOf(lastClusters, chains);
    }

    /// {@return the first cluster behind all chains}
    long nextFree() {
        return nextFree;
    }

    private void label(DirectoryBuilder slots, Inventory inventory) {
        if (inventory.isLabelled()) {
            slots.addLabel(parameters.label(), parameters.timestamp());
        }
    }

    /// Allocates what is in a directory and fills its slots.
    ///
    /// @param self its first cluster, as the `..` of directories in it names it
    private void fill(Folder folder, DirectoryBuilder slots, long self) {
        long[] clusters = new long[folder.entries().size()];
        for (int i = 0; i < clusters.length; i++) {
            Entry entry = folder.entries().get(i);
            if (entry.node() instanceof RegularFile file && entry.size() > 0) {
                clusters[i] = allocate(Math.ceilDiv(entry.size(), (long) geometry.clusterSize()));
                volume.place(geometry.clusterOffset(clusters[i]), file.content());
            }
        }
        for (int i = 0; i < clusters.length; i++) {
            Folder below = folder.entries().get(i).folder();
            if (below != null) {
                clusters[i] = directory(below, self);
            }
        }
        for (int i = 0; i < clusters.length; i++) {
            Entry entry = folder.entries().get(i);
            Attributes attributes = entry.node().attributes();
            int kind = entry.folder() == null ? DirectoryEntry.ARCHIVE : DirectoryEntry.DIRECTORY;
            int readOnly = FatMode.isReadOnly(attributes.mode()) ? DirectoryEntry.READ_ONLY : 0;
            slots.add(
                    entry.name(),
                    entry.shortName(),
                    kind | readOnly,
                    attributes.seconds(),
                    attributes.nanos(),
                    clusters[i],
                    entry.size());
        }
    }

    private long directory(Folder folder, long parent) {
        long count = Inventory.slotClusters(folder, geometry.clusterSize());
        long cluster = allocate(count);
        DirectoryBuilder slots = builder(count);
        slots.addDots(cluster, parent, parameters.timestamp());
        fill(folder, slots, cluster);
        volume.place(geometry.clusterOffset(cluster), BlockSource.of(slots.bytes()));
        return cluster;
    }

    private DirectoryBuilder builder(long clusters) {
        return new DirectoryBuilder(clusters * geometry.clusterSize() / DirectoryEntry.SIZE);
    }

    private long allocate(long clusters) {
        long first = nextFree;
        nextFree += clusters;
        if (chains == lastClusters.length) {
            lastClusters = Arrays.copyOf(lastClusters, 2 * chains);
        }
        lastClusters[chains++] = Math.toIntExact(nextFree - 1);
        return first;
    }
}
