package dev.diskwright.core.table;

import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A master boot record with up to four primary partitions, one of which may hold logical ones (UEFI 2.11, section
/// 5.2).
///
/// Whoever makes a table gives primary and logical partitions. The extended partition is added: the lowest free number
/// from 1 to 4, from the first logical partition's EBR to the last one's end. Each EBR lies 1 MiB before its partition,
/// or as far as the gap allows; there must be one free sector. A table that was read keeps the extended partition it
/// has.
///
/// @param sectorSize in bytes: 512, 1024, 2048 or 4096
/// @param sectors of the disk, which may have more than the table can reach
/// @param signature the disk's, 32 bits, in Linux the start of PARTUUIDs
/// @param partitions by ascending number: primary and extended ones from 1 to 4, logical ones from 5 on without gaps
public record Mbr(int sectorSize, long sectors, long signature, List<Partition> partitions)
        implements PartitionTable {
    /// The last sector that 32 bits can name.
    public static final long MAX_LBA = 0xffff_ffffL;

    /// Number of the first logical partition.
    public static final int FIRST_LOGICAL = 5;

    /// Most logical partitions that a table is read or written with.
    public static final int MAX_LOGICAL = 256;

    /// Refuses partitions that overlap, share a number, do not fit, or leave no room for an EBR.
    public Mbr {
        Rules.disk(sectorSize, sectors, 1);
        if (signature < 0 || signature > 0xffff_ffffL) {
            throw new IllegalArgumentException("disk signature " + signature);
        }
        for (Partition it : partitions) {
            if (it.id() != null || !it.name().isEmpty() || it.attributes() != 0) {
                throw new IllegalArgumentException("not a partition for MBR: " + it);
            }
            if (it.type().mbrOrThrow() == PartitionTypes.PROTECTIVE) {
                throw new IllegalArgumentException("partition " + it.number() + " guards a GPT");
            }
        }
        partitions = complete(sectorSize, sectors, partitions);
    }

    private static List<Partition> complete(int sectorSize, long sectors, List<Partition> given) {
        var all = new ArrayList<Partition>(given);
        List<Partition> logical = logical(given);
        List<Partition> primary = primary(given);
        Optional<Partition> extended = extended(primary);
        if (!logical.isEmpty() && extended.isEmpty()) {
            Partition made = ExtendedLayout.extended(sectorSize, primary, logical);
            all.add(made);
            primary = primary(all);
            extended = Optional.of(made);
        }
        long last = Math.min(sectors - 1, MAX_LBA);
        Rules.partitions(primary, 1, last);
        if (extended.isPresent()) {
            Partition container = extended.get();
            logical = Rules.partitions(logical, container.firstLba() + 1, container.lastLba());
        }
        for (int i = 0; i < logical.size(); i++) {
            if (logical.get(i).number() != FIRST_LOGICAL + i
                    || i == MAX_LOGICAL
                    || logical.get(i).type().isExtended()) {
                throw new IllegalArgumentException("not a logical partition: " + logical.get(i));
            }
        }
        return all.stream().sorted(Comparator.comparingInt(Partition::number)).toList();
    }

    static List<Partition> logical(List<Partition> partitions) {
        return partitions.stream().filter(it -> it.number() >= FIRST_LOGICAL).toList();
    }

    static List<Partition> primary(List<Partition> partitions) {
        return partitions.stream().filter(it -> it.number() < FIRST_LOGICAL).toList();
    }

    private static Optional<Partition> extended(List<Partition> primary) {
        List<Partition> found = primary.stream().filter(it -> it.type().isExtended()).toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("two extended partitions");
        }
        return found.stream().findFirst();
    }

    /// {@return the partition that holds the logical ones}
    public Optional<Partition> extended() {
        return extended(primary(partitions));
    }

    /// {@return how far before a logical partition its EBR lies if there is room, in sectors}
    static long gap(int sectorSize) {
        return Units.MIB / sectorSize;
    }

    @Override
    public long firstUsableLba() {
        return 1;
    }

    @Override
    public long lastUsableLba() {
        return Math.min(sectors - 1, MAX_LBA);
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalStateException if the table was read with logical partitions that are not in the order of their
    ///     numbers, or that leave no room for their EBRs
    @Override
    public List<Composition.Piece> pieces() {
        return new MbrWriter(this).pieces();
    }
}
