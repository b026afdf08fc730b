package dev.diskwright.core.table;

import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.Guids;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/// A GUID partition table of 128 entries with its backup at the disk's end (UEFI 2.11, section 5.3).
///
/// @param sectorSize in bytes: 512, 1024, 2048 or 4096
/// @param sectors of the disk
/// @param diskGuid not all zero
/// @param partitions by ascending number, 1 to [#ENTRIES]
/// @param mirrors partitions that a hybrid MBR shows as well; none for the usual protective MBR
public record Gpt(
        int sectorSize,
        long sectors,
        UUID diskGuid,
        List<Partition> partitions,
        List<Mirror> mirrors)
        implements PartitionTable {
    /// Entries in the array, used or not.
    public static final int ENTRIES = 128;

    /// Size of one entry, in bytes.
    static final int ENTRY_SIZE = 128;

    /// Most partitions that a hybrid MBR can show, beside its protective entry.
    public static final int MAX_MIRRORS = 3;

    /// A partition that a hybrid MBR shows as well.
    ///
    /// @param number of the partition
    /// @param type that the MBR gives it, one that has an MBR number
    /// @param active whether MBR boot code starts it
    public record Mirror(int number, PartitionType type, boolean active) {
        /// Refuses types that MBR does not have, or that nest.
        public Mirror {
            if (type.mbrOrThrow() == PartitionTypes.PROTECTIVE || type.isExtended()) {
                throw new IllegalArgumentException("a mirror of type " + type.name());
            }
        }
    }

    /// Refuses partitions that overlap, share a number or GUID, or do not fit, and mirrors that MBR cannot hold.
    public Gpt {
        Rules.disk(sectorSize, sectors, smallest(sectorSize));
        if (diskGuid.equals(Guids.NIL)) {
            throw new IllegalArgumentException("the disk GUID is zero");
        }
        partitions =
                Rules.partitions(
                        partitions, firstUsable(sectorSize), lastUsable(sectorSize, sectors));
        for (Partition it : partitions) {
            if (it.number() > ENTRIES || it.id() == null || it.active()) {
                throw new IllegalArgumentException("not a partition for GPT: " + it);
            }
            it.type().gptOrThrow();
        }
        mirrors = List.copyOf(mirrors);
        check(mirrors, partitions);
    }

    /// A table with a protective MBR.
    public Gpt(int sectorSize, long sectors, UUID diskGuid, List<Partition> partitions) {
        this(sectorSize, sectors, diskGuid, partitions, List.of());
    }

    private static void check(List<Mirror> mirrors, List<Partition> partitions) {
        var seen = new HashSet<Integer>();
        for (Mirror mirror : mirrors) {
            boolean fits =
                    partitions.stream()
                            .anyMatch(it ->
                                    it.number() == mirror.number() && it.lastLba() <= Mbr.MAX_LBA);
            if (!fits || !seen.add(mirror.number()) || mirrors.size() > MAX_MIRRORS) {
                throw new IllegalArgumentException("a hybrid MBR cannot hold " + mirror);
            }
        }
    }

    /// {@return the first sector a partition may take: behind protective MBR, header and 16 KiB of entries}
    public static long firstUsable(int sectorSize) {
        return 2 + arraySectors(sectorSize);
    }

    /// {@return the last sector a partition may take: before the backup entries and header}
    public static long lastUsable(int sectorSize, long sectors) {
        return sectors - arraySectors(sectorSize) - 2;
    }

    /// {@return the fewest sectors of a disk that has room for a table and one sector between its two copies}
    public static long smallest(int sectorSize) {
        return 2 * arraySectors(sectorSize) + 4;
    }

    static long arraySectors(int sectorSize) {
        return (long) ENTRIES * ENTRY_SIZE / sectorSize;
    }

    @Override
    public long firstUsableLba() {
        return firstUsable(sectorSize);
    }

    @Override
    public long lastUsableLba() {
        return lastUsable(sectorSize, sectors);
    }

    @Override
    public List<Composition.Piece> pieces() {
        return new GptWriter(this).pieces();
    }
}
