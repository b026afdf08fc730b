package dev.diskwright.core.build;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import dev.diskwright.core.table.Gpt;
import dev.diskwright.core.table.Mbr;
import dev.diskwright.core.table.PartitionTable;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads an image that was just written and holds what it says of itself against its plan, value by value.
final class ImageChecks {
    private static final String CONTAINER = "Container";
    private static final String TABLE = "Table";
    private static final String NONE = "none";

    private final Plan plan;
    private final List<Check> checks = new ArrayList<>();

    private ImageChecks(Plan plan) {
        this.plan = plan;
    }

    /// {@return every comparison}
    ///
    /// @param findings of the checkers over its structures
    /// @param fingerprint of the disk that was read back, whose bytes have been compared already
    static List<Check> of(
            Plan plan,
            ContainerFormat format,
            DiskImage written,
            List<Finding> findings,
            String fingerprint)
            throws IOException {
        var it = new ImageChecks(plan);
        it.container(format, written);
        it.table(written);
        it.partitions(written);
        it.contents(written, findings);
        it.reproducible(fingerprint);
        return List.copyOf(it.checks);
    }

    private void add(String group, String name, String expected, String found, long offset) {
        checks.add(Check.compare(group, name, expected, found, offset));
    }

    private void container(ContainerFormat format, DiskImage written) {
        String found = written.container().map(ContainerFormat::name).orElse(NONE);
        add(CONTAINER, "Format", format.name(), found, -1);
        add(CONTAINER, "Size of the disk", bytes(plan.size()), bytes(written.disk().size()), -1);
    }

    private void table(DiskImage written) throws IOException {
        if (isFilledWhole()) {
            return; // a table in there is the image's own
        }
        Optional<PartitionTable> table = written.table();
        add(TABLE, "Kind", kind(plan.table()), table.map(ImageChecks::kind).orElse(NONE), 0);
        if (plan.table() != TableKind.NONE) {
            String id = table.map(ImageChecks::id).orElse(NONE);
            add(TABLE, "Identifier", plan.diskId().toLowerCase(Locale.ROOT), id, 0);
            add(
                    TABLE,
                    "Sector size",
                    plan.sectorSize() + " bytes",
                    table.map(it -> it.sectorSize() + " bytes").orElse(NONE),
                    -1);
            add(
                    TABLE,
                    "Partitions",
                    String.valueOf(plan.partitions().size()),
                    String.valueOf(written.parts().size()),
                    -1);
        }
    }

    /// {@return whether the whole disk is the bytes of an image}
    private boolean isFilledWhole() {
        return plan.table() == TableKind.NONE
                && plan.partitions().stream()
                        .anyMatch(it -> it.spec().filesystem() instanceof Filesystem.Image);
    }

    private static String kind(TableKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String kind(PartitionTable table) {
        return kind(
                switch (table) {
                    case Gpt gpt -> gpt.mirrors().isEmpty() ? TableKind.GPT : TableKind.HYBRID;
                    case Mbr _ -> TableKind.MBR;
                });
    }

    private static String id(PartitionTable table) {
        return switch (table) {
            case Gpt gpt -> gpt.diskGuid().toString();
            case Mbr mbr -> "%08x".formatted(mbr.signature());
        };
    }

    private void partitions(DiskImage written) throws IOException {
        if (isFilledWhole()) {
            return;
        }
        List<DiskImage.Part> parts = written.parts();
        for (Segment.Partition it : plan.partitions()) {
            String group =
                    it.number() == 0
                            ? "File system"
                            : "Partition "
                                    + it.number()
                                    + (it.spec().name().isEmpty() ? "" : ", " + it.spec().name());
            Optional<DiskImage.Part> part =
                    parts.stream().filter(one -> one.number() == it.number()).findFirst();
            if (part.isEmpty()) {
                add(group, "Entry", "present", "absent", -1);
            } else {
                partition(group, it, part.get());
            }
        }
    }

    private void partition(String group, Segment.Partition planned, DiskImage.Part found)
            throws IOException {
        long at = planned.start();
        add(group, "Start", bytes(at), bytes(found.offset()), at);
        add(group, "Size", bytes(planned.size()), bytes(found.bytes().size()), at);
        if (found.entry() != null) {
            add(group, "Type", planned.type().name(), found.entry().type().name(), -1);
            if (planned.id() != null) {
                add(
                        group,
                        "Identifier",
                        planned.id().toString(),
                        String.valueOf(found.entry().id()),
                        -1);
            }
        }
        Volume volume = planned.volume();
        // Of an image in which nothing is known, its bytes are all there is to compare.
        if (volume != null && !volume.type().equals(Volume.RAW)) {
            Optional<VolumeInfo> info = found.volume();
            add(group, "File system", volume.type(), info.map(VolumeInfo::type).orElse(NONE), at);
            add(
                    group,
                    "Label",
                    quoted(volume.label()),
                    quoted(info.map(VolumeInfo::label).orElse("")),
                    at);
            add(
                    group,
                    "File system identifier",
                    volume.uuid(),
                    info.map(VolumeInfo::uuid).orElse(NONE),
                    at);
        }
    }

    private void contents(DiskImage written, List<Finding> findings) {
        String group = "Contents";
        add(
                group,
                "Bytes that are as designed",
                bytes(plan.size()),
                bytes(written.disk().size()),
                -1);
        long errors =
                findings.stream().filter(it -> it.severity() == Finding.Severity.ERROR).count();
        add(group, "Errors in structures", "0", String.valueOf(errors), -1);
        long files =
                plan.partitions().stream()
                        .mapToLong(it -> it.volume() == null ? 0 : it.volume().files())
                        .sum();
        checks.add(Check.state(group, "Files and directories", String.valueOf(files)));
    }

    private void reproducible(String fingerprint) {
        String group = "Reproducible";
        Design design = plan.design();
        add(group, "Fingerprint", fingerprint, fingerprint, -1);
        String seed = design.reproducible().seed();
        checks.add(Check.state(group, "Seed", seed.isEmpty() ? design.name() : seed));
        checks.add(
                Check.state(
                        group,
                        "Identifiers",
                        design.reproducible().identifiers().name().toLowerCase(Locale.ROOT)));
        checks.add(
                Check.state(
                        group,
                        "Timestamp",
                        Instant.ofEpochSecond(design.reproducible().timestamp()).toString()));
    }

    private static String quoted(String label) {
        return label.isEmpty() ? NONE : "\"" + label + "\"";
    }

    private static String bytes(long count) {
        return "%s (%d bytes)".formatted(SizeText.display(count), count);
    }
}
