package dev.diskwright.core.plan;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.FolderCompanions;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.FileSystems;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The files of file-system images and of disk images, in every container and file system that can be read.
final class DiskFiles {
    private static final String LOST_AND_FOUND = "lost+found";

    private DiskFiles() {}

    /// See [dev.diskwright.core.content.Images#read].
    static Optional<FileTree> read(
            Path path, String name, BlockSource file, @Nullable Integer partition)
            throws IOException {
        Where where = Where.file(name);
        Path folder = Objects.requireNonNullElse(path.toAbsolutePath().getParent(), path);
        BlockSource disk =
                Containers.recognise(file)
                        .decode(where, file, FolderCompanions.lazy(folder))
                        .disk();
        if (partition != null && partition == 0) {
            return Optional.of(whole(where, disk).orElseThrow(() -> unknown(where)));
        }
        List<DiskImage.Part> parts = DiskImage.of(name, disk, 0).parts();
        if (partition == null) {
            boolean table = parts.stream().noneMatch(it -> it.number() == 0);
            if (table) {
                throw new UnsupportedImageException(
                        where, "a disk without a choice of its partition: " + numbers(parts));
            }
            return whole(where, disk);
        }
        DiskImage.Part part =
                parts.stream()
                        .filter(it -> it.number() == partition)
                        .findFirst()
                        .orElseThrow(() ->
                                new UnsupportedImageException(
                                        where,
                                        "partition %d; it has %s"
                                                .formatted(partition, numbers(parts))));
        return Optional.of(
                whole(part.where(), part.bytes()).orElseThrow(() -> unknown(part.where())));
    }

    private static Optional<FileTree> whole(Where where, BlockSource bytes) throws IOException {
        Optional<FileSystemFormat> format = FileSystems.recognise(where, bytes);
        return format.isEmpty()
                ? Optional.empty()
                : Optional.of(withoutOwn(format.get().read(where, bytes)));
    }

    /// {@return the files without the directory that ext2 to ext4 have for their checker, unless it found something}
    private static FileTree withoutOwn(FileTree files) {
        Directory root = files.root();
        if (!(root.get(LOST_AND_FOUND) instanceof Directory own) || own.count() > 0) {
            return files;
        }
        Map<String, FileNode> entries = HashMap.newHashMap(root.count());
        for (int i = 0; i < root.count(); i++) {
            if (!root.name(i).equals(LOST_AND_FOUND)) {
                entries.put(root.name(i), root.node(i));
            }
        }
        return new FileTree(new Directory(root.attributes(), entries));
    }

    private static UnsupportedImageException unknown(Where where) {
        return new UnsupportedImageException(
                where,
                "a file system other than "
                        + FileSystems.ALL.stream()
                                .map(FileSystemFormat::name)
                                .collect(Collectors.joining(", ")));
    }

    private static String numbers(List<DiskImage.Part> parts) {
        return parts.stream().anyMatch(it -> it.number() > 0)
                ? parts.stream()
                        .map(it -> String.valueOf(it.number()))
                        .collect(Collectors.joining(", "))
                : "none";
    }
}
