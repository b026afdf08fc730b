package dev.diskwright.core.fs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What a file system format can do with a volume that exists. Making one takes parameters of the format's own and
/// begins with its `writer` method.
public interface FileSystemFormat {
    /// {@return what kernel and fstab call it: `ext4`, `vfat`}
    String name();

    /// {@return whether a volume on a whole disk leaves its first sectors to a partition table, as those of installation
    /// images do}
    default boolean sharesDisk() {
        return false;
    }

    /// {@return what the volume says of itself; empty if it is not of this format} Looks at magic numbers only.
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if it is of this format, but damaged or not supported
    Optional<VolumeInfo> probe(Where where, BlockSource volume) throws IOException;

    /// {@return what firmware may start from the volume by a catalogue of its own, as those of CDs have one}
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if the volume or its catalogue is damaged
    default List<BootImage> bootImages(Where where, BlockSource volume) throws IOException {
        return List.of();
    }

    /// {@return all files of the volume} Contents are read when used, straight from `volume`.
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if it is damaged or uses a feature that is not supported
    FileTree read(Where where, BlockSource volume) throws IOException;

    /// Checks the volume completely and reports what is wrong as it is found; never throws for that.
    ///
    /// @throws IOException if the volume cannot be read
    void check(Where where, BlockSource volume, Consumer<Finding> findings) throws IOException;
}
