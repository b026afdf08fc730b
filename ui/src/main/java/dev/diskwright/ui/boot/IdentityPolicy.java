package dev.diskwright.ui.boot;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.Reproducible;
import dev.diskwright.core.design.TableKind;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where the identifiers of a disk come from.
public enum IdentityPolicy {
    /// All follow from the seed.
    DERIVED,
    /// A ready layout has NixOS's constants.
    NIXOS,
    /// All are written down in the design.
    FIXED;

    /// {@return what keys and identifiers call it}
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// {@return the policy that a design follows; a design that gives only some follows [#DERIVED] for the others}
    static IdentityPolicy of(Design design) {
        Layout layout = design.layout();
        if (layout.preset() != null) {
            return design.reproducible().identifiers() == Reproducible.Identifiers.NIXOS
                    ? NIXOS
                    : DERIVED;
        }
        return !layout.partitions().isEmpty() && given(design) == wanted(design) ? FIXED : DERIVED;
    }

    /// {@return how many identifiers the design itself gives}
    static int given(Design design) {
        Layout layout = Presets.expand(design);
        int count = layout.diskId() != null && layout.table() != TableKind.NONE ? 1 : 0;
        for (PartitionSpec it : layout.partitions()) {
            count += it.uuid() != null && layout.table() == TableKind.GPT ? 1 : 0;
            count += it.filesystem() != null && id(it.filesystem()) != null ? 1 : 0;
        }
        return count;
    }

    /// {@return how many identifiers the disk has}
    static int wanted(Design design) {
        Layout layout = Presets.expand(design);
        int count = layout.table() != TableKind.NONE ? 1 : 0;
        for (PartitionSpec it : layout.partitions()) {
            count += layout.table() == TableKind.GPT ? 1 : 0;
            count += hasId(it.filesystem()) ? 1 : 0;
        }
        return count;
    }

    private static boolean hasId(@Nullable Filesystem filesystem) {
        return switch (filesystem) {
            case Filesystem.Writable _, Filesystem.Erofs _ -> true;
            case Filesystem.Squashfs _, Filesystem.Image _, Filesystem.Verity _ -> false;
            case null -> false;
        };
    }

    /// {@return the identifier that a file system is given; null if it is derived}
    static @Nullable String id(Filesystem filesystem) {
        return switch (filesystem) {
            case Filesystem.Ext4 it -> it.uuid() == null ? null : it.uuid().toString();
            case Filesystem.Vfat it -> it.volumeId();
            case Filesystem.Erofs it -> it.uuid() == null ? null : it.uuid().toString();
            case Filesystem.Swap it -> it.uuid() == null ? null : it.uuid().toString();
            case Filesystem.Image _, Filesystem.Squashfs _, Filesystem.Verity _ -> null;
        };
    }

    /// {@return the design with everything that a plan came to written down}
    static Design fix(Design design, Plan plan) {
        Layout layout = Presets.expand(design);
        var next = new ArrayList<PartitionSpec>();
        for (int i = 0; i < layout.partitions().size(); i++) {
            PartitionSpec it = layout.partitions().get(i);
            Segment.Partition resolved = plan.partition(i).orElse(null);
            UUID id = resolved == null ? it.uuid() : resolved.id();
            Filesystem files = it.filesystem();
            if (files != null && resolved != null && resolved.volume() != null) {
                files = with(files, resolved.volume().uuid());
            }
            next.add(
                    it.withUuid(layout.table() == TableKind.GPT ? id : it.uuid())
                            .withFilesystem(files));
        }
        String disk = plan.diskId().isEmpty() ? layout.diskId() : plan.diskId();
        return derived(design).withLayout(with(layout, disk, next));
    }

    /// {@return the design without any identifier of its own}
    static Design derive(Design design) {
        Layout layout = design.layout();
        var next = new ArrayList<PartitionSpec>();
        for (PartitionSpec it : layout.partitions()) {
            Filesystem files = it.filesystem();
            next.add(it.withUuid(null).withFilesystem(files == null ? null : with(files, null)));
        }
        return derived(design).withLayout(with(layout, null, next));
    }

    private static Design derived(Design design) {
        return design.withReproducible(
                design.reproducible().withIdentifiers(Reproducible.Identifiers.DERIVED));
    }

    private static Filesystem with(Filesystem files, @Nullable String id) {
        return switch (files) {
            case Filesystem.Ext4 it ->
                    new Filesystem.Ext4(
                            it.label(),
                            id == null ? null : UUID.fromString(id),
                            it.blockSize(),
                            it.reservedPercent());
            case Filesystem.Vfat it ->
                    new Filesystem.Vfat(it.label(), id, it.fatBits(), it.clusterSize());
            case Filesystem.Image it -> it;
            case Filesystem.Verity it -> it;
            case Filesystem.Squashfs it -> it;
            case Filesystem.Swap it ->
                    new Filesystem.Swap(it.label(), id == null ? null : UUID.fromString(id));
            case Filesystem.Erofs it ->
                    new Filesystem.Erofs(
                            it.label(), id == null ? null : UUID.fromString(id), it.compression());
        };
    }

    private static Layout with(Layout it, @Nullable String diskId, List<PartitionSpec> partitions) {
        return new Layout(
                it.preset(),
                it.bootSize(),
                it.rootFilesystem(),
                it.rootLabel(),
                it.table(),
                diskId,
                it.align(),
                partitions);
    }
}
