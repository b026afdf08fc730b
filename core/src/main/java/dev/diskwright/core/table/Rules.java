package dev.diskwright.core.table;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/// What holds for every table of whichever kind.
final class Rules {
    private Rules() {}

    static void disk(int sectorSize, long sectors, long atLeast) {
        if (sectorSize < 512 || sectorSize > 4096 || Integer.bitCount(sectorSize) != 1) {
            throw new IllegalArgumentException("sectors of " + sectorSize + " bytes");
        }
        if (sectors < atLeast || sectors > Long.MAX_VALUE / sectorSize) {
            throw new IllegalArgumentException("a disk of " + sectors + " sectors");
        }
    }

    /// {@return the partitions by number}
    ///
    /// @throws IllegalArgumentException if two share a number, an identifier or a sector, or one leaves the range
    static List<Partition> partitions(List<Partition> given, long firstUsable, long lastUsable) {
        var numbers = new HashSet<Integer>();
        var ids = new HashSet<>();
        for (Partition it : given) {
            if (!numbers.add(it.number())) {
                throw new IllegalArgumentException("two partitions " + it.number());
            }
            if (it.id() != null && !ids.add(Objects.requireNonNull(it.id()))) {
                throw new IllegalArgumentException("two partitions with the GUID " + it.id());
            }
            if (it.firstLba() < firstUsable || it.lastLba() > lastUsable) {
                throw new IllegalArgumentException(
                        "partition %d from %d to %d leaves the usable sectors %d to %d"
                                .formatted(
                                        it.number(),
                                        it.firstLba(),
                                        it.lastLba(),
                                        firstUsable,
                                        lastUsable));
            }
        }
        apart(given);
        return given.stream().sorted(Comparator.comparingInt(Partition::number)).toList();
    }

    /// Refuses partitions that share a sector.
    static void apart(List<Partition> given) {
        List<Partition> onDisk =
                given.stream().sorted(Comparator.comparingLong(Partition::firstLba)).toList();
        for (int i = 1; i < onDisk.size(); i++) {
            if (onDisk.get(i - 1).overlaps(onDisk.get(i))) {
                throw new IllegalArgumentException(
                        "partitions %d and %d overlap"
                                .formatted(onDisk.get(i - 1).number(), onDisk.get(i).number()));
            }
        }
    }
}
