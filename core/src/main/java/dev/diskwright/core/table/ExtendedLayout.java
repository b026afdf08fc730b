package dev.diskwright.core.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where the EBRs of logical partitions lie.
final class ExtendedLayout {
    private ExtendedLayout() {}

    /// {@return the extended partition that holds `logical` and their EBRs}
    ///
    /// @throws IllegalArgumentException if all four numbers are taken, or an EBR finds no room
    static Partition extended(int sectorSize, List<Partition> primary, List<Partition> logical) {
        int number = 1;
        while (taken(primary, number)) {
            number++;
        }
        if (number >= Mbr.FIRST_LOGICAL) {
            throw new IllegalArgumentException("no number is left for the extended partition");
        }
        List<Partition> ordered =
                logical.stream().sorted(Comparator.comparingInt(Partition::number)).toList();
        List<Long> ebrs = ebrs(sectorSize, primary, ordered);
        long last = ordered.getLast().lastLba();
        PartitionType type = PartitionTypes.ofMbr(0x0f);
        return Partition.mbr(number, ebrs.getFirst(), last, type, false);
    }

    /// {@return the LBA of each logical partition's EBR}
    ///
    /// @param primary the partitions beside the extended one
    /// @param logical by number
    /// @throws IllegalArgumentException if they are not in the same order on disk, or one has no free sector before it
    static List<Long> ebrs(int sectorSize, List<Partition> primary, List<Partition> logical) {
        var ebrs = new ArrayList<Long>();
        long free = 1; // behind the MBR
        for (Partition it : logical) {
            for (Partition other : primary) {
                if (other.firstLba() <= it.firstLba()) {
                    free = Math.max(free, other.lastLba() + 1);
                }
            }
            if (it.firstLba() <= free) {
                throw new IllegalArgumentException(
                        "no free sector for an EBR before partition " + it.number());
            }
            ebrs.add(Math.max(free, it.firstLba() - Mbr.gap(sectorSize)));
            free = it.lastLba() + 1;
        }
        return ebrs;
    }

    private static boolean taken(List<Partition> partitions, int number) {
        return partitions.stream().anyMatch(it -> it.number() == number);
    }
}
