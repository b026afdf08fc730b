package dev.diskwright.core.table;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Checks both copies of a GPT, each alone, against each other and against the disk.
final class GptChecker {
    private final Where where;
    private final BlockSource disk;
    private final int sectorSize;
    private final long lastLba;
    private final Consumer<Finding> findings;

    private GptChecker(TableKind.IsGpt kind, int sectorSize, Consumer<Finding> findings) {
        where = kind.where();
        disk = kind.disk();
        this.sectorSize = sectorSize;
        lastLba = disk.size() / sectorSize - 1;
        this.findings = findings;
    }

    static void check(TableKind.IsGpt kind, Consumer<Finding> findings) throws IOException {
        int sectorSize = sectorSize(kind);
        var checker = new GptChecker(kind, sectorSize, findings);
        List<GptCopy.Used> used = checker.checkCopies();
        new ProtectiveMbrChecker(kind, sectorSize, used, findings).check();
    }

    /// {@return the sector size at which a copy is whole, or else at which something resembles one}
    private static int sectorSize(TableKind.IsGpt kind) throws IOException {
        BlockSource disk = kind.disk();
        int resembling = 0;
        for (int at : new int[] {0, 1}) {
            for (int sectorSize : kind.sectorSizes()) {
                long lba = at == 0 ? 1 : disk.size() / sectorSize - 1;
                if (GptCopy.isAt(disk, sectorSize, lba)) {
                    resembling = resembling == 0 ? sectorSize : resembling;
                    if (isWhole(kind, sectorSize, lba)) {
                        return sectorSize;
                    }
                }
            }
        }
        return resembling == 0 ? kind.sectorSizes().getFirst() : resembling;
    }

    private static boolean isWhole(TableKind.IsGpt kind, int sectorSize, long lba)
            throws IOException {
        try {
            GptCopy.read(kind.where(), kind.disk(), sectorSize, lba);
            return true;
        } catch (CorruptImageException | UnsupportedImageException e) {
            return false;
        }
    }

    /// {@return the entries of the copy that can be trusted}
    private List<GptCopy.Used> checkCopies() throws IOException {
        GptCopy primary = copy(1);
        long backupLba = primary == null ? lastLba : primary.header().alternateLba();
        if (backupLba != lastLba) {
            findings.accept(
                    Finding.error(
                            primary == null ? where : primary.field("alternateLba"),
                            "the backup is at LBA %s, not in the disk's last sector, %d"
                                    .formatted(Long.toUnsignedString(backupLba), lastLba)));
        }
        boolean onDisk = backupLba > 1 && backupLba <= lastLba;
        GptCopy backup = onDisk ? copy(backupLba) : null;
        if (primary != null) {
            checkHeader(primary, primary.header().entriesLba());
        }
        if (backup != null) {
            checkHeader(backup, 2);
            checkBackup(backup);
        }
        if (primary != null && backup != null) {
            checkEqual(primary, backup);
        }
        GptCopy trusted = primary != null ? primary : backup;
        if (trusted == null) {
            return List.of();
        }
        checkEntries(trusted);
        return trusted.used();
    }

    private @Nullable GptCopy copy(long lba) throws IOException {
        try {
            if (lba <= lastLba) {
                return GptCopy.read(where, disk, sectorSize, lba);
            }
            findings.accept(Finding.error(where, "the disk ends before its GPT does"));
        } catch (CorruptImageException | UnsupportedImageException e) {
            findings.accept(Finding.of(e));
        }
        return null;
    }

    /// What must hold for each header, whichever end it is at.
    private void checkHeader(GptCopy copy, long frontArrayLba) {
        GptHeader header = copy.header();
        error(header.diskGuid().equals(Guids.NIL), copy.field("diskGuid"), "is zero");
        long first = header.firstUsableLba();
        long last = header.lastUsableLba();
        error(
                first < frontArrayLba + copy.arraySectors() || first > last || last < 0,
                copy.field("firstUsableLba"),
                "%s, which is not behind the entries and before %s"
                        .formatted(Long.toUnsignedString(first), Long.toUnsignedString(last)));
        error(
                Long.compareUnsigned(last, lastLba) >= 0,
                copy.field("lastUsableLba"),
                "%s, but the disk ends with sector %d"
                        .formatted(Long.toUnsignedString(last), lastLba));
        warning(
                first < Gpt.firstUsable(sectorSize),
                copy.field("firstUsableLba"),
                "leaves less than 16 KiB for the entries");
        warning(header.reserved() != 0, copy.field("reserved"), "is not zero");
        MemorySegment rest = copy.sector().asSlice(header.headerSize());
        boolean zero = rest.mismatch(MemorySegment.ofArray(new byte[(int) rest.byteSize()])) == -1;
        warning(!zero, copy.where(), "has bytes other than zero behind its end");
    }

    private void checkBackup(GptCopy backup) {
        GptHeader header = backup.header();
        error(
                header.alternateLba() != 1,
                backup.field("alternateLba"),
                "%s, not 1".formatted(Long.toUnsignedString(header.alternateLba())));
        long entries = header.entriesLba();
        error(
                entries <= header.lastUsableLba()
                        || entries + backup.arraySectors() > header.myLba(),
                backup.field("entriesLba"),
                "%d, which is not between the last usable sector and the header"
                        .formatted(entries));
    }

    private void checkEqual(GptCopy primary, GptCopy backup) {
        GptHeader a = primary.header();
        GptHeader b = backup.header();
        same(backup, "diskGuid", a.diskGuid(), b.diskGuid());
        same(backup, "firstUsableLba", a.firstUsableLba(), b.firstUsableLba());
        same(backup, "lastUsableLba", a.lastUsableLba(), b.lastUsableLba());
        same(backup, "entryCount", a.entryCount(), b.entryCount());
        same(backup, "entrySize", a.entrySize(), b.entrySize());
        same(backup, "entriesCrc32", a.entriesCrc32(), b.entriesCrc32());
    }

    private void same(GptCopy backup, String field, Object primary, Object other) {
        error(
                !primary.equals(other),
                backup.field(field),
                "%s, but %s in the primary header".formatted(other, primary));
    }

    private void checkEntries(GptCopy copy) {
        var ids = new HashSet<UUID>();
        for (GptCopy.Used it : copy.used()) {
            GptEntry entry = it.entry();
            error(entry.id().equals(Guids.NIL), it.where(), "the unique GUID is zero");
            error(
                    !ids.add(entry.id()),
                    it.where(),
                    "has the GUID of another partition, " + entry.id());
            long first = entry.firstLba();
            long last = entry.lastLba();
            GptHeader header = copy.header();
            error(
                    Long.compareUnsigned(first, last) > 0
                            || Long.compareUnsigned(first, header.firstUsableLba()) < 0
                            || Long.compareUnsigned(last, header.lastUsableLba()) > 0,
                    it.where(),
                    "from %s to %s is not within the usable sectors %s to %s"
                            .formatted(
                                    Long.toUnsignedString(first),
                                    Long.toUnsignedString(last),
                                    Long.toUnsignedString(header.firstUsableLba()),
                                    Long.toUnsignedString(header.lastUsableLba())));
        }
        checkOverlaps(copy.used());
    }

    private void checkOverlaps(List<GptCopy.Used> used) {
        List<GptCopy.Used> onDisk =
                used.stream()
                        .sorted(
                                Comparator.comparing(
                                        it -> it.entry().firstLba(), Long::compareUnsigned))
                        .toList();
        GptCopy.@Nullable Used furthest = null;
        for (GptCopy.Used it : onDisk) {
            GptEntry entry = it.entry();
            error(
                    furthest != null
                            && Long.compareUnsigned(entry.firstLba(), furthest.entry().lastLba())
                                    <= 0,
                    it.where(),
                    "partition %d overlaps partition %d"
                            .formatted(it.number(), furthest == null ? 0 : furthest.number()));
            if (furthest == null
                    || Long.compareUnsigned(entry.lastLba(), furthest.entry().lastLba()) > 0) {
                furthest = it;
            }
        }
    }

    private void error(boolean wrong, Where place, String sentence) {
        if (wrong) {
            findings.accept(Finding.error(place, sentence));
        }
    }

    private void warning(boolean wrong, Where place, String sentence) {
        if (wrong) {
            findings.accept(Finding.warning(place, sentence));
        }
    }
}
