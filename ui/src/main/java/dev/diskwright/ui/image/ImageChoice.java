package dev.diskwright.ui.image;

import dev.diskwright.core.container.Containers;
import dev.diskwright.core.verify.DiskImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Which file is looked into, and how it is to be read.
///
/// @param format name of its container format; empty recognises it
/// @param disk name of one of its disks or snapshots; empty takes the first
/// @param allowed folders in which files that it refers to may lie, beside its own
public record ImageChoice(Path file, String format, String disk, List<Path> allowed) {
    /// Copies the list.
    public ImageChoice {
        allowed = List.copyOf(allowed);
    }

    /// {@return the file, read as what it is found to be}
    public static ImageChoice of(Path file) {
        return new ImageChoice(file, "", "", List.of());
    }

    /// {@return the same file, read as another format}
    ImageChoice withFormat(String name) {
        return new ImageChoice(file, name, "", allowed);
    }

    /// {@return the same file, with another of its disks}
    public ImageChoice withDisk(String name) {
        return new ImageChoice(file, format, name, allowed);
    }

    /// {@return the same file, which may refer to files in one more folder}
    ImageChoice withAllowed(Path folder) {
        var more = new ArrayList<>(allowed);
        more.add(folder);
        return new ImageChoice(file, format, disk, more);
    }

    /// {@return last part of the file's path}
    public String name() {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    /// {@return what the core calls it}
    public DiskImage.Choice reading() {
        return new DiskImage.Choice(
                format.isEmpty() ? null : Containers.named(format).orElse(null),
                disk.isEmpty() ? null : disk,
                allowed,
                Map.of(),
                0);
    }
}
