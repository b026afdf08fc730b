package dev.diskwright.ui.image;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ImageFile;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.table.Gpt;
import dev.diskwright.core.table.Mbr;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.table.PartitionTable;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an image file was found to be. A value: the file is closed again.
///
/// @param choice how it was read
/// @param format name of its container format
/// @param title what people call the format
/// @param fileSize in bytes
/// @param facts what the container says of itself
/// @param disks one or more
/// @param snapshots earlier states of the disk
/// @param attachments what it holds beside disks
/// @param diskSize size of the disk that was chosen, in bytes
/// @param table its partition table; null for none
/// @param parts its partitions in disk order, or the whole of a disk without a table
/// @param problem why the table could not be read; null if it could
public record ImageSight(
        ImageChoice choice,
        String format,
        String title,
        long fileSize,
        List<Container.Fact> facts,
        List<Held> disks,
        List<Held> snapshots,
        List<Held> attachments,
        long diskSize,
        @Nullable TableSight table,
        List<PartSight> parts,
        @Nullable ImageException problem) {
    /// Something that the container holds.
    ///
    /// @param name empty for the only disk
    /// @param size in bytes
    public record Held(String name, long size) {}

    /// A partition table.
    ///
    /// @param kind `gpt` or `mbr`
    /// @param id of the disk
    /// @param sectorSize in bytes
    public record TableSight(String kind, String id, int sectorSize) {}

    /// A part of the disk.
    ///
    /// @param number in the table, 0 for the whole of a disk without one
    /// @param entry in the table; null without one
    /// @param offset on the disk, in bytes
    /// @param size in bytes
    /// @param volume its file system; null if none is known
    /// @param problem why its file system could not be read; null if it could
    public record PartSight(
            int number,
            @Nullable Partition entry,
            long offset,
            long size,
            @Nullable VolumeInfo volume,
            @Nullable ImageException problem) {}

    /// Copies the lists.
    public ImageSight {
        facts = List.copyOf(facts);
        disks = List.copyOf(disks);
        snapshots = List.copyOf(snapshots);
        attachments = List.copyOf(attachments);
        parts = List.copyOf(parts);
    }

    /// {@return whether there is more than one disk or state to choose from}
    public boolean isSeveral() {
        return disks.size() + snapshots.size() > 1;
    }

    /// Looks at an image.
    ///
    /// @throws IOException if the host cannot read it
    public static ImageSight of(ImageChoice choice, DiskImage image) throws IOException {
        ImageFile file = image.file().orElseThrow();
        Container container = file.container();
        TableSight table = null;
        List<PartSight> parts = List.of();
        ImageException problem = null;
        try {
            table = image.table().map(ImageSight::table).orElse(null);
            parts = parts(image);
        } catch (ImageException e) {
            problem = e;
        }
        return new ImageSight(
                choice,
                file.format().name(),
                file.format().title(),
                file.file().size(),
                container.facts(),
                disks(container.disks()),
                disks(container.snapshots()),
                container.attachments().stream()
                        .map(it -> new Held(it.name(), it.bytes().size()))
                        .toList(),
                image.disk().size(),
                table,
                parts,
                problem);
    }

    private static List<Held> disks(List<Container.Disk> disks) {
        return disks.stream().map(it -> new Held(it.name(), it.size())).toList();
    }

    private static TableSight table(PartitionTable table) {
        return switch (table) {
            case Gpt gpt -> new TableSight("gpt", gpt.diskGuid().toString(), gpt.sectorSize());
            case Mbr mbr ->
                    new TableSight("mbr", "%08x".formatted(mbr.signature()), mbr.sectorSize());
        };
    }

    private static List<PartSight> parts(DiskImage image) throws IOException {
        var parts = new ArrayList<PartSight>();
        for (DiskImage.Part it : image.parts()) {
            parts.add(part(it));
        }
        return parts;
    }

    private static PartSight part(DiskImage.Part it) throws IOException {
        long size = it.bytes().size();
        try {
            Optional<VolumeInfo> volume = it.volume();
            return new PartSight(
                    it.number(), it.entry(), it.offset(), size, volume.orElse(null), null);
        } catch (ImageException e) {
            return new PartSight(it.number(), it.entry(), it.offset(), size, null, e);
        }
    }
}
