package dev.diskwright.core.table;

import dev.diskwright.core.block.Composition;
import java.util.List;
import java.util.Optional;

/// A partition table as a value, and as the sectors it occupies.
public sealed interface PartitionTable permits Gpt, Mbr {
    /// Size of the boot code in sector 0, in bytes.
    int BOOT_CODE_SIZE = 440;

    /// {@return size of a sector in bytes: 512, 1024, 2048 or 4096}
    int sectorSize();

    /// {@return size of the disk in sectors}
    long sectors();

    /// {@return the partitions by ascending number}
    List<Partition> partitions();

    /// {@return the first sector that a partition may take}
    long firstUsableLba();

    /// {@return the last sector that a partition may take}
    long lastUsableLba();

    /// {@return the sectors that the table occupies, by their byte offsets on the disk} Ascending, none overlapping. The
    /// first [#BOOT_CODE_SIZE] bytes are left to boot code.
    List<Composition.Piece> pieces();

    /// {@return the partition of that number}
    default Optional<Partition> partition(int number) {
        return partitions().stream().filter(it -> it.number() == number).findFirst();
    }

    /// {@return where a partition begins, in bytes}
    default long offset(Partition partition) {
        return partition.firstLba() * sectorSize();
    }

    /// {@return size of a partition in bytes}
    default long size(Partition partition) {
        return partition.sectors() * sectorSize();
    }
}
