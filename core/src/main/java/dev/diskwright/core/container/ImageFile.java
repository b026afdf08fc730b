package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An open container file of the host, with the other files that it refers to.
public final class ImageFile implements AutoCloseable {
    private final Where where;
    private final HostFile file;
    private final FolderCompanions companions;
    private final ContainerFormat format;
    private final Container container;

    private ImageFile(
            Where where,
            HostFile file,
            FolderCompanions companions,
            @Nullable ContainerFormat format)
            throws IOException {
        this.where = where;
        this.file = file;
        this.companions = companions;
        this.format = format == null ? Containers.recognise(file) : format;
        this.container = this.format.decode(where, file, companions);
    }

    /// Opens an image file. Others that it refers to may lie in its own folder.
    ///
    /// @param shown the name that messages use
    /// @param format null recognises it
    /// @param allowed folders in which such files may lie as well
    /// @param instead files that are to be taken for certain names of such files
    /// @throws dev.diskwright.core.bytes.ImageException if it cannot be read as a container
    public static ImageFile open(
            Path path,
            String shown,
            @Nullable ContainerFormat format,
            List<Path> allowed,
            Map<String, Path> instead)
            throws IOException {
        Path folder = Objects.requireNonNullElse(path.toAbsolutePath().getParent(), path);
        HostFile file = HostFile.open(path);
        var companions = new FolderCompanions(folder, allowed, instead);
        try {
            return new ImageFile(Where.file(shown), file, companions, format);
        } catch (IOException | RuntimeException e) {
            try (file) {
                companions.close();
            }
            throw e;
        }
    }

    /// {@return the place that messages begin with}
    public Where where() {
        return where;
    }

    /// {@return the file's bytes}
    public BlockSource file() {
        return file;
    }

    /// {@return its format}
    public ContainerFormat format() {
        return format;
    }

    /// {@return what it holds}
    public Container container() {
        return container;
    }

    /// Checks it completely, data included; see [ContainerFormat#check].
    public void check(Consumer<Finding> findings) throws IOException {
        format.check(where, file, companions, findings);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            companions.close();
        }
    }
}
