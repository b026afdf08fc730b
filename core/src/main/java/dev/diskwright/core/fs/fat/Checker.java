package dev.diskwright.core.fs.fat;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.fat.DirectoryReader.Item;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/// Checks a volume: boot sector and its copy, FATs, every directory and chain, FSInfo, label.
final class Checker {
    private final Where where;
    private final BlockSource source;
    private final Consumer<Finding> findings;

    Checker(Where where, BlockSource source, Consumer<Finding> findings) {
        this.where = where;
        this.source = source;
        this.findings = findings;
    }

    void check() throws IOException {
        Volume volume;
        try {
            volume = Volume.open(where, source);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
            return;
        }
        bootSector(volume);
        if (volume.fat32() != null) {
            backup(volume, volume.fat32());
        }
        var tables = new TableChecker(volume, findings);
        tables.checkCopies();
        tables.checkReserved();
        var scan = new Scan(volume, Faults.reportedTo(findings));
        try {
            var _ = scan.tree();
        } catch (ImageException e) {
            findings.accept(Finding.of(e)); // deeper than we go
            return;
        }
        labels(volume, scan.labels());
        BitSet used = scan.used();
        long free = tables.checkLost(used);
        if (volume.fat32() != null) {
            fsInfo(volume, volume.fat32(), free);
        }
    }

    private void bootSector(Volume volume) {
        BiosParameterBlock bpb = volume.bpb();
        if (bpb.media() != 0xf0 && bpb.media() < 0xf8) {
            error(
                    volume.boot().field("media", 0x15),
                    "the media byte is 0x%02x, not 0xf0 or from 0xf8 on".formatted(bpb.media()));
        }
        if (bpb.totalSectors16() != 0
                && bpb.totalSectors32() != 0
                && bpb.totalSectors16() != bpb.totalSectors32()) {
            error(
                    volume.boot().field("totalSectors32", 0x20),
                    "the two numbers of sectors, %d and %d, differ"
                            .formatted(bpb.totalSectors16(), bpb.totalSectors32()));
        }
        if (volume.type() == FatType.FAT32) {
            if (bpb.rootEntries() != 0) {
                error(
                        volume.boot().field("rootEntries", 0x11),
                        "FAT32 has no fixed root directory, this has %d entries"
                                .formatted(bpb.rootEntries()));
            }
            if (volume.clusters() < FatType.FAT32.fewest()) {
                warn(
                        volume.boot(),
                        "FAT32 has at least %d clusters, this has %d"
                                .formatted(FatType.FAT32.fewest(), volume.clusters()));
            }
        }
        int state = volume.extended().state();
        Where field = volume.boot().field("state", ExtendedBlock.offset(volume.type()) + 1L);
        if ((state & 1) != 0) {
            warn(field, "the volume was not unmounted cleanly");
        }
        if ((state & 2) != 0) {
            warn(field, "a read or write of this volume has failed");
        }
    }

    private void backup(Volume volume, Fat32Block fat32) throws IOException {
        Where field = volume.boot().field("backupBootSector", Fat32Block.OFFSET + 0x0e);
        int sector = fat32.backupBootSector();
        if (sector == 0 || sector == 0xffff) {
            findings.accept(
                    new Finding(Finding.Severity.NOTE, field, "there is no backup boot sector"));
            return;
        }
        if (sector >= volume.bpb().reservedSectors()) {
            error(field, "the backup boot sector %d is not a reserved one".formatted(sector));
            return;
        }
        long offset = (long) sector * volume.sectorSize();
        long difference = source.bytes(0, 512).mismatch(source.bytes(offset, 512));
        if (difference >= 0) {
            error(
                    where.structure("backup boot sector", offset).field("byte", difference),
                    "the boot sector differs from here on");
        }
    }

    private void fsInfo(Volume volume, Fat32Block fat32, long free) throws IOException {
        int sector = fat32.fsInfoSector();
        Where field = volume.boot().field("fsInfoSector", Fat32Block.OFFSET + 0x0c);
        if (sector == 0 || sector == 0xffff) {
            warn(field, "there is no FSInfo sector");
            return;
        }
        if (sector >= volume.bpb().reservedSectors()) {
            error(field, "the FSInfo sector %d is not a reserved one".formatted(sector));
            return;
        }
        long offset = (long) sector * volume.sectorSize();
        MemorySegment bytes = source.bytes(offset, FsInfo.CODEC.size());
        FsInfo info = FsInfo.CODEC.read(bytes, 0);
        Where place = where.structure("FSInfo", offset);
        if (!info.isSigned()) {
            error(place, "the signatures are damaged");
        } else if (info.freeClusters() != FsInfo.UNKNOWN && info.freeClusters() != free) {
            error(
                    place.field("freeClusters", FsInfo.CODEC.offset("freeClusters")),
                    "%d clusters are said to be free, %d are".formatted(info.freeClusters(), free));
        }
    }

    private void labels(Volume volume, List<Item> labels) {
        String root = labels.isEmpty() ? "" : labels.getFirst().name();
        if (volume.isExtended() && !root.equals(volume.label())) {
            error(
                    volume.boot().field("label", ExtendedBlock.offset(volume.type()) + 7L),
                    "the label is \"%s\", the root directory's is \"%s\""
                            .formatted(volume.label(), root));
        }
        for (Item label : labels) {
            if (label.cluster() != 0 || label.size() != 0) {
                error(label.where(), "a label has neither size nor clusters");
            }
        }
    }

    private void error(Where place, String sentence) {
        findings.accept(Finding.error(place, sentence));
    }

    private void warn(Where place, String sentence) {
        findings.accept(Finding.warning(place, sentence));
    }
}
