package dev.diskwright.core.table;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Checks the MBR in front of a GPT: protective (UEFI 2.11, section 5.2.3), or hybrid with entries that mirror
/// partitions.
final class ProtectiveMbrChecker {
    private final TableKind.IsGpt kind;
    private final long sectors;
    private final List<GptCopy.Used> used;
    private final Consumer<Finding> findings;
    private final Where where;

    ProtectiveMbrChecker(
            TableKind.IsGpt kind,
            int sectorSize,
            List<GptCopy.Used> used,
            Consumer<Finding> findings) {
        this.kind = kind;
        this.sectors = kind.disk().size() / sectorSize;
        this.used = used;
        this.findings = findings;
        where = kind.where().structure("protective MBR", 0);
    }

    void check() {
        if (kind.bootRecord().isEmpty()) {
            error(where.field("signature", 0x1fe), "is not 55 AA");
            return;
        }
        var guards = new ArrayList<Integer>();
        var mirrors = new ArrayList<Integer>();
        List<MbrEntry> entries = kind.bootRecord();
        for (int slot = 0; slot < entries.size(); slot++) {
            MbrEntry entry = entries.get(slot);
            if (!entry.isUnused()) {
                (entry.type() == PartitionTypes.PROTECTIVE ? guards : mirrors).add(slot);
            }
            if (entry.isDirty()) {
                warning(place(slot), "is unused, but not zero");
            }
            if ((entry.status() & 0x7f) != 0) {
                error(place(slot), "status 0x%02x, not 0 or 0x80".formatted(entry.status()));
            }
        }
        if (guards.isEmpty()) {
            error(where, "has no entry of type 0xee that guards the GPT");
        } else {
            int slot = guards.getFirst();
            checkGuard(place(slot), entries.get(slot), !mirrors.isEmpty());
        }
        for (int slot : mirrors) {
            checkMirror(place(slot), entries.get(slot));
            for (int guard : guards) {
                if (entries.get(guard).overlaps(entries.get(slot))) {
                    error(place(slot), "overlaps entry " + (guard + 1));
                }
            }
        }
    }

    private void checkGuard(Where place, MbrEntry entry, boolean hybrid) {
        if (entry.firstLba() != 1) {
            error(place, "begins at LBA %d, not 1".formatted(entry.firstLba()));
        }
        long whole = Math.min(sectors - 1, Mbr.MAX_LBA);
        if (entry.sectors() > whole) {
            String sentence =
                    "covers %d sectors, the disk has %d behind sector 0"
                            .formatted(entry.sectors(), sectors - 1);
            findings.accept(
                    entry.sectors() == Mbr.MAX_LBA
                            ? Finding.warning(place, sentence) // some tools always write that
                            : Finding.error(place, sentence));
        } else if (entry.sectors() < whole && !hybrid) {
            warning(place, "covers %d of %d sectors".formatted(entry.sectors(), whole));
        }
        if (entry.isActive()) {
            warning(place, "is active; some firmware then ignores the GPT");
        }
        if (Chs.number(entry.firstChs()) != Chs.LBA_1) {
            findings.accept(
                    new Finding(
                            Finding.Severity.NOTE,
                            place,
                            "begins at CHS %06x, not 000200"
                                    .formatted(Chs.number(entry.firstChs()))));
        }
    }

    private void checkMirror(Where place, MbrEntry entry) {
        boolean matches =
                used.stream()
                        .anyMatch(it ->
                                it.entry().firstLba() == entry.firstLba()
                                        && it.entry().lastLba() == entry.lastLba());
        if (!matches) {
            error(
                    place,
                    "LBA %d to %d are no partition of the GPT"
                            .formatted(entry.firstLba(), entry.lastLba()));
        }
        MbrChecker.checkChs(place, entry, 0, findings);
    }

    private Where place(int slot) {
        return where.field("entry " + (slot + 1), BootRecord.offset(slot));
    }

    private void error(Where place, String sentence) {
        findings.accept(Finding.error(place, sentence));
    }

    private void warning(Where place, String sentence) {
        findings.accept(Finding.warning(place, sentence));
    }
}
