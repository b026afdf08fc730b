package dev.diskwright.core.fs.fat;

import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which type and cluster size a new file system gets.
///
/// FAT32 wherever it has enough clusters, else FAT16, else FAT12. Clusters of FAT32 are as large as that allows up to
/// 4 KiB, and larger from 8 GiB on; those of the other types as small as the type allows. Where the files do not fit
/// that way, other cluster sizes and narrower types are tried before giving up.
final class GeometryChoice {
    static final int LARGEST_CLUSTER = 32 << 10;
    private static final int USUAL_ROOT_ENTRIES = 512;

    private final FatParameters parameters;
    private final Demand demand;
    private final int rootEntries;

    GeometryChoice(FatParameters parameters, Demand demand) {
        this.parameters = parameters;
        this.demand = demand;
        long slots = Math.max(USUAL_ROOT_ENTRIES, demand.rootSlots());
        rootEntries = (int) Units.roundUp(slots, parameters.sectorSize() / 32);
    }

    /// {@return the preferred geometry for `size` bytes that holds the files, empty if none does}
    Optional<Geometry> fitting(long size) {
        long sectors = size / parameters.sectorSize();
        for (FatType type : types()) {
            for (int clusterSize : clusterSizes(type, size)) {
                Optional<Geometry> geometry =
                        Geometry.filling(
                                type,
                                parameters.sectorSize(),
                                clusterSize,
                                rootEntries(type),
                                sectors);
                if (geometry.isPresent()
                        && demand.clusters(clusterSize, type) <= geometry.get().clusters()) {
                    return geometry;
                }
            }
        }
        return Optional.empty();
    }

    /// {@return the smallest geometry that holds the files, empty if there is none}
    Optional<Geometry> smallest() {
        Geometry smallest = null;
        for (FatType type : types()) {
            for (int clusterSize : clusterSizes(type, 0)) {
                long needed = demand.clusters(clusterSize, type);
                if (needed > type.mostWritten()) {
                    continue;
                }
                Geometry candidate =
                        Geometry.of(
                                type,
                                parameters.sectorSize(),
                                clusterSize,
                                rootEntries(type),
                                Math.max(needed, type.fewestWritten()));
                if (candidate.totalSectors() <= Geometry.MOST_SECTORS
                        && (smallest == null
                                || candidate.totalSectors() < smallest.totalSectors())) {
                    smallest = candidate;
                }
            }
        }
        return Optional.ofNullable(smallest);
    }

    /// {@return why there is no smallest geometry: what the largest clusters of the widest type cannot hold}
    DoesNotFitException tooLarge(Where where) {
        FatType type =
                parameters.fatBits().stream()
                        .mapToObj(FatType::ofBits)
                        .findFirst()
                        .orElse(FatType.FAT32);
        int clusterSize = parameters.clusterSize().orElse(LARGEST_CLUSTER);
        return new DoesNotFitException(
                where,
                "%d clusters of %d bytes and %d root entries"
                        .formatted(
                                demand.clusters(clusterSize, type),
                                clusterSize,
                                demand.rootSlots()),
                "%d clusters, %d sectors and 65535 root entries of %s"
                        .formatted(type.mostWritten(), Geometry.MOST_SECTORS, type));
    }

    private List<FatType> types() {
        List<FatType> all =
                parameters.fatBits().isPresent()
                        ? List.of(FatType.ofBits(parameters.fatBits().getAsInt()))
                        : List.of(FatType.FAT32, FatType.FAT16, FatType.FAT12);
        return all.stream().filter(type -> rootEntries(type) <= 0xffff).toList();
    }

    private int rootEntries(FatType type) {
        return type == FatType.FAT32 ? 0 : rootEntries;
    }

    /// {@return cluster sizes to try, the preferred ones first}
    private List<Integer> clusterSizes(FatType type, long size) {
        if (parameters.clusterSize().isPresent()) {
            return List.of(parameters.clusterSize().getAsInt());
        }
        var sizes = new ArrayList<Integer>();
        int preferred = type == FatType.FAT32 ? preferredForFat32(size) : 0;
        for (int it = preferred; it >= parameters.sectorSize(); it /= 2) {
            sizes.add(it);
        }
        for (int it = parameters.sectorSize(); it <= LARGEST_CLUSTER; it *= 2) {
            if (it > preferred) {
                sizes.add(it);
            }
        }
        return sizes;
    }

    private static int preferredForFat32(long size) {
        return size <= 8 * Units.GIB
                ? 4 << 10
                : size <= 16 * Units.GIB ? 8 << 10 : size <= 32 * Units.GIB ? 16 << 10 : 32 << 10;
    }
}
