package dev.diskwright.core.table;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// Checks an MBR: entries on the disk and apart from each other, logical partitions inside the extended one, one
/// active partition at most, CHS fields that say the same as the LBAs.
final class MbrChecker {
    private final TableKind.IsMbr kind;
    private final Consumer<Finding> findings;

    MbrChecker(TableKind.IsMbr kind, Consumer<Finding> findings) {
        this.kind = kind;
        this.findings = findings;
    }

    void check() throws IOException {
        if (new GptReader(kind.where(), kind.disk(), List.of(512, 4096), findings).seems()) {
            findings.accept(
                    Finding.warning(
                            kind.where().structure("MBR", 0),
                            "does not guard the GPT that is on the disk as well; tools disagree"
                                    + " on which of the two counts"));
        }
        checkUnused();
        Faults faults = Faults.to(findings);
        var reader = new MbrReader(kind.where(), kind.disk(), kind.sectorSize(), faults);
        List<MbrReader.Found> found = reader.scan(kind.sector());
        checkActive(found);
        found.forEach(it -> checkChs(it.where(), it.entry(), it.origin(), findings));
        var primary = new ArrayList<MbrReader.Found>();
        var logical = new ArrayList<MbrReader.Found>();
        for (MbrReader.Found it : found) {
            (it.partition().number() < Mbr.FIRST_LOGICAL ? primary : logical).add(it);
        }
        checkOverlaps(primary);
        checkOverlaps(logical);
        checkBootRecords(logical);
    }

    private void checkUnused() {
        List<MbrEntry> entries = BootRecord.entries(kind.sector());
        for (int slot = 0; slot < entries.size(); slot++) {
            if (entries.get(slot).isDirty()) {
                Where mbr = kind.where().structure("MBR", 0);
                Where place = mbr.field("entry " + (slot + 1), BootRecord.offset(slot));
                findings.accept(Finding.warning(place, "is unused, but not zero"));
            }
        }
    }

    private void checkActive(List<MbrReader.Found> found) {
        List<MbrReader.Found> active =
                found.stream().filter(it -> it.partition().active()).toList();
        for (MbrReader.Found it : active.subList(Math.min(1, active.size()), active.size())) {
            findings.accept(Finding.warning(it.where(), "a second active partition"));
        }
    }

    /// Reports a CHS field that names another sector than the LBA does. Disks with another geometry are common enough
    /// to leave it at a note.
    static void checkChs(Where where, MbrEntry entry, long origin, Consumer<Finding> findings) {
        long first = origin + entry.firstLba();
        long last = origin + entry.lastLba();
        int firstChs = Chs.number(entry.firstChs());
        int lastChs = Chs.number(entry.lastChs());
        if (!says(firstChs, first) || !says(lastChs, last)) {
            findings.accept(
                    new Finding(
                            Finding.Severity.NOTE,
                            where,
                            "CHS %06x to %06x, with 255 heads and 63 sectors it would be %06x to %06x"
                                    .formatted(firstChs, lastChs, Chs.of(first), Chs.of(last))));
        }
    }

    private static boolean says(int chs, long lba) {
        return chs == Chs.of(lba) || chs == Chs.PROTECTIVE_END && Chs.of(lba) == Chs.BEYOND;
    }

    private void checkOverlaps(List<MbrReader.Found> found) {
        List<MbrReader.Found> onDisk =
                found.stream()
                        .sorted(Comparator.comparingLong(it -> it.partition().firstLba()))
                        .toList();
        for (int i = 1; i < onDisk.size(); i++) {
            for (int j = 0; j < i; j++) {
                Partition before = onDisk.get(j).partition();
                Partition it = onDisk.get(i).partition();
                if (before.overlaps(it)) {
                    findings.accept(
                            Finding.error(
                                    onDisk.get(i).where(),
                                    "partition %d overlaps partition %d"
                                            .formatted(it.number(), before.number())));
                }
            }
        }
    }

    private void checkBootRecords(List<MbrReader.Found> logical) {
        for (MbrReader.Found ebr : logical) {
            for (MbrReader.Found it : logical) {
                Partition partition = it.partition();
                if (ebr.origin() >= partition.firstLba() && ebr.origin() <= partition.lastLba()) {
                    findings.accept(
                            Finding.error(
                                    ebr.where(),
                                    "lies in an EBR that is inside partition "
                                            + partition.number()));
                }
            }
        }
    }
}
