package dev.diskwright.ui.drop;

import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.MountPoints;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From an action to the edit that does it, as one step. A drop leaves a reference in the design, never a copy.
final class DropEdits {
    private static final int LABEL_BYTES = 16;

    private final Design design;
    private final List<PartitionSpec> partitions;

    DropEdits(Design design) {
        this.design = design;
        partitions = Presets.expand(design).partitions();
    }

    /// {@return the edit; empty for what is no edit of this design}
    Optional<Edit> edit(DropAction action, List<Dropped> dropped, DropTarget target) {
        return switch (action) {
            case REPLACE, FILL -> Optional.of(replace(dropped, target));
            case ADD_UNDER, ADD_FILE -> Optional.of(add(dropped, target));
            case NEW_PARTITION -> Optional.of(newPartitions(dropped, target));
            case NEW_DISK -> Optional.of(newDisk(dropped));
            case USE_KERNEL -> Optional.of(boot(target, kernel(dropped.getFirst())));
            case USE_INITRD -> Optional.of(boot(target, initrd(dropped.getFirst())));
            case USE_IMAGE -> Optional.of(useImage(dropped.getFirst(), target));
            case NEW_IMAGE_PARTITION -> Optional.of(newImage(dropped.getFirst(), target));
            case NEW_DESIGN, TAKE_PARTITION, IMPORT_LAYOUT, INSPECT, OPEN_DESIGN ->
                    Optional.empty();
        };
    }

    /// {@return a design around what was dropped}
    ///
    /// @param dropped with sources that hold wherever the design will lie
    static Design newDesign(List<Dropped> dropped) {
        Dropped first = dropped.getFirst();
        Design fresh = Design.of(stem(first.name()), Preset.EFI);
        var edits = new DropEdits(fresh);
        return first.kind() == Dropped.Kind.KERNEL
                ? fresh.withBoot(edits.kernel(first))
                : edits.newDisk(dropped).apply(fresh);
    }

    /// {@return whether no contents go into partition `index`}
    boolean isBare(int index) {
        return index < partitions.size()
                && design.contents().stream()
                        .noneMatch(it -> MountPoints.partitionOf(partitions, it.target()) == index);
    }

    private Edit replace(List<Dropped> dropped, DropTarget target) {
        int index = target instanceof DropTarget.Files(int it) ? it : 0;
        String mount = mountOf(index);
        var kept = new ArrayList<Content>();
        for (Content it : design.contents()) {
            if (MountPoints.partitionOf(partitions, it.target()) != index) {
                kept.add(it);
            }
        }
        dropped.forEach(it -> kept.add(entry(it, mount)));
        return mounted(index, mount, new Edit.SetContents(kept));
    }

    private Edit add(List<Dropped> dropped, DropTarget target) {
        int index = target instanceof DropTarget.Files(int it) ? it : -1;
        String base =
                switch (target) {
                    case DropTarget.Folder(String path) -> path;
                    case DropTarget.Files(int it) -> mountOf(it);
                    default -> "/";
                };
        var all = new ArrayList<>(design.contents());
        for (Dropped it : dropped) {
            boolean kernel =
                    base.equals("/")
                            && (it.kind() == Dropped.Kind.KERNEL
                                    || it.kind() == Dropped.Kind.INITRD);
            String folder = kernel ? "/boot" : base;
            all.add(entry(it, it.isUnpacked() ? base : below(folder, it.name())));
        }
        Edit contents = new Edit.SetContents(all);
        return index < 0 ? contents : mounted(index, base, contents);
    }

    private static Content entry(Dropped it, String target) {
        return new Content(it.source(), target, null, null, null);
    }

    private static String below(String folder, String name) {
        return (folder.equals("/") ? "" : folder.replaceAll("/+$", "")) + "/" + name;
    }

    /// {@return where a partition is mounted, or would be for its files' sake}
    private String mountOf(int index) {
        String mount = partitions.get(index).mount();
        return mount == null ? freeMount(stem(partitions.get(index).name()), List.of()) : mount;
    }

    private String freeMount(String name, List<String> taken) {
        for (String point : List.of("/", "/srv", "/srv/" + name)) {
            if (partitions.stream().noneMatch(it -> point.equals(it.mount()))
                    && !taken.contains(point)) {
                return point;
            }
        }
        int number = 2;
        while (taken.contains("/srv/" + name + number) || isMounted("/srv/" + name + number)) {
            number++;
        }
        return "/srv/" + name + number;
    }

    private boolean isMounted(String point) {
        return partitions.stream().anyMatch(it -> point.equals(it.mount()));
    }

    private Edit mounted(int index, String mount, Edit contents) {
        PartitionSpec spec = partitions.get(index);
        return spec.mount() != null
                ? contents
                : new Edit.All(
                        List.of(new Edit.SetPartition(index, spec.withMount(mount)), contents));
    }

    private Edit newPartitions(List<Dropped> dropped, DropTarget target) {
        int at = target instanceof DropTarget.Free(int it) ? it : partitions.size();
        var edits = new ArrayList<Edit>();
        var contents = new ArrayList<>(design.contents());
        var taken = new ArrayList<String>();
        for (Dropped it : dropped) {
            String name = stem(it.name());
            String mount = freeMount(name, taken);
            taken.add(mount);
            edits.add(
                    new Edit.AddPartition(
                            at++,
                            new PartitionSpec(
                                    name,
                                    "linux",
                                    null,
                                    null,
                                    null,
                                    SizeText.parse("fit + 10%"),
                                    null,
                                    List.of(),
                                    new Filesystem.Ext4(label(name), null, 4096, 5),
                                    mount)));
            contents.add(entry(it, mount));
        }
        edits.add(new Edit.SetContents(contents));
        return new Edit.All(edits);
    }

    private Edit useImage(Dropped it, DropTarget target) {
        return fill(image(it), target);
    }

    private Edit fill(Filesystem image, DropTarget target) {
        int index =
                switch (target) {
                    case DropTarget.Files(int at) -> at;
                    case DropTarget.Raw(int at) -> at;
                    default -> 0;
                };
        return new Edit.SetPartition(index, partitions.get(index).withFilesystem(image));
    }

    /// {@return the edit that gives the target one partition of a disk image, or makes a partition of it}
    Edit takePartition(Dropped it, ImagePart part, DropTarget target) {
        var image = new Filesystem.Image(it.source(), part.number());
        String name = part.name().isEmpty() ? it.name() : part.name();
        return switch (target) {
            case DropTarget.Files _, DropTarget.Raw _ -> fill(image, target);
            default -> newImage(stem(name), image, target);
        };
    }

    private Edit newImage(Dropped it, DropTarget target) {
        return newImage(stem(it.name()), image(it), target);
    }

    private Edit newImage(String name, Filesystem image, DropTarget target) {
        int at = target instanceof DropTarget.Free(int index) ? index : partitions.size();
        return new Edit.AddPartition(
                at,
                new PartitionSpec(
                        name,
                        "linux",
                        null,
                        null,
                        null,
                        SizeText.parse("fit"),
                        null,
                        List.of(),
                        image,
                        null));
    }

    /// Of a disk in a container the disk is meant, not the container's bytes.
    private static Filesystem image(Dropped it) {
        return new Filesystem.Image(it.source(), it.kind() == Dropped.Kind.DISK ? 0 : null);
    }

    private Edit newDisk(List<Dropped> dropped) {
        var contents = new ArrayList<>(design.contents());
        for (Dropped it : dropped) {
            contents.add(entry(it, it.bringsFiles() ? "/" : "/" + it.name()));
        }
        return new Edit.All(List.of(efi(), new Edit.SetContents(contents)));
    }

    private Edit efi() {
        return new Edit.SetLayout(design.layout().withPreset(Preset.EFI).withPartitions(List.of()));
    }

    private Boot kernel(Dropped it) {
        return design.boot().withKernel(it.source());
    }

    private Boot initrd(Dropped it) {
        var all = new ArrayList<>(design.boot().initrd());
        all.add(it.source());
        return design.boot().withInitrd(all);
    }

    private Edit boot(DropTarget target, Boot boot) {
        Edit edit = new Edit.SetBoot(boot);
        return target instanceof DropTarget.EmptyDisk ? new Edit.All(List.of(efi(), edit)) : edit;
    }

    /// {@return a name without what only tells the format, fit for partitions and designs}
    static String stem(String name) {
        String stem =
                name.replaceAll(
                                "(?i)\\.(tar|tgz|txz|zip|cpio|img|raw|iso|qcow2|vmdk|json|efi)"
                                        + "(\\.(gz|xz|zst|bz2))?$|\\.(gz|xz|zst|bz2)$",
                                "")
                        .replaceAll("[^A-Za-z0-9._-]+", "-")
                        .replaceAll("^[.-]+|[.-]+$", "");
        return stem.isEmpty() ? "data" : stem.substring(0, Math.min(stem.length(), 36));
    }

    private static String label(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= LABEL_BYTES
                ? name
                : name.substring(0, LABEL_BYTES);
    }
}
