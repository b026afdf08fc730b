package dev.diskwright.core.table;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Reads an MBR and the chain of EBRs in its extended partition.
final class MbrReader {
    private final Where where;
    private final BlockSource disk;
    private final int sectorSize;
    private final Faults faults;
    private final List<Found> found = new ArrayList<>();

    /// An entry that is in use, and the partition it describes.
    ///
    /// @param origin what the entry's first LBA is counted from
    record Found(Where where, MbrEntry entry, long origin, Partition partition) {}

    MbrReader(Where where, BlockSource disk, int sectorSize, Faults faults) {
        this.where = where;
        this.disk = disk;
        this.sectorSize = sectorSize;
        this.faults = faults;
    }

    /// {@return the table}
    ///
    /// @param sector the first 512 bytes of the disk
    Mbr read(MemorySegment sector) throws IOException {
        List<Partition> partitions = scan(sector).stream().map(Found::partition).toList();
        try {
            return new Mbr(
                    sectorSize, disk.size() / sectorSize, BootRecord.signature(sector), partitions);
        } catch (IllegalArgumentException e) {
            throw new CorruptImageException(
                    where.structure("MBR", 0),
                    String.valueOf(e.getMessage()),
                    "a table that holds",
                    e);
        }
    }

    /// {@return every entry in use that lies on the disk, primary ones first}
    List<Found> scan(MemorySegment sector) throws IOException {
        Where mbr = where.structure("MBR", 0);
        Optional<Partition> extended = Optional.empty();
        List<MbrEntry> entries = BootRecord.entries(sector);
        for (int slot = 0; slot < BootRecord.SLOTS; slot++) {
            MbrEntry entry = entries.get(slot);
            Where place = mbr.field("entry " + (slot + 1), BootRecord.offset(slot));
            if (entry.isUnused() || !add(place, entry, 0, slot + 1, 1, lastLba())) {
                continue;
            }
            if (entry.isExtended()) {
                if (extended.isPresent()) {
                    fault(place, "a second extended partition", "one at most");
                } else {
                    extended = Optional.of(found.getLast().partition());
                }
            }
        }
        if (extended.isPresent()) {
            followChain(extended.get());
        }
        return found;
    }

    private void followChain(Partition extended) throws IOException {
        var seen = new HashSet<Long>();
        int number = Mbr.FIRST_LOGICAL;
        long lba = extended.firstLba();
        while (true) {
            Where place = where.structure("EBR", lba * sectorSize);
            if (!seen.add(lba) || seen.size() > Mbr.MAX_LOGICAL) {
                fault(place, "a chain that does not end", "at most 256 different EBRs");
                return;
            }
            MemorySegment ebr = BootRecord.read(disk, lba * sectorSize);
            if (!BootRecord.hasMagic(ebr)) {
                fault(place.field("signature", 0x1fe), "other bytes", "55 AA");
                return;
            }
            List<MbrEntry> entries = BootRecord.entries(ebr);
            MbrEntry data = entries.get(0);
            Where first = place.field("entry 1", BootRecord.offset(0));
            if (!data.isUnused() && add(first, data, lba, number, lba + 1, extended.lastLba())) {
                number++;
            }
            MbrEntry link = entries.get(1);
            if (link.isUnused()) {
                return;
            }
            Where second = place.field("entry 2", BootRecord.offset(1));
            long next = extended.firstLba() + link.firstLba();
            if (!link.isExtended() || next > extended.lastLba()) {
                fault(
                        second,
                        "type 0x%02x at LBA %d".formatted(link.type(), next),
                        "an EBR inside the extended partition");
                return;
            }
            lba = next;
        }
    }

    /// Adds the partition of an entry, unless it leaves the sectors from `min` to `max`.
    private boolean add(Where place, MbrEntry entry, long origin, int number, long min, long max)
            throws CorruptImageException {
        long first = origin + entry.firstLba();
        long last = origin + entry.lastLba();
        if (entry.sectors() == 0 || first < min || last > max) {
            fault(
                    place,
                    "%d sectors at LBA %d".formatted(entry.sectors(), first),
                    "one or more within %d to %d".formatted(min, max));
            return false;
        }
        PartitionType type = PartitionTypes.ofMbr(entry.type());
        var partition = Partition.mbr(number, first, last, type, entry.isActive());
        found.add(new Found(place, entry, origin, partition));
        return true;
    }

    private long lastLba() {
        return disk.size() / sectorSize - 1;
    }

    private void fault(Where place, String what, String expected) throws CorruptImageException {
        faults.found(new CorruptImageException(place, what, expected));
    }
}
