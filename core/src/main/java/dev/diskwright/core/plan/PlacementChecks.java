package dev.diskwright.core.plan;

import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.table.Gpt;
import dev.diskwright.core.table.Mbr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What only shows once every partition has its place.
///
/// @param size of the disk in bytes
/// @param found takes what is wrong
record PlacementChecks(Design design, Table table, long size, List<Diagnostic> found) {
    void check(List<Segment.Partition> partitions) {
        LayoutResolver.Frame frame = table.frame();
        int sectorSize = design.disk().sectorSize();
        if (table.hasBackup() && size / sectorSize < Gpt.smallest(sectorSize)) {
            found.add(
                    Diagnostic.error(
                            "LAY-060",
                            "/disk/size",
                            "the disk has no room for a GPT",
                            "make it larger, or choose mbr"));
        }
        for (Segment.Partition it : partitions) {
            String path = table.path(it.index());
            inside(it, path, frame);
            fits(it, path);
            aligned(it, path, frame);
            for (Segment.Partition other : partitions) {
                if (other.index() < it.index()
                        && it.start() < other.end()
                        && other.start() < it.end()) {
                    found.add(
                            Diagnostic.error(
                                    "LAY-061",
                                    path,
                                    "%s and %s overlap by %s"
                                            .formatted(
                                                    name(it),
                                                    name(other),
                                                    SizeText.display(
                                                            Math.min(it.end(), other.end())
                                                                    - Math.max(
                                                                            it.start(),
                                                                            other.start()))),
                                    "move one of them, or let it follow the one before"));
                }
            }
        }
        mbr(partitions, sectorSize);
    }

    private void inside(Segment.Partition it, String path, LayoutResolver.Frame frame) {
        if (it.start() < frame.firstUsable()) {
            found.add(
                    Diagnostic.error(
                            "LAY-062",
                            path + start(),
                            "%s begins within the partition table".formatted(name(it)),
                            "the first byte free is " + frame.firstUsable()));
        }
        long over = it.end() - frame.usableEnd(size);
        if (over > 0) {
            Diagnostic diagnostic =
                    Diagnostic.error(
                            "LAY-063",
                            path,
                            "%s runs %s off the disk".formatted(name(it), SizeText.display(over)),
                            "the disk has %s for partitions"
                                    .formatted(
                                            SizeText.display(Math.max(0, frame.usableEnd(size)))));
            var disk = design.disk().size();
            if (disk != null) {
                long grain = frame.grain();
                long wanted = size + Math.ceilDiv(over, grain) * grain;
                diagnostic =
                        diagnostic.withFix(
                                new Edit.SetDisk(design.disk().withSize(ByteSize.of(wanted))));
            }
            found.add(diagnostic);
        }
    }

    private void fits(Segment.Partition it, String path) {
        if (it.size() <= 0 && it.volume() == null) {
            found.add(
                    Diagnostic.error(
                            "LAY-064",
                            path,
                            "there is no room left for %s".formatted(name(it)),
                            "make the disk larger, or another partition smaller"));
            return;
        }
        Volume volume = it.volume();
        if (volume != null && volume.minimumSize() > it.size()) {
            long missing = volume.minimumSize() - it.size();
            Diagnostic diagnostic =
                    Diagnostic.error(
                            "FS-023",
                            path,
                            "%s needs %d bytes for its contents and has %d: %d bytes are missing"
                                    .formatted(name(it), volume.minimumSize(), it.size(), missing),
                            "give it %s more".formatted(SizeText.display(missing)));
            var fix = grow(it, missing);
            found.add(fix == null ? diagnostic : diagnostic.withFix(fix));
        }
    }

    private void aligned(Segment.Partition it, String path, LayoutResolver.Frame frame) {
        // A BIOS boot partition holds code that is read once, in whole sectors.
        if (!frame.whole()
                && it.start() % frame.grain() != 0
                && !it.type().name().equals("bios-boot")) {
            found.add(
                    Diagnostic.warning(
                            "LAY-065",
                            path + start(),
                            "%s begins off the grain".formatted(name(it)),
                            "a start on a multiple of %s is faster on most disks"
                                    .formatted(SizeText.display(frame.grain()))));
        }
    }

    private void mbr(List<Segment.Partition> partitions, int sectorSize) {
        if (table.kind() != TableKind.MBR) {
            return;
        }
        for (Segment.Partition it : partitions) {
            if (it.end() / sectorSize - 1 > Mbr.MAX_LBA) {
                found.add(
                        Diagnostic.error(
                                "LAY-066",
                                table.path(it.index()),
                                "%s ends beyond what an MBR can name".formatted(name(it)),
                                "choose gpt"));
            }
        }
    }

    private String start() {
        return design.layout().preset() == null ? "/start" : "";
    }

    private static String name(Segment.Partition it) {
        return it.spec().name().isEmpty()
                ? it.number() == 0 ? "the file system" : "partition " + it.number()
                : it.spec().name();
    }

    /// {@return the edit that gives a partition `missing` bytes more, itself or by way of the disk; null if none does}
    private @Nullable Edit grow(Segment.Partition it, long missing) {
        PartitionSpec spec = it.spec();
        ByteSize disk = design.disk().size();
        boolean takesRest =
                spec.end() == null
                        && (spec.size() == null
                                || spec.size().base() instanceof SizeExpression.Rest);
        if (takesRest && disk != null) {
            long grain = design.layout().align().inBytes(design.disk().sectorSize());
            long wanted =
                    disk.inBytes(design.disk().sectorSize()) + Math.ceilDiv(missing, grain) * grain;
            return new Edit.SetDisk(
                    design.disk().withSize(SizeText.parseFixed(SizeText.exact(wanted))));
        }
        if (spec.size() != null
                && spec.size().base() instanceof SizeExpression.Fixed
                && design.layout().preset() == null) {
            return new Edit.SetPartition(
                    it.index(),
                    spec.withPlace(
                            spec.start(),
                            null,
                            SizeExpression.fixed(
                                    Math.ceilDiv(it.size() + missing, 1L << 20) << 20)));
        }
        return null;
    }
}
