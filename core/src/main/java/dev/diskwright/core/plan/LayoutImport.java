package dev.diskwright.core.plan;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.table.Gpt;
import dev.diskwright.core.table.GptAttribute;
import dev.diskwright.core.table.Mbr;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.table.PartitionTable;
import dev.diskwright.core.table.PartitionType;
import dev.diskwright.core.table.PartitionTypes;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a disk that exists into a design of one like it: planned and built, it has the same partitions in the same
/// places, with the same identifiers.
public final class LayoutImport {
    private static final int SECTOR = 512; // where no table says otherwise

    private final DiskImage image;
    private final @Nullable String source;
    private final List<String> lost = new ArrayList<>();
    private final List<PartitionSpec> partitions = new ArrayList<>();

    private LayoutImport(DiskImage image, @Nullable String source) {
        this.image = image;
        this.source = source;
    }

    /// What came of it.
    ///
    /// @param lost what a disk of this design will not have, in sentences; empty for none
    public record Imported(Design design, List<String> lost) {
        /// Copies the list.
        public Imported {
            lost = List.copyOf(lost);
        }
    }

    /// {@return a design of such a disk}
    ///
    /// @param name of the design
    /// @param source what the design calls the image's file: each partition takes its bytes from there. With null none
    ///     takes any, and those with an ext4 or FAT file system get an empty one with its label and identifier
    /// @throws ImageException if the disk or its table cannot be read
    /// @throws InterruptedException if the thread was interrupted
    public static Imported of(DiskImage image, String name, @Nullable String source)
            throws IOException, InterruptedException {
        return new LayoutImport(image, source).make(name);
    }

    private Imported make(String name) throws IOException, InterruptedException {
        Optional<PartitionTable> table = image.table();
        int sectorSize = table.map(PartitionTable::sectorSize).orElse(SECTOR);
        Layout layout = layout(table.orElse(null));
        Design start = Design.of(name, Preset.NONE);
        Boot boot = start.boot().withLoader(Boot.Loader.NONE);
        Design design =
                start.withDisk(
                                start.disk()
                                        .withFormat(
                                                image.container()
                                                        .map(ContainerFormat::name)
                                                        .orElse("raw"))
                                        .withSectorSize(sectorSize)
                                        .withSize(ByteSize.of(diskSize(sectorSize))))
                        .withLayout(layout)
                        .withBoot(boot);
        return new Imported(design, lost);
    }

    private long diskSize(int sectorSize) {
        long size = image.disk().size();
        long whole = Units.roundUp(size, sectorSize);
        if (whole != size) {
            lost.add(
                    "The disk has %d bytes, which are no whole sectors; it gets %d."
                            .formatted(size, whole));
        }
        return whole;
    }

    private Layout layout(@Nullable PartitionTable table) throws IOException, InterruptedException {
        if (table == null) {
            partitions.add(whole());
            return Layout.explicit(TableKind.NONE, null, partitions);
        }
        table.partitions().stream()
                .sorted(Comparator.comparingLong(Partition::firstLba))
                .filter(it -> !it.type().isExtended())
                .filter(it -> isOnDisk(table, it))
                .map(it -> partition(table, it))
                .forEach(partitions::add);
        fill();
        if (partitions.isEmpty()) {
            lost.add("The partition table is empty, and a design needs a partition.");
        }
        switch (table) {
            case Gpt gpt -> mirrors(gpt);
            case Mbr mbr -> extended(mbr);
        }
        Leftovers.of(image.disk(), table).forEach(lost::add);
        TableKind kind =
                switch (table) {
                    case Gpt gpt -> gpt.mirrors().isEmpty() ? TableKind.GPT : TableKind.HYBRID;
                    case Mbr _ -> TableKind.MBR;
                };
        String id =
                switch (table) {
                    case Gpt gpt -> gpt.diskGuid().toString();
                    case Mbr mbr -> "%08x".formatted(mbr.signature());
                };
        return Layout.explicit(kind, null, partitions)
                .withDiskId(id)
                .withAlign(ByteSize.of(grain(table)));
    }

    /// {@return the largest grain that all partitions begin on, up to the usual one}
    private static long grain(PartitionTable table) {
        long all = Units.MIB;
        for (Partition it : table.partitions()) {
            all |= it.type().isExtended() ? 0 : table.offset(it);
        }
        return Math.max(table.sectorSize(), Long.lowestOneBit(all));
    }

    private boolean isOnDisk(PartitionTable table, Partition it) {
        boolean fits = table.offset(it) <= image.disk().size() - table.size(it);
        if (!fits) {
            lost.add(
                    "Partition %d ends behind the end of the disk, and is left out."
                            .formatted(it.number()));
        }
        return fits;
    }

    private PartitionSpec partition(PartitionTable table, Partition it) {
        long start = table.offset(it);
        return new PartitionSpec(
                it.name(),
                type(table, it.type()),
                it.number(),
                ByteSize.of(start),
                ByteSize.of(start + table.size(it)),
                null,
                it.id(),
                flags(it),
                null,
                null);
    }

    /// {@return text that stands for the very type, not only for one of the same meaning}
    private static String type(PartitionTable table, PartitionType it) {
        PartitionType parsed = PartitionTypes.parse(it.name()).orElse(it);
        return switch (table) {
            case Gpt _ ->
                    Objects.equals(parsed.gpt(), it.gpt()) ? it.name() : String.valueOf(it.gpt());
            case Mbr _ -> parsed.mbr() == it.mbr() ? it.name() : "0x%02x".formatted(it.mbr());
        };
    }

    private List<String> flags(Partition it) {
        var known = GptAttribute.of(it.attributes());
        long others = it.attributes() & ~GptAttribute.bits(known);
        if (others != 0) {
            lost.add(
                    "Partition %d has attribute bits without a name, 0x%016x, which it loses."
                            .formatted(it.number(), others));
        }
        var flags = new ArrayList<String>(known.stream().map(GptAttribute::text).toList());
        if (it.active()) {
            flags.add("active");
        }
        return flags;
    }

    /// Gives the partitions what is in them, or the like of it.
    private void fill() throws IOException, InterruptedException {
        List<DiskImage.Part> parts = image.parts();
        for (int i = 0; i < partitions.size(); i++) {
            PartitionSpec it = partitions.get(i);
            int number = Objects.requireNonNull(it.number());
            DiskImage.Part part =
                    parts.stream().filter(one -> one.number() == number).findFirst().orElse(null);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while importing");
            }
            if (source != null) {
                partitions.set(i, it.withFilesystem(new Filesystem.Image(source, number)));
            } else if (part != null) {
                partitions.set(
                        i, it.withFilesystem(Likeness.of(part, "Partition " + number, lost::add)));
            }
        }
    }

    /// {@return the one file system of a disk without a table}
    private PartitionSpec whole() throws IOException {
        boolean raw = image.container().map(it -> it.name().equals("raw")).orElse(true);
        Filesystem filesystem =
                source == null
                        ? Likeness.of(image.parts().getFirst(), "The disk", lost::add)
                        : new Filesystem.Image(source, raw ? null : Integer.valueOf(0));
        return new PartitionSpec(
                "", "linux", null, null, null, null, null, List.of(), filesystem, null);
    }

    private void mirrors(Gpt gpt) {
        List<Gpt.Mirror> given = gpt.mirrors();
        if (given.isEmpty()) {
            return;
        }
        List<Gpt.Mirror> made =
                gpt.partitions().stream()
                        .sorted(Comparator.comparingLong(Partition::firstLba))
                        .filter(it -> it.type().mbr() != -1 && it.lastLba() < Mbr.MAX_LBA)
                        .limit(Gpt.MAX_MIRRORS)
                        .map(it -> new Gpt.Mirror(it.number(), it.type(), false))
                        .toList();
        boolean same =
                made.size() == given.size()
                        && made.stream()
                                .allMatch(one ->
                                        given.stream()
                                                .anyMatch(other ->
                                                        other.number() == one.number()
                                                                && other.type().mbr()
                                                                        == one.type().mbr()
                                                                && !other.active()));
        if (!same) {
            lost.add(
                    "The hybrid MBR shows other partitions, types or an active one; it gets the first three.");
        }
    }

    /// Logical partitions lie in an extended one, which a design leaves to the table.
    private void extended(Mbr mbr) {
        Partition given = mbr.extended().orElse(null);
        if (given == null) {
            return;
        }
        List<Partition> others =
                mbr.partitions().stream().filter(it -> !it.type().isExtended()).toList();
        Partition made;
        try {
            made =
                    new Mbr(mbr.sectorSize(), mbr.sectors(), mbr.signature(), others)
                            .extended()
                            .orElse(null);
        } catch (IllegalArgumentException e) {
            lost.add("The logical partitions cannot be laid out: " + e.getMessage() + ".");
            return;
        }
        if (made == null) {
            lost.add("The extended partition is empty, and is left out.");
        } else if (!made.equals(given)) {
            lost.add(
                    "The extended partition is made anew: number %d, from %s to %s."
                            .formatted(
                                    made.number(),
                                    SizeText.exact(mbr.offset(made)),
                                    SizeText.exact(mbr.offset(made) + mbr.size(made))));
        }
    }
}
