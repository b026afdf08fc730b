package dev.diskwright.core.table;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds a GPT on a disk and reads it: the primary copy, or else the backup.
final class GptReader {
    private final Where where;
    private final BlockSource disk;
    private final List<Integer> sectorSizes;
    private final Consumer<Finding> findings;
    private @Nullable ImageException fault; // the first copy that would not do

    GptReader(
            Where where, BlockSource disk, List<Integer> sectorSizes, Consumer<Finding> findings) {
        this.where = where;
        this.disk = disk;
        this.sectorSizes = sectorSizes;
        this.findings = findings;
    }

    /// {@return whether a header of either copy seems to be there}
    boolean seems() throws IOException {
        for (int sectorSize : sectorSizes) {
            if (GptCopy.isAt(disk, sectorSize, 1)
                    || GptCopy.isAt(disk, sectorSize, last(sectorSize))) {
                return true;
            }
        }
        return false;
    }

    /// {@return the table; its boot record tells which partitions are mirrored}
    ///
    /// @throws ImageException if neither copy will do
    Gpt read(List<MbrEntry> bootRecord) throws IOException {
        for (boolean backup : new boolean[] {false, true}) {
            for (int sectorSize : sectorSizes) {
                GptCopy copy = tryCopy(sectorSize, backup ? last(sectorSize) : 1);
                if (copy != null) {
                    if (backup) {
                        findings.accept(
                                Finding.warning(
                                        copy.where(), "the backup is used: " + whyNotPrimary()));
                    }
                    return table(copy, bootRecord);
                }
            }
        }
        throw fault != null
                ? fault
                : new CorruptImageException(
                        where.structure("protective MBR", 0), "no GPT header", "one in sector 1");
    }

    private String whyNotPrimary() {
        return fault == null ? "there is no primary header" : String.valueOf(fault.getMessage());
    }

    private @Nullable GptCopy tryCopy(int sectorSize, long lba) throws IOException {
        if (!GptCopy.isAt(disk, sectorSize, lba)) {
            return null;
        }
        try {
            return GptCopy.read(where, disk, sectorSize, lba);
        } catch (CorruptImageException | UnsupportedImageException e) {
            fault = fault == null ? e : fault;
            return null;
        }
    }

    private long last(int sectorSize) {
        return disk.size() / sectorSize - 1;
    }

    private Gpt table(GptCopy copy, List<MbrEntry> bootRecord) throws ImageException {
        var partitions = new ArrayList<Partition>();
        for (GptCopy.Used it : copy.used()) {
            partitions.add(partition(it));
        }
        int sectorSize = copy.sectorSize();
        refuseShortArray(copy, partitions);
        try {
            return new Gpt(
                    sectorSize,
                    disk.size() / sectorSize,
                    copy.header().diskGuid(),
                    partitions,
                    mirrors(partitions, bootRecord));
        } catch (IllegalArgumentException e) {
            throw new CorruptImageException(
                    copy.entriesWhere(), String.valueOf(e.getMessage()), "a table that holds", e);
        }
    }

    /// Refuses partitions that lie where 128 entries would, which a table of fewer entries allows.
    private void refuseShortArray(GptCopy copy, List<Partition> partitions)
            throws UnsupportedImageException {
        GptHeader header = copy.header();
        long first = Gpt.firstUsable(copy.sectorSize());
        long last = Gpt.lastUsable(copy.sectorSize(), disk.size() / copy.sectorSize());
        for (Partition it : partitions) {
            boolean usable =
                    it.firstLba() >= header.firstUsableLba()
                            && it.lastLba() <= header.lastUsableLba()
                            && it.lastLba() <= last(copy.sectorSize());
            if (usable && (it.firstLba() < first || it.lastLba() > last)) {
                throw new UnsupportedImageException(
                        copy.field("entryCount"),
                        "partition %d in the place of an array of 128 entries"
                                .formatted(it.number()));
            }
        }
    }

    private static Partition partition(GptCopy.Used used) throws ImageException {
        GptEntry entry = used.entry();
        if (used.number() > Gpt.ENTRIES) {
            throw new UnsupportedImageException(
                    used.where(), "a partition numbered above " + Gpt.ENTRIES);
        }
        if (entry.firstLba() < 0
                || entry.lastLba() < entry.firstLba()
                || entry.lastLba() == Long.MAX_VALUE
                || entry.id().equals(Guids.NIL)) {
            throw new CorruptImageException(
                    used.where(),
                    "%s from %s to %s"
                            .formatted(
                                    entry.id(),
                                    Long.toUnsignedString(entry.firstLba()),
                                    Long.toUnsignedString(entry.lastLba())),
                    "a GUID that is not zero, a first LBA and a last LBA behind it");
        }
        return Partition.gpt(
                used.number(),
                entry.firstLba(),
                entry.lastLba(),
                PartitionTypes.ofGpt(entry.type()),
                entry.id(),
                entry.text(),
                entry.attributes());
    }

    /// {@return the partitions that the MBR shows as well; entries that match none are the checker's business}
    private static List<Gpt.Mirror> mirrors(List<Partition> partitions, List<MbrEntry> bootRecord) {
        var mirrors = new ArrayList<Gpt.Mirror>();
        for (MbrEntry entry : bootRecord) {
            if (entry.isUnused()
                    || entry.type() == PartitionTypes.PROTECTIVE
                    || entry.isExtended()) {
                continue;
            }
            for (Partition it : partitions) {
                if (it.firstLba() == entry.firstLba()
                        && it.sectors() == entry.sectors()
                        && it.lastLba() <= Mbr.MAX_LBA
                        && mirrors.stream().noneMatch(m -> m.number() == it.number())
                        && mirrors.size() < Gpt.MAX_MIRRORS) {
                    PartitionType type = PartitionTypes.ofMbr(entry.type());
                    mirrors.add(new Gpt.Mirror(it.number(), type, entry.isActive()));
                }
            }
        }
        return mirrors;
    }
}
