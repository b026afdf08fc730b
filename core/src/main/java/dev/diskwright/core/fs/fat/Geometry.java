package dev.diskwright.core.fs.fat;

import dev.diskwright.core.bytes.Units;
import java.util.Optional;

/// Where the parts of a new file system lie, in sectors. With a given number of clusters everything before them has a
/// fixed size that grows with that number, so a smallest size and a largest number of clusters always exist.
///
/// @param rootEntries slots of the root directory, 0 on FAT32
/// @param fatSectors of each of the two FATs
/// @param totalSectors at most what there is; less where one more cluster would fit but not its FAT entry
record Geometry(
        FatType type,
        int sectorSize,
        int clusterSize,
        int rootEntries,
        int reservedSectors,
        long fatSectors,
        long clusters,
        long totalSectors) {
    /// What a boot sector can count.
    static final long MOST_SECTORS = 0xffff_ffffL;

    private static final int FAT32_RESERVED = 32;
    private static final int DATA_ALIGNMENT = 4096;

    /// {@return the geometry that fills `sectors`; empty if they are too few or too many for this type and cluster size}
    static Optional<Geometry> filling(
            FatType type, int sectorSize, int clusterSize, int rootEntries, long sectors) {
        long usable = Math.min(sectors, MOST_SECTORS);
        if (sectors - usable >= clusterSize / sectorSize) {
            return Optional.empty();
        }
        var least = of(type, sectorSize, clusterSize, rootEntries, type.fewestWritten());
        var beyond = of(type, sectorSize, clusterSize, rootEntries, type.mostWritten() + 1);
        if (least.totalSectors > usable || beyond.totalSectors <= usable) {
            return Optional.empty();
        }
        long fits = type.fewestWritten();
        long tooMany = type.mostWritten() + 1;
        while (tooMany - fits > 1) {
            long middle = (fits + tooMany) >>> 1;
            if (of(type, sectorSize, clusterSize, rootEntries, middle).totalSectors <= usable) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        Geometry exact = of(type, sectorSize, clusterSize, rootEntries, fits);
        long partOfACluster = clusterSize / sectorSize - 1L;
        return Optional.of(exact.withTotal(Math.min(usable, exact.totalSectors + partOfACluster)));
    }

    /// {@return the smallest geometry with so many clusters}
    static Geometry of(
            FatType type, int sectorSize, int clusterSize, int rootEntries, long clusters) {
        long fatSectors = Math.ceilDiv(type.bytes(clusters + 2), (long) sectorSize);
        int reserved = 1;
        if (type == FatType.FAT32) {
            int step = DATA_ALIGNMENT / sectorSize;
            long front = Units.roundUp(FAT32_RESERVED + 2 * fatSectors, step);
            reserved = (int) (front - 2 * fatSectors);
        }
        long data = reserved + 2 * fatSectors + rootEntries * 32L / sectorSize;
        return new Geometry(
                type,
                sectorSize,
                clusterSize,
                rootEntries,
                reserved,
                fatSectors,
                clusters,
                data + clusters * (clusterSize / sectorSize));
    }

    private Geometry withTotal(long sectors) {
        return new Geometry(
                type,
                sectorSize,
                clusterSize,
                rootEntries,
                reservedSectors,
                fatSectors,
                clusters,
                sectors);
    }

    /// {@return size of each FAT, in bytes}
    long fatSize() {
        return fatSectors * sectorSize;
    }

    /// {@return offset of the first FAT (0) or of the second (1), in bytes}
    long fatOffset(int fat) {
        return (long) reservedSectors * sectorSize + fat * fatSize();
    }

    /// {@return offset of the root directory of FAT12 and FAT16, in bytes}
    long rootOffset() {
        return fatOffset(2);
    }

    /// {@return offset of a cluster, in bytes}
    long clusterOffset(long cluster) {
        return rootOffset() + rootEntries * 32L + (cluster - 2) * clusterSize;
    }
}
