package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.ova.Envelope.DiskElement;
import dev.diskwright.core.container.ova.Envelope.FileReference;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The disks of a package.
///
/// @param envelope its descriptor
/// @param files opens the others by the names that the descriptor gives them
record PackageReader(Envelope envelope, Companions files) {
    /// {@return the disks, in the descriptor's order} A disk that cannot be read fails when it is opened.
    Container container() throws IOException {
        List<DiskElement> elements = envelope.disks();
        if (elements.isEmpty()) {
            throw new CorruptImageException(envelope.where(), "no disk", "one or more");
        }
        var disks = new ArrayList<Container.Disk>();
        for (DiskElement it : elements) {
            String name = elements.size() == 1 ? "" : unique(it.id(), disks);
            disks.add(disk(name, it));
        }
        return new Container(disks, envelope.facts(), List.of());
    }

    private static String unique(String id, List<Container.Disk> known) {
        String name = id.isEmpty() ? "disk" + (known.size() + 1) : id;
        return known.stream().anyMatch(it -> it.name().equals(name))
                ? name + "-" + (known.size() + 1)
                : name;
    }

    private Container.Disk disk(String name, DiskElement element) throws IOException {
        try {
            BlockSource bytes = open(element);
            return new Container.Disk(name, bytes.size(), () -> bytes);
        } catch (ImageException e) {
            if (envelope.disks().size() == 1) {
                throw e;
            }
            return new Container.Disk(
                    name,
                    element.size(),
                    () -> {
                        throw e;
                    });
        }
    }

    /// {@return the disk}
    ///
    /// @throws ImageException if its file is missing, damaged or not supported
    BlockSource open(DiskElement element) throws IOException {
        if (!element.parentRef().isEmpty()) {
            throw new UnsupportedImageException(
                    element.where().field("parentRef", 0), "a disk that refers to another");
        }
        if (element.fileRef().isEmpty()) {
            return BlockSource.zeros(element.size());
        }
        FileReference file = file(element);
        String name = name(file);
        BlockSource bytes = bytes(file);
        Companions here = (where, other) -> other.equals(name) ? bytes : files.open(where, other);
        return here.disk(file.where(), name, Optional.empty());
    }

    /// {@return the file that holds a disk}
    FileReference file(DiskElement element) throws CorruptImageException {
        return envelope.file(element.fileRef())
                .orElseThrow(() ->
                        new CorruptImageException(
                                element.where().field("fileRef", 0),
                                '"' + element.fileRef() + '"',
                                "the identifier of a file"));
    }

    /// {@return what a file of the package holds, expanded}
    BlockSource bytes(FileReference file) throws IOException {
        Where field = file.where();
        if (!file.chunkSize().isEmpty()) {
            throw new UnsupportedImageException(
                    field.field("chunkSize", 0), "a file in several chunks");
        }
        return switch (file.compression()) {
            case "", "none", "identity" -> files.open(field, name(file));
            case "gzip" -> expanded(file);
            default ->
                    throw new UnsupportedImageException(
                            field.field("compression", 0),
                            "the compression \"" + file.compression() + '"');
        };
    }

    /// {@return what a compressed file holds, if there is a format for its compression}
    private BlockSource expanded(FileReference file) throws IOException {
        BlockSource bytes = files.open(file.where(), name(file));
        ContainerFormat format = Containers.recognise(bytes);
        if (format.name().equals("raw")) {
            throw new UnsupportedImageException(
                    file.where().field("compression", 0),
                    "the compression of \"%s\"".formatted(name(file)));
        }
        return format.decode(Where.file(name(file)), bytes, files).disk();
    }

    /// {@return the name that a URI reference means, as far as it is a relative one}
    static String name(FileReference file) {
        try {
            URI uri = new URI(file.href());
            String path = uri.getPath();
            return uri.isAbsolute() || path == null ? file.href() : path;
        } catch (URISyntaxException e) {
            return file.href(); // some tools write names as they are
        }
    }
}
