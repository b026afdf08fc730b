package dev.diskwright.core.plan;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Fix;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.table.Gpt;
import dev.diskwright.core.table.Mbr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What only shows once every partition has its place.
///
/// @param size of the disk in bytes
/// @param found takes what is wrong
/// @param measured what the file systems need, in the order of the explicit layout
record PlacementChecks(
        Design design, Table table, long size, List<Diagnostic> found, List<Measured> measured) {
    private static final int MANY = 64; // partitions from which on only one problem gets remedies

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
        var wrong = new ArrayList<Wrong>();
        for (Segment.Partition it : partitions) {
            String path = table.path(it.index());
            inside(it, path, frame, wrong);
            fits(it, path, wrong);
            aligned(it, path, frame, wrong);
            for (Segment.Partition other : partitions) {
                if (other.index() < it.index()
                        && it.start() < other.end()
                        && other.start() < it.end()) {
                    wrong.add(
                            new Wrong(
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
                                                                                    other
                                                                                            .start()))),
                                            "move one of them, or let it follow the one before"),
                                    remedies -> remedies.apart(it.index(), other.index())));
                }
            }
        }
        tell(wrong, partitions);
        mbr(partitions, sectorSize);
    }

    /// A problem with what would mend it.
    private record Wrong(Diagnostic diagnostic, Function<Remedies, List<Fix>> fixes) {}

    /// Looks for remedies of the first problems only: they solve others too, and looking takes time.
    private void tell(List<Wrong> wrong, List<Segment.Partition> partitions) {
        if (wrong.isEmpty()) {
            return;
        }
        var remedies = new Remedies(design, measured, partitions, size);
        int mended = partitions.size() < MANY ? 2 : 1;
        for (int i = 0; i < wrong.size(); i++) {
            Diagnostic it = wrong.get(i).diagnostic();
            found.add(i < mended ? it.withFixes(wrong.get(i).fixes().apply(remedies)) : it);
        }
    }

    private void inside(
            Segment.Partition it, String path, LayoutResolver.Frame frame, List<Wrong> wrong) {
        if (it.start() < frame.firstUsable()) {
            Diagnostic diagnostic =
                    Diagnostic.error(
                            "LAY-062",
                            path + start(),
                            "%s begins within the partition table".formatted(name(it)),
                            "the first byte free is " + frame.firstUsable());
            long first = Units.roundUp(frame.firstUsable(), frame.grain());
            wrong.add(new Wrong(diagnostic, remedies -> remedies.begin(it.index(), first)));
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
            wrong.add(new Wrong(diagnostic, remedies -> remedies.room(it.index(), over)));
        }
    }

    private void fits(Segment.Partition it, String path, List<Wrong> wrong) {
        if (it.size() <= 0 && it.volume() == null) {
            Diagnostic diagnostic =
                    Diagnostic.error(
                            "LAY-064",
                            path,
                            "there is no room left for %s".formatted(name(it)),
                            "make the disk larger, or another partition smaller");
            wrong.add(new Wrong(diagnostic, remedies -> remedies.room(it.index(), 1)));
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
            wrong.add(new Wrong(diagnostic, remedies -> remedies.room(it.index(), missing)));
        }
    }

    private void aligned(
            Segment.Partition it, String path, LayoutResolver.Frame frame, List<Wrong> wrong) {
        // A BIOS boot partition holds code that is read once, in whole sectors.
        if (!frame.whole()
                && it.start() % frame.grain() != 0
                && !it.type().name().equals("bios-boot")) {
            Diagnostic diagnostic =
                    Diagnostic.warning(
                            "LAY-065",
                            path + start(),
                            "%s begins off the grain".formatted(name(it)),
                            "a start on a multiple of %s is faster on most disks"
                                    .formatted(SizeText.display(frame.grain())));
            long before = Units.roundDown(it.start(), frame.grain());
            wrong.add(
                    new Wrong(
                            diagnostic,
                            remedies ->
                                    remedies.begin(it.index(), before + frame.grain(), before)));
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
                                        "choose gpt")
                                .withFixes(gpt(partitions)));
            }
        }
    }

    private List<Fix> gpt(List<Segment.Partition> partitions) {
        boolean possible =
                design.layout().preset() == null
                        && design.layout().partitions().stream()
                                .noneMatch(it -> it.flags().contains("active"))
                        && partitions.stream().allMatch(it -> it.type().gpt() != null);
        return possible
                ? List.of(
                        new Fix(
                                "Use a GPT",
                                new Edit.SetLayout(design.layout().withTable(TableKind.GPT))))
                : List.of();
    }

    private String start() {
        return design.layout().preset() == null ? "/start" : "";
    }

    static String name(Segment.Partition it) {
        return it.spec().name().isEmpty()
                ? it.number() == 0 ? "the file system" : "partition " + it.number()
                : it.spec().name();
    }
}
