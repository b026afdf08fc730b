package dev.diskwright.ui.drop;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A partition of a disk image, as it is offered to be taken.
///
/// @param number in the image's table; 0 for the whole of a disk without one
/// @param name that the table gives it, else the label of its file system; empty for neither
/// @param filesystem what it is formatted as; empty if that is not known
/// @param type what the table says that it is for; empty for the whole of a disk
/// @param size in bytes
record ImagePart(int number, String name, String filesystem, String type, long size) {
    /// {@return what can be taken from an image, in disk order} Reads from the host.
    ///
    /// @throws ImageException if the image or its table cannot be read
    static List<ImagePart> of(Path image) throws IOException {
        try (DiskImage disk = DiskImage.open(image)) {
            var parts = new ArrayList<ImagePart>();
            for (DiskImage.Part it : disk.parts()) {
                parts.add(of(it));
            }
            return List.copyOf(parts);
        }
    }

    private static ImagePart of(DiskImage.Part part) throws IOException {
        Optional<VolumeInfo> volume = volume(part);
        String label = volume.map(VolumeInfo::label).orElse("");
        var entry = part.entry();
        return new ImagePart(
                part.number(),
                entry == null || entry.name().isEmpty() ? label : entry.name(),
                volume.map(VolumeInfo::type).orElse(""),
                entry == null ? "" : entry.type().description(),
                part.bytes().size());
    }

    /// What is damaged can be taken all the same: its bytes are wanted, and the plan tells of the damage.
    private static Optional<VolumeInfo> volume(DiskImage.Part part) throws IOException {
        try {
            return part.volume();
        } catch (ImageException e) {
            return Optional.empty();
        }
    }
}
