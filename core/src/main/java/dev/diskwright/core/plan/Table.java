package dev.diskwright.core.plan;

import dev.diskwright.core.boot.BootDisk;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.table.Gpt;
import dev.diskwright.core.table.GptAttribute;
import dev.diskwright.core.table.Mbr;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.table.PartitionTable;
import dev.diskwright.core.table.PartitionType;
import dev.diskwright.core.table.PartitionTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What the kind of table means for a layout: types, numbers and attributes of the partitions, and the room the table
/// takes.
final class Table {
    private static final int PRIMARIES = 4;

    private final Design design;
    private final Layout layout;
    private final int sectorSize;
    private final List<PartitionType> types = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();

    private Table(Design design, Layout layout) {
        this.design = design;
        this.layout = layout;
        this.sectorSize = design.disk().sectorSize();
    }

    /// {@return the table of an explicit layout; what is wrong goes to `found`}
    static Table of(Design design, Layout layout, List<Diagnostic> found) {
        var table = new Table(design, layout);
        table.number();
        for (int i = 0; i < layout.partitions().size(); i++) {
            table.types.add(table.type(layout.partitions().get(i), i, found));
            table.flags(layout.partitions().get(i), i, found);
        }
        return table;
    }

    TableKind kind() {
        return layout.table();
    }

    /// {@return JSON path of a partition, or of the preset it comes from}
    String path(int index) {
        return design.layout().preset() == null ? "/layout/partitions/" + index : "/layout";
    }

    PartitionType type(int index) {
        return types.get(index);
    }

    /// {@return number in the table; 0 without a table}
    int number(int index) {
        return numbers.get(index);
    }

    boolean isLogical(int index) {
        return kind() == TableKind.MBR && number(index) >= Mbr.FIRST_LOGICAL;
    }

    private void number() {
        List<PartitionSpec> partitions = layout.partitions();
        Set<Integer> taken = new HashSet<>();
        partitions.forEach(it -> {
            if (it.number() != null) {
                taken.add(it.number());
            }
        });
        // An MBR with more than four partitions keeps the fourth entry for the extended one.
        boolean crowded = kind() == TableKind.MBR && partitions.size() > PRIMARIES;
        int next = 1;
        for (PartitionSpec it : partitions) {
            if (kind() == TableKind.NONE) {
                numbers.add(0);
            } else if (it.number() != null) {
                numbers.add(it.number());
            } else {
                while (taken.contains(next) || crowded && next == PRIMARIES) {
                    next++;
                }
                numbers.add(next++);
            }
        }
    }

    private PartitionType type(PartitionSpec it, int index, List<Diagnostic> found) {
        boolean swap = it.filesystem() instanceof Filesystem.Swap && it.type().equals("linux");
        PartitionType type = PartitionTypes.parse(swap ? "linux-swap" : it.type()).orElse(null);
        if (type == null) {
            found.add(
                    Diagnostic.error(
                            "LAY-040",
                            path(index) + "/type",
                            "the type \"%s\" is not known".formatted(it.type()),
                            "write a name such as esp or linux, a GUID, or 0x83"));
            return PartitionTypes.named("linux").orElseThrow();
        }
        boolean expressible =
                switch (kind()) {
                    case GPT, HYBRID -> type.gpt() != null;
                    case MBR -> type.mbr() != -1;
                    case NONE -> true;
                };
        if (!expressible) {
            found.add(
                    Diagnostic.error(
                            "LAY-041",
                            path(index) + "/type",
                            "%s has no type %s".formatted(kind(), type.name()),
                            "choose another type or another table"));
        }
        return type;
    }

    private void flags(PartitionSpec it, int index, List<Diagnostic> found) {
        for (int i = 0; i < it.flags().size(); i++) {
            String flag = it.flags().get(i);
            boolean known =
                    switch (kind()) {
                        case GPT, HYBRID ->
                                GptAttribute.named(flag).isPresent()
                                        || flag.equals("boot")
                                                && types.get(index).name().equals("esp");
                        case MBR -> flag.equals("active") || flag.equals("boot");
                        case NONE -> false;
                    };
            if (!known) {
                found.add(
                        Diagnostic.error(
                                "LAY-042",
                                path(index) + "/flags/" + i,
                                "a partition here has no flag \"%s\"".formatted(flag),
                                "GPT knows required, no-block-io, legacy-boot, growfs, read-only, no-auto"
                                        + " and, on an ESP, boot; MBR knows active"));
            }
        }
    }

    /// {@return attribute bits in a GPT}
    long attributes(int index) {
        long bits = 0;
        for (String flag : layout.partitions().get(index).flags()) {
            bits |= GptAttribute.named(flag).map(GptAttribute::mask).orElse(0L);
        }
        return bits;
    }

    /// {@return what the table leaves to partitions}
    LayoutResolver.Frame frame() {
        long size = design.disk().size() == null ? -1 : design.disk().size().inBytes(sectorSize);
        boolean whole = kind() == TableKind.NONE;
        long first =
                switch (kind()) {
                    case GPT, HYBRID -> Gpt.firstUsable(sectorSize) * sectorSize;
                    case MBR -> sectorSize;
                    case NONE -> 0;
                };
        return new LayoutResolver.Frame(
                size,
                first,
                hasBackup() ? tail() : 0,
                layout.align().inBytes(sectorSize),
                sectorSize,
                design.disk().additionalSpace().inBytes(sectorSize),
                whole);
    }

    boolean hasBackup() {
        return kind() == TableKind.GPT || kind() == TableKind.HYBRID;
    }

    /// {@return bytes that the backup table takes}
    private long tail() {
        long sectors = Units.GIB; // any number shows the distance from the end
        return (sectors - 1 - Gpt.lastUsable(sectorSize, sectors)) * sectorSize;
    }

    /// {@return what the disk is called}
    String diskId(Identifiers ids) {
        return switch (kind()) {
            case GPT, HYBRID -> ids.diskGuid().toString();
            case MBR -> "%08x".formatted(ids.diskSignature());
            case NONE -> "";
        };
    }

    /// {@return the table with these partitions in it}
    ///
    /// @throws IllegalArgumentException if they do not fit; diagnostics have said so before
    PartitionTable build(Identifiers ids, long diskSize, List<Segment.Partition> partitions) {
        long sectors = diskSize / sectorSize;
        if (kind() == TableKind.MBR) {
            List<Partition> entries =
                    partitions.stream()
                            .map(it ->
                                    Partition.mbr(
                                            it.number(),
                                            it.start() / sectorSize,
                                            it.end() / sectorSize - 1,
                                            it.type(),
                                            isActive(it)))
                            .toList();
            return new Mbr(sectorSize, sectors, ids.diskSignature(), entries);
        }
        List<Partition> entries = partitions.stream().map(it -> gptEntry(it, ids)).toList();
        return new Gpt(sectorSize, sectors, ids.diskGuid(), entries, mirrors(partitions));
    }

    /// {@return where boot code may be embedded; of no length if there is no such place}
    BootDisk.Area embedding(List<Segment.Partition> partitions) {
        return switch (kind()) {
            case NONE -> BootDisk.Area.NONE;
            case GPT, HYBRID ->
                    partitions.stream()
                            .filter(it -> it.type().name().equals("bios-boot") && it.size() > 0)
                            .findFirst()
                            .map(it -> new BootDisk.Area(it.start(), it.size(), it.number()))
                            .orElse(BootDisk.Area.NONE);
            case MBR -> {
                long grain =
                        layout.align().inBytes(sectorSize); // before a logical one its EBR lies
                long first =
                        partitions.stream()
                                .mapToLong(it -> it.start() - (isLogical(it.index()) ? grain : 0))
                                .min()
                                .orElse(sectorSize);
                yield new BootDisk.Area(sectorSize, Math.max(0, first - sectorSize), 0);
            }
        };
    }

    private Partition gptEntry(Segment.Partition it, Identifiers ids) {
        UUID id = ids.partition(it.spec(), it.number());
        return Partition.gpt(
                it.number(),
                it.start() / sectorSize,
                it.end() / sectorSize - 1,
                it.type(),
                id,
                it.spec().name(),
                it.attributes());
    }

    private static boolean isActive(Segment.Partition it) {
        return it.spec().flags().contains("active") || it.spec().flags().contains("boot");
    }

    /// {@return the first partitions that an MBR can name too, for a hybrid MBR}
    private List<Gpt.Mirror> mirrors(List<Segment.Partition> partitions) {
        if (kind() != TableKind.HYBRID) {
            return List.of();
        }
        return partitions.stream()
                .filter(it -> it.type().mbr() != -1 && it.end() / sectorSize <= Mbr.MAX_LBA)
                .limit(Gpt.MAX_MIRRORS)
                .map(it -> new Gpt.Mirror(it.number(), it.type(), false))
                .toList();
    }
}
