package dev.diskwright.core.plan;

import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.boot.initramfs.DiskBus;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignChecks;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.fs.Lost;
import dev.diskwright.core.fs.Refused;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.fs.verity.Verity;
import dev.diskwright.core.fs.verity.VerityTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One design on its way to a plan. Reads nothing: what has to be known of sources is given.
final class Resolution {
    /// Machines of QEMU with a PIIX of Intel's.
    private static final Pattern PIIX = Pattern.compile("pc|pc-i440fx-.*");

    /// Errors after which sizes mean nothing: of sector size, disk size, grain, table and timestamp.
    private static final Set<String> FATAL =
            Set.of(
                    "LAY-001", "LAY-002", "LAY-003", "LAY-004", "LAY-010", "LAY-011", "LAY-012",
                    "LAY-013", "LAY-014", "LAY-015", "LAY-016", "PRJ-012");

    private final Design design;
    private final List<Diagnostic> found;
    private final Layout layout;
    private final Table table;
    private final Identifiers ids;
    private final Volumes formats;
    private final int esp;
    private final boolean broken;
    private final Proofs proofs;

    Resolution(Design design) {
        this(design, Map.of());
    }

    /// @param proved hashes that were made, by the name of the partition that they prove
    Resolution(Design design, Map<String, VerityTree> proved) {
        this.design = design;
        found = new ArrayList<>(DesignChecks.check(design));
        layout = StartedPartition.mark(design, Presets.expand(design));
        table = Table.of(design, layout, found);
        proofs = Proofs.of(layout.partitions(), proved);
        ids = Identifiers.of(design, layout.diskId()).withProved(guidsByNumber());
        formats = new Volumes(design, ids);
        esp = findEsp();
        broken = found.stream().anyMatch(it -> FATAL.contains(it.code()));
    }

    Design design() {
        return design;
    }

    /// {@return which partitions are proved by which}
    Proofs proofs() {
        return proofs;
    }

    private Map<Integer, UUID> guidsByNumber() {
        Map<Integer, UUID> guids = new HashMap<>();
        proofs.guids().forEach((index, guid) -> guids.put(table.number(index), guid));
        return guids;
    }

    /// Says which GUIDs of the design's own keep systemd from finding what is proved.
    private void guids() {
        proofs.guids()
                .forEach((index, guid) -> {
                    UUID given = layout.partitions().get(index).uuid();
                    if (given != null && !given.equals(guid)) {
                        found.add(
                                Diagnostic.warning(
                                        "FS-034",
                                        table.path(index) + "/uuid",
                                        "%s is not found by its root hash, as it has a GUID of its own"
                                                .formatted(name(index)),
                                        "leave the GUID out, or write " + guid));
                    }
                });
    }

    /// {@return the partitions of the explicit layout}
    List<PartitionSpec> partitions() {
        return layout.partitions();
    }

    Table table() {
        return table;
    }

    Identifiers ids() {
        return ids;
    }

    Volumes formats() {
        return formats;
    }

    /// {@return whether errors in the design itself leave nothing to resolve}
    boolean isBroken() {
        return broken;
    }

    /// {@return whether the settings of the virtual machine are without errors}
    boolean isMachineSound() {
        return found.stream().noneMatch(it -> it.isError() && it.path().startsWith("/vm"));
    }

    /// {@return index of the ESP that firmware reads, -1 if there is none}
    int esp() {
        return esp;
    }

    /// {@return index of the partition that takes a file of that path, -1 if none does}
    int home(BootFile.Place place, String path) {
        return switch (place) {
            case ESP -> esp;
            case SYSTEM -> ImageContents.partitionOf(layout.partitions(), path);
        };
    }

    private int findEsp() {
        for (int i = 0; i < layout.partitions().size(); i++) {
            PartitionSpec it = layout.partitions().get(i);
            boolean fat = it.filesystem() != null && it.filesystem().type().equals("vfat");
            if (fat && (table.type(i).name().equals("esp") || table.kind() == TableKind.NONE)) {
                return i;
            }
        }
        return -1;
    }

    /// {@return what there is to boot from}
    BootPlan.Key bootKey() {
        boolean bios =
                switch (table.kind()) {
                    case MBR -> true;
                    case NONE -> esp < 0; // FAT has its own code in the first sector
                    case GPT, HYBRID ->
                            layout.partitions().stream()
                                    .anyMatch(it -> it.type().equals("bios-boot"));
                };
        boolean embedding =
                bios && table.kind() != TableKind.NONE && design.disk().sectorSize() == 512;
        return new BootPlan.Key(
                design.boot(),
                design.name(),
                table.kind(),
                esp >= 0,
                bios,
                embedding,
                rootDevice(),
                proofs.words(),
                bus(),
                bootVolumes());
    }

    /// {@return how the machine's disk is attached}
    private DiskBus bus() {
        return switch (design.vm().diskInterface()) {
            case VIRTIO -> DiskBus.VIRTIO;
            case SCSI -> DiskBus.VIRTIO_SCSI;
            case NVME -> DiskBus.NVME;
            case USB -> DiskBus.USB;
            case IDE ->
                    PIIX.matcher(design.vm().effectiveMachine()).matches()
                            ? DiskBus.PIIX
                            : DiskBus.AHCI;
        };
    }

    private List<BootPlan.Volume> bootVolumes() {
        var volumes = new ArrayList<BootPlan.Volume>();
        for (int i = 0; i < layout.partitions().size(); i++) {
            PartitionSpec it = layout.partitions().get(i);
            String uuid = uuid(it, table.number(i));
            volumes.add(
                    new BootPlan.Volume(
                            it.mount(),
                            it.filesystem() == null ? "" : it.filesystem().type(),
                            uuid == null ? "" : uuid,
                            i == esp));
        }
        return volumes;
    }

    private @Nullable String rootDevice() {
        for (int i = 0; i < layout.partitions().size(); i++) {
            PartitionSpec it = layout.partitions().get(i);
            if ("/".equals(it.mount()) && proofs.isProved(i)) {
                return proofs.mapped(i);
            }
            if ("/".equals(it.mount()) && it.filesystem() != null) {
                String uuid = uuid(it, 0);
                return switch (table.kind()) {
                    case GPT, HYBRID -> "PARTUUID=" + ids.partition(it, table.number(i));
                    case MBR ->
                            "PARTUUID="
                                    + Identifiers.mbrPartUuid(ids.diskSignature(), table.number(i));
                    case NONE -> uuid == null ? null : "UUID=" + uuid;
                };
            }
        }
        return null;
    }

    /// {@return the UUID of a file system that is made; null if none is, or none can be}
    private @Nullable String uuid(PartitionSpec it, int number) {
        if (!(it.filesystem() instanceof Filesystem.Formatted made)) {
            return null;
        }
        try {
            return formats.uuid(made, number);
        } catch (IllegalArgumentException e) {
            return null; // a diagnostic says why
        }
    }

    /// {@return the plan}
    ///
    /// @param known of the same partitions
    /// @param measuring for what their file systems need
    Plan resolve(Known known, Measuring measuring) {
        if (broken) {
            return unresolved(known);
        }
        homeless();
        images(known);
        guids();
        found.addAll(known.diagnostics().stream().filter(this::isNew).toList());
        Map<Measured.Key, Measured> measures = new HashMap<>();
        List<Measured> measured = measured(known, measuring, measures);
        Known all = known.withMeasures(measures);
        List<Segment.Partition> partitions;
        long size;
        try {
            LayoutResolver.Resolved resolved =
                    LayoutResolver.resolve(table.frame(), requests(measured));
            size = resolved.diskSize();
            partitions = place(resolved, all, measured);
        } catch (ArithmeticException e) {
            found.add(
                    Diagnostic.error(
                            "LAY-050", "/layout", "the sizes add up to more than 8 EiB", ""));
            return unresolved(all);
        }
        new PlacementChecks(design, table, size, found, measured).check(partitions);
        embedding(known.boot().embedded(), partitions);
        EspRemedy.add(design, all, found);
        return plan(size, partitions, all);
    }

    /// Looks whether there is room for the code that a BIOS loader embeds.
    private void embedding(long needed, List<Segment.Partition> partitions) {
        long there = table.embedding(partitions).length();
        if (needed > there) {
            boolean gpt = table.hasBackup();
            found.add(
                    Diagnostic.error(
                            BootPlan.NO_ROOM,
                            "/layout",
                            "what a BIOS starts needs %s %s, which has %s"
                                    .formatted(
                                            SizeText.display(needed),
                                            gpt
                                                    ? "of the BIOS boot partition"
                                                    : "before the first partition",
                                            SizeText.display(there)),
                            gpt
                                    ? "make the BIOS boot partition larger"
                                    : "let the first partition begin later"));
        }
    }

    /// {@return a plan without places, for a design whose errors leave nothing to resolve}
    private Plan unresolved(Known known) {
        ByteSize size = design.disk().size();
        long bytes = 0;
        try {
            bytes = size == null ? 0 : Math.max(0, size.inBytes(design.disk().sectorSize()));
        } catch (ArithmeticException e) {
            // stays 0: a diagnostic says so
        }
        return plan(bytes, List.of(), known);
    }

    private Plan plan(long size, List<Segment.Partition> partitions, Known known) {
        List<Diagnostic> all = new ArrayList<>(Ignoring.apply(design, found));
        all.sort(Diagnostic.WORST_FIRST);
        return new Plan(
                design,
                size,
                design.disk().sectorSize(),
                table.kind(),
                table.diskId(ids),
                Segments.of(table.frame(), size, table.kind(), partitions),
                known.boot().cmdline(),
                known.derived(),
                all,
                known);
    }

    /// Contents that no partition takes.
    private void homeless() {
        for (int i = 0; i < design.contents().size(); i++) {
            String target = design.contents().get(i).target();
            String path = "/contents/" + i + "/target";
            int owner = ImageContents.partitionOf(layout.partitions(), target);
            if (owner < 0) {
                addNew(
                        Diagnostic.error(
                                "SRC-011",
                                path,
                                "no partition is mounted on %s or above it".formatted(target),
                                "give a partition with a file system a mount point"));
            } else if (isFilled(owner)) {
                addNew(
                        Diagnostic.error(
                                "SRC-012",
                                path,
                                "%s is filled from an image, which takes no contents"
                                        .formatted(name(owner)),
                                "choose another target, or give the partition a file system"));
            }
        }
    }

    private boolean isFilled(int index) {
        return !(layout.partitions().get(index).filesystem() instanceof Filesystem.Formatted);
    }

    /// What is wrong with the images that partitions are filled from.
    private void images(Known known) {
        for (int i = 0; i < layout.partitions().size(); i++) {
            if (layout.partitions().get(i).filesystem() instanceof Filesystem.Image image) {
                String path = table.path(i) + "/filesystem";
                known.image(image).problems().stream().map(it -> it.at(path)).forEach(this::addNew);
            }
        }
    }

    private void addNew(Diagnostic diagnostic) {
        if (isNew(diagnostic)) {
            found.add(diagnostic);
        }
    }

    /// {@return whether it says more than that a wrong value is wrong}
    private boolean isNew(Diagnostic diagnostic) {
        return diagnostic.path().isEmpty()
                || found.stream()
                        .noneMatch(it -> it.isError() && it.path().equals(diagnostic.path()));
    }

    /// {@return what each partition's file system needs; nothing where there is none}
    private List<Measured> measured(
            Known known, Measuring measuring, Map<Measured.Key, Measured> measures) {
        var all = new ArrayList<Measured>();
        for (int i = 0; i < layout.partitions().size(); i++) {
            PartitionSpec it = layout.partitions().get(i);
            Measured measured = new Measured(null, "");
            if (it.filesystem() instanceof Filesystem.Image image) {
                measured = Measured.of(known.image(image).bytes().size());
            } else if (it.filesystem() instanceof Filesystem.Verity verity) {
                VerityTree hashes = proofs.trees().get(verity.data());
                measured = Measured.of(hashes == null ? VerityTree.BLOCK : hashes.size());
            } else if (it.filesystem() instanceof Filesystem.Formatted made) {
                try {
                    var tree = known.tree(i);
                    var _ = formats.uuid(made, table.number(i));
                    measured = measuring.measure(formats, made, table.number(i), tree);
                    measures.put(Measured.key(formats, made, tree), measured);
                } catch (IllegalArgumentException e) {
                    impossible(i, String.valueOf(e.getMessage()));
                }
                refusals(i, measured);
                losses(i, measured.lost());
            }
            all.add(measured);
        }
        return all;
    }

    /// Says why no file system holds the files that are meant for it, of each file by itself as far as there are few.
    private void refusals(int index, Measured measured) {
        Refused refused = measured.refused();
        if (refused.files() == 0 && !measured.problem().isEmpty()) {
            refused(index, measured.problem());
        }
        refused.first().forEach(it -> refused(index, String.valueOf(it.getMessage())));
        long more = refused.files() - refused.first().size();
        if (more > 0) {
            refused(
                    index,
                    more == 1
                            ? "1 more file cannot be on it"
                            : "%d more files cannot be on it".formatted(more));
        }
    }

    private void refused(int index, String sentence) {
        found.add(
                Diagnostic.error(
                        "FS-020",
                        table.path(index),
                        "%s: %s".formatted(name(index), sentence),
                        ""));
    }

    /// Says what a file system does not keep of the files in it.
    private void losses(int index, Lost lost) {
        if (lost.files() == 0) {
            return;
        }
        String examples =
                lost.first().stream().map(Finding::toString).collect(Collectors.joining("; "));
        found.add(
                Diagnostic.hint(
                        "FS-024",
                        table.path(index) + (design.layout().preset() == null ? "/filesystem" : ""),
                        "%s does not keep all that %s: %s"
                                .formatted(
                                        name(index),
                                        lost.files() == 1
                                                ? "1 file has"
                                                : "%d files have".formatted(lost.files()),
                                        examples),
                        "choose a file system that does, or ignore this"));
    }

    /// Says why a file system cannot be made, unless the design's own checks have said so.
    private void impossible(int index, String problem) {
        String path = table.path(index) + (design.layout().preset() == null ? "/filesystem" : "");
        if (found.stream().noneMatch(it -> it.path().startsWith(path + "/"))) {
            found.add(
                    Diagnostic.error("FS-021", path, problem, "")
                            .withFixes(FatLabel.fixes(design, index)));
        }
    }

    private List<LayoutResolver.Request> requests(List<Measured> measured) {
        long grain = layout.align().inBytes(design.disk().sectorSize());
        var requests = new ArrayList<LayoutResolver.Request>();
        for (int i = 0; i < measured.size(); i++) {
            requests.add(
                    new LayoutResolver.Request(
                            layout.partitions().get(i),
                            measured.get(i).minimumSize(),
                            table.isLogical(i) ? grain : 0));
        }
        return requests;
    }

    private List<Segment.Partition> place(
            LayoutResolver.Resolved resolved, Known known, List<Measured> measured) {
        var partitions = new ArrayList<Segment.Partition>();
        List<List<String>> devices = devices(known::image);
        for (int i = 0; i < measured.size(); i++) {
            PartitionSpec it = layout.partitions().get(i);
            LayoutResolver.Place place = resolved.places().get(i);
            int number = table.number(i);
            UUID id = table.hasBackup() ? ids.partition(it, number) : null;
            long size = Math.max(0, place.size());
            Volume volume = volume(i, size, known, measured.get(i));
            partitions.add(
                    new Segment.Partition(
                            place.start(),
                            size,
                            i,
                            number,
                            it,
                            table.type(i),
                            id,
                            table.attributes(i),
                            volume,
                            devices.get(i)));
        }
        return partitions;
    }

    private @Nullable Volume volume(int index, long size, Known known, Measured measured) {
        PartitionSpec it = layout.partitions().get(index);
        if (it.filesystem() instanceof Filesystem.Image image) {
            return known.image(image).volume(known.tree(index));
        }
        if (it.filesystem() instanceof Filesystem.Verity) {
            return new Volume(
                    Verity.NAME,
                    "",
                    "",
                    ids.filesystem(null, table.number(index)).toString(),
                    measured.minimumSize(),
                    0,
                    known.tree(index));
        }
        String uuid = uuid(it, table.number(index));
        return it.filesystem() == null || uuid == null
                ? null
                : new Volume(
                        it.filesystem().type(),
                        measured.variant(size),
                        it.filesystem().label(),
                        uuid,
                        measured.minimumSize(),
                        known.count(index),
                        known.tree(index));
    }

    /// {@return persistent paths of every partition, the one to use first}
    ///
    /// @param images what is known of the bytes that partitions are filled from
    List<List<String>> devices(Function<Filesystem.Image, Imaged> images) {
        var tags = new ArrayList<DevicePaths.Tags>();
        for (int i = 0; i < layout.partitions().size(); i++) {
            PartitionSpec it = layout.partitions().get(i);
            int number = table.number(i);
            String label = "";
            String uuid = "";
            switch (it.filesystem()) {
                case null -> {}
                case Filesystem.Verity _ -> uuid = ids.filesystem(null, number).toString();
                case Filesystem.Image image -> {
                    VolumeInfo info = images.apply(image).info();
                    label = info == null ? "" : info.label();
                    uuid = info == null ? "" : info.uuid();
                }
                case Filesystem.Formatted made -> {
                    String given = uuid(it, number);
                    label = given == null ? "" : made.label();
                    uuid = given == null ? "" : given;
                }
            }
            tags.add(
                    switch (table.kind()) {
                        case GPT, HYBRID ->
                                new DevicePaths.Tags(
                                        label,
                                        uuid,
                                        it.name(),
                                        proofs.isGuidOpen(i) ? "" : ids.partition(it, number).toString(),
                                        number);
                        case MBR ->
                                new DevicePaths.Tags(
                                        label,
                                        uuid,
                                        "",
                                        Identifiers.mbrPartUuid(ids.diskSignature(), number),
                                        number);
                        case NONE -> new DevicePaths.Tags(label, uuid, "", "", number);
                    });
        }
        var paths = new ArrayList<>(DevicePaths.of(tags, Plan.disk(design)));
        for (Proofs.Proof it : proofs.all()) {
            String mapped = proofs.mapped(it.data());
            if (mapped != null) {
                var all = new ArrayList<>(paths.get(it.data()));
                all.addFirst(mapped);
                paths.set(it.data(), List.copyOf(all));
            }
        }
        return List.copyOf(paths);
    }

    private String name(int index) {
        PartitionSpec it = layout.partitions().get(index);
        return it.name().isEmpty() ? "partition " + table.number(index) : it.name();
    }
}
