package dev.diskwright.core.plan;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostPaths;
import dev.diskwright.core.block.LazyFile;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.FolderCompanions;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.Stamp;
import dev.diskwright.core.design.Diagnostic.Severity;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.FileSystems;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.fs.signature.Signatures;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.table.PartitionTable;
import dev.diskwright.core.table.PartitionTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks at the images that partitions are filled from, and keeps what it has seen as long as the files stay what they
/// were. Holds none of them open.
final class ImageSources {
    private static final String SOURCE = "source";
    private static final String PARTITION = "partition";

    private final Path base;
    private final Map<Filesystem.Image, Seen> seen = new HashMap<>();

    /// What was seen in a file that looked so.
    private record Seen(Path path, Stamp stamp, Imaged imaged) {}

    /// @param base folder that sources are relative to
    ImageSources(Path base) {
        this.base = base.toAbsolutePath();
    }

    /// {@return everything that these partitions are filled from} Files that have changed are looked at again.
    Map<Filesystem.Image, Imaged> load(List<PartitionSpec> partitions) throws IOException {
        Map<Filesystem.Image, Imaged> images = new HashMap<>();
        for (PartitionSpec it : partitions) {
            if (it.filesystem() instanceof Filesystem.Image image && !images.containsKey(image)) {
                images.put(image, load(image));
            }
        }
        seen.keySet().retainAll(images.keySet());
        return images;
    }

    /// {@return whether a file is not what it was when it was looked at}
    boolean isChanged() {
        return seen.values().stream().anyMatch(it -> !it.stamp().equals(Stamp.of(it.path())));
    }

    private Imaged load(Filesystem.Image image) throws IOException {
        if (image.source().isBlank() || image.source().indexOf(0) >= 0) {
            return failed("\"%s\" is no path".formatted(image.source().replace("\0", "?")));
        }
        Path path = HostPaths.resolve(base, FileNames.encode(image.source()));
        Stamp stamp = Stamp.of(path);
        Seen known = seen.get(image);
        if (known != null && known.stamp().equals(stamp)) {
            return known.imaged();
        }
        Imaged imaged = look(image, path);
        seen.put(image, new Seen(path, stamp, imaged));
        return imaged;
    }

    private static Imaged failed(String sentence) {
        return failed("SRC-013", SOURCE, sentence, "");
    }

    private static Imaged failed(String code, String field, String sentence, String remedy) {
        var problem = new Imaged.Problem(Severity.ERROR, code, field, sentence, remedy);
        return new Imaged(BlockSource.zeros(0), null, List.of(problem));
    }

    private static Imaged look(Filesystem.Image image, Path path) throws IOException {
        try {
            LazyFile file = LazyFile.of(path);
            if (!Files.isRegularFile(path)) {
                throw new HostException(Where.file(path.toString()), "is not a regular file");
            }
            ContainerFormat container = Containers.recognise(file);
            Where where = Where.file(image.source());
            if (image.partition() == null) {
                return whole(where, file, container.name());
            }
            Path folder = Objects.requireNonNullElse(path.toAbsolutePath().getParent(), path);
            BlockSource disk = container.decode(where, file, FolderCompanions.lazy(folder)).disk();
            return image.partition() == 0
                    ? judged(where, disk, PARTITION)
                    : partition(where, disk, image.partition());
        } catch (ImageException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private static Imaged whole(Where where, LazyFile file, String container) throws IOException {
        if (container.equals("raw")) {
            return judged(where, file, SOURCE);
        }
        var hint =
                new Imaged.Problem(
                        Severity.WARNING,
                        "SRC-016",
                        SOURCE,
                        "%s is a disk in the format %s, and goes into the partition as that"
                                .formatted(where.file(), container),
                        "give \"partition\": the number of one of its partitions, or 0 for the disk in it");
        return new Imaged(file, null, List.of(hint));
    }

    private static Imaged partition(Where where, BlockSource disk, int number) throws IOException {
        PartitionTable table = PartitionTables.read(where, disk).orElse(null);
        Partition entry = table == null ? null : table.partition(number).orElse(null);
        if (table == null || entry == null) {
            return failed(
                    "SRC-014",
                    PARTITION,
                    "%s has no %s"
                            .formatted(
                                    where.file(),
                                    table == null ? "partition table" : PARTITION + " " + number),
                    there(table));
        }
        long offset = table.offset(entry);
        long size = table.size(entry);
        if (offset > disk.size() - size) {
            return failed(
                    "SRC-014",
                    PARTITION,
                    "partition %d of %s ends behind the end of its disk"
                            .formatted(number, where.file()),
                    there(table));
        }
        return judged(where.inside(PARTITION + " " + number), disk.slice(offset, size), PARTITION);
    }

    private static String there(@Nullable PartitionTable table) {
        if (table == null) {
            return "0 takes the whole disk";
        }
        return table.partitions().isEmpty()
                ? "its table is empty; 0 takes the whole disk"
                : "it has "
                        + table.partitions().stream()
                                .map(it -> String.valueOf(it.number()))
                                .collect(Collectors.joining(", "));
    }

    /// {@return the bytes with what is in them} Damage in them is told, and does not keep them from being used.
    private static Imaged judged(Where where, BlockSource bytes, String field) throws IOException {
        if (bytes.size() == 0) {
            return failed("SRC-013", field, "%s is empty".formatted(where), "");
        }
        try {
            Optional<FileSystemFormat> format = FileSystems.recognise(where, bytes);
            VolumeInfo info =
                    format.isEmpty()
                            ? Signatures.probe(bytes).orElse(null)
                            : format.get().probe(where, bytes).orElse(null);
            return new Imaged(bytes, info, List.of());
        } catch (HostException e) {
            throw e;
        } catch (ImageException e) {
            var problem =
                    new Imaged.Problem(
                            Severity.WARNING,
                            "SRC-015",
                            field,
                            String.valueOf(e.getMessage()),
                            "the bytes are taken as they are");
            return new Imaged(bytes, null, List.of(problem));
        }
    }
}
