package dev.diskwright.core.design;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The partition layout: either a preset with its few settings or an explicit table. [Presets] turns the first into
/// the second.
///
/// @param preset null means explicit
/// @param bootSize with a preset: offset at which the ESP ends
/// @param rootFilesystem with a preset: type of the root file system
/// @param rootLabel with a preset: label of the root file system
/// @param table explicit: kind of table
/// @param diskId explicit: disk GUID, or MBR signature as `xxxxxxxx`; null is derived
/// @param align grain that starts and sizes are rounded to
/// @param partitions explicit: in disk order unless starts say otherwise
public record Layout(
        @Default("null") @Explain("Ready layout; leave it out to list partitions yourself.")
                @Nullable Preset preset,
        @Default("\"256M\"") @Explain("With preset efi or hybrid: where the ESP ends.")
                ByteSize bootSize,
        @Default("\"ext4\"") @Explain("With a preset: type of the root file system.")
                String rootFilesystem,
        @Default("\"nixos\"") @Explain("With a preset: label of the root file system.")
                String rootLabel,
        @Default("\"gpt\"") @Explain("Kind of partition table of an explicit layout.")
                TableKind table,
        @Default("null")
                @Explain(
                        "Disk GUID, or eight hex digits for an MBR; derived from the seed if left out.")
                @Nullable String diskId,
        @Default("\"1MiB\"") @Explain("Grain that partitions are aligned to.") ByteSize align,
        @Default("[]") @Explain("The partitions of an explicit layout.")
                List<PartitionSpec> partitions) {
    /// Copies the list.
    public Layout {
        partitions = List.copyOf(partitions);
    }

    /// {@return whether a partition that is listed is an EFI system partition}
    public boolean hasEsp() {
        return partitions.stream().anyMatch(PartitionSpec::isEsp);
    }

    /// {@return the same with a preset, or without one}
    public Layout withPreset(@Nullable Preset newPreset) {
        return new Layout(
                newPreset, bootSize, rootFilesystem, rootLabel, table, diskId, align, partitions);
    }

    /// {@return the same with another end of the ESP}
    public Layout withBootSize(ByteSize newBootSize) {
        return new Layout(
                preset, newBootSize, rootFilesystem, rootLabel, table, diskId, align, partitions);
    }

    /// {@return the same with another label of the root file system}
    public Layout withRootLabel(String newLabel) {
        return new Layout(
                preset, bootSize, rootFilesystem, newLabel, table, diskId, align, partitions);
    }

    /// {@return the same with another kind of table}
    public Layout withTable(TableKind newTable) {
        return new Layout(
                preset, bootSize, rootFilesystem, rootLabel, newTable, diskId, align, partitions);
    }

    /// {@return the same with another identifier of the disk; null is derived}
    public Layout withDiskId(@Nullable String newDiskId) {
        return new Layout(
                preset, bootSize, rootFilesystem, rootLabel, table, newDiskId, align, partitions);
    }

    /// {@return the same with another grain}
    public Layout withAlign(ByteSize newAlign) {
        return new Layout(
                preset, bootSize, rootFilesystem, rootLabel, table, diskId, newAlign, partitions);
    }

    /// {@return the same with other partitions}
    public Layout withPartitions(List<PartitionSpec> newPartitions) {
        return new Layout(
                preset, bootSize, rootFilesystem, rootLabel, table, diskId, align, newPartitions);
    }

    /// {@return an explicit layout}
    public static Layout explicit(
            TableKind table, @Nullable UUID diskId, List<PartitionSpec> partitions) {
        Layout defaults = Shape.defaults(Layout.class);
        return new Layout(
                null,
                defaults.bootSize,
                defaults.rootFilesystem,
                defaults.rootLabel,
                table,
                diskId == null ? null : diskId.toString(),
                defaults.align,
                partitions);
    }
}
