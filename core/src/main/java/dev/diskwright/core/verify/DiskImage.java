package dev.diskwright.core.verify;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.ImageFile;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.FileSystems;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.fs.signature.Signatures;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.table.PartitionTable;
import dev.diskwright.core.table.PartitionTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A disk with its levels: container, partition table, parts, file systems. Each level is read when asked for; one that is
/// damaged leaves the others usable.
public final class DiskImage implements AutoCloseable {
    private final Where where;
    private final @Nullable ImageFile file;
    private final BlockSource disk;
    private final int sectorSize; // 0 if only the disk itself can tell

    /// A part of a disk that may hold a file system.
    ///
    /// @param number in the table, 0 for the whole of a disk without one, or of one that is a file system beside its table
    /// @param entry in the table; null for the whole of a disk
    /// @param offset on the disk, in bytes
    public record Part(
            int number, @Nullable Partition entry, Where where, long offset, BlockSource bytes) {
        /// {@return its format; empty if none is recognised}
        public Optional<FileSystemFormat> format() throws IOException {
            return FileSystems.recognise(where, bytes);
        }

        /// {@return what its file system, or what else is recognised, says of itself; empty if nothing is recognised}
        ///
        /// @throws ImageException if it is damaged or not supported
        public Optional<VolumeInfo> volume() throws IOException {
            Optional<FileSystemFormat> format = format();
            return format.isEmpty() ? Signatures.probe(bytes) : format.get().probe(where, bytes);
        }

        /// {@return all files of its file system}
        ///
        /// @throws ImageException if there is none that we know, or it is damaged
        public FileTree read() throws IOException {
            Optional<FileSystemFormat> format = format();
            if (format.isPresent()) {
                return format.get().read(where, bytes);
            }
            Optional<VolumeInfo> named = Signatures.probe(bytes);
            if (named.isPresent()) {
                throw new UnsupportedImageException(where, named.get().type());
            }
            throw new CorruptImageException(where, "no file system that is known", "ext4 or vfat");
        }
    }

    private DiskImage(Where where, @Nullable ImageFile file, BlockSource disk, int sectorSize) {
        this.where = where;
        this.sectorSize = sectorSize;
        this.file = file;
        this.disk = disk;
    }

    /// Opens an image file.
    ///
    /// @throws ImageException if it cannot be read as a container
    public static DiskImage open(Path path) throws IOException {
        Path name = path.getFileName();
        return open(path, name == null ? path.toString() : name.toString(), Choice.ANY);
    }

    /// What is known of an image file before it is opened.
    ///
    /// @param format null recognises it
    /// @param disk which of several; null takes the first
    /// @param allowed folders in which other files that it refers to may lie, beside its own
    /// @param instead files that are to be taken for certain names of such files, as they do not have them yet
    /// @param sectorSize in bytes; 0 takes what the table says, and 512 for an MBR, which does not say
    public record Choice(
            @Nullable ContainerFormat format,
            @Nullable String disk,
            List<Path> allowed,
            Map<String, Path> instead,
            int sectorSize) {
        /// Nothing.
        public static final Choice ANY = new Choice(null, null, List.of(), Map.of(), 0);

        /// Copies the collections.
        public Choice {
            allowed = List.copyOf(allowed);
            instead = Map.copyOf(instead);
        }
    }

    /// Opens an image file.
    ///
    /// @param shown the name that messages use
    /// @throws ImageException if it cannot be read as a container, or has no disk of the name that is chosen
    public static DiskImage open(Path path, String shown, Choice choice) throws IOException {
        ImageFile file =
                ImageFile.open(path, shown, choice.format(), choice.allowed(), choice.instead());
        try {
            return new DiskImage(
                    file.where(), file, disk(file, choice.disk()), choice.sectorSize());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static BlockSource disk(ImageFile file, @Nullable String name) throws IOException {
        if (name == null) {
            return file.container().disk();
        }
        Optional<Container.Disk> disk = file.container().disk(name);
        if (disk.isEmpty()) {
            String names =
                    file.container().disks().stream()
                            .map(it -> "\"" + it.name() + "\"")
                            .collect(Collectors.joining(", "));
            throw new UnsupportedImageException(
                    file.where(), "a disk \"%s\"; it has %s".formatted(name, names));
        }
        return disk.get().open();
    }

    /// {@return a disk that is in no file, such as a plan's}
    ///
    /// @param sectorSize in bytes
    public static DiskImage of(String name, BlockSource disk, int sectorSize) {
        return new DiskImage(Where.file(name), null, disk, sectorSize);
    }

    /// {@return the name that messages use}
    public String name() {
        return where.file();
    }

    /// {@return the place that messages begin with}
    public Where where() {
        return where;
    }

    /// {@return the container file; empty for a disk that is in no file}
    public Optional<ImageFile> file() {
        return Optional.ofNullable(file);
    }

    /// {@return the format of the container; empty for a disk that is in no file}
    public Optional<ContainerFormat> container() {
        return file().map(ImageFile::format);
    }

    /// {@return the disk's bytes}
    public BlockSource disk() {
        return disk;
    }

    /// {@return the partition table; empty if there is none}
    ///
    /// @throws ImageException if there is one that cannot be read
    public Optional<PartitionTable> table() throws IOException {
        // A file system on the bare disk may leave room for boot code with the MBR's signature.
        if (recognisedOrDamaged(where)) {
            return isShared()
                    ? PartitionTables.readBesideFileSystem(where, disk, sectorSize)
                            .filter(it -> !it.partitions().isEmpty())
                    : Optional.empty();
        }
        return readTable();
    }

    /// {@return whether the whole disk is a file system, and yet may have a table}
    private boolean isShared() throws IOException {
        try {
            return FileSystems.recognise(where, disk)
                    .map(FileSystemFormat::sharesDisk)
                    .orElse(false);
        } catch (CorruptImageException | UnsupportedImageException e) {
            return false;
        }
    }

    private Optional<PartitionTable> readTable() throws IOException {
        return sectorSize == 0
                ? PartitionTables.read(where, disk)
                : PartitionTables.read(where, disk, sectorSize, _ -> {});
    }

    /// Checks the partition table and reports what is wrong.
    void checkTable(Consumer<Finding> findings) throws IOException {
        if (isShared()) {
            return; // what its entries overlap and leave out is meant so; that it can be read is
            // all
        }
        if (sectorSize == 0) {
            PartitionTables.check(where, disk, findings);
        } else {
            PartitionTables.check(where, disk, sectorSize, findings);
        }
    }

    private boolean recognisedOrDamaged(Where whole) throws IOException {
        try {
            return FileSystems.recognise(whole, disk).isPresent()
                    || Signatures.probe(disk).isPresent() && readTable().isEmpty();
        } catch (CorruptImageException | UnsupportedImageException e) {
            return readTable().isEmpty();
        }
    }

    /// {@return the parts in disk order: the partitions, or the whole of a disk without a table; before the partitions also
    /// the whole of a disk that is a file system beside its table}
    ///
    /// @throws ImageException if the table cannot be read
    public List<Part> parts() throws IOException {
        var whole = new Part(0, null, where, 0, disk);
        Optional<PartitionTable> table;
        try {
            table = table();
        } catch (ImageException e) {
            if (!isShared()) {
                throw e;
            }
            table = Optional.empty();
        }
        if (table.isEmpty()) {
            return List.of(whole);
        }
        var parts = new ArrayList<Part>();
        if (isShared()) {
            parts.add(whole);
        }
        for (Partition it :
                table.get().partitions().stream()
                        .sorted(java.util.Comparator.comparingLong(Partition::firstLba))
                        .toList()) {
            long offset = table.get().offset(it);
            long size = table.get().size(it);
            if (!it.type().isExtended()
                    && offset >= 0
                    && size > 0
                    && offset <= disk.size() - size) {
                parts.add(
                        new Part(
                                it.number(),
                                it,
                                where.inside("partition " + it.number()),
                                offset,
                                disk.slice(offset, size)));
            }
        }
        return parts;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
