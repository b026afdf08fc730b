package dev.diskwright.core.fs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.erofs.Erofs;
import dev.diskwright.core.fs.ext4.Ext4;
import dev.diskwright.core.fs.fat.Fat;
import dev.diskwright.core.fs.iso9660.Iso9660;
import dev.diskwright.core.fs.squashfs.Squashfs;
import dev.diskwright.core.fs.swap.Swap;
import dev.diskwright.core.fs.verity.Verity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The list of file systems.
public final class FileSystems {
    /// Every format, in the order in which they are tried.
    public static final List<FileSystemFormat> ALL =
            List.of(
                    new Ext4(),
                    new Squashfs(),
                    new Erofs(),
                    new Iso9660(),
                    new Verity(),
                    new Fat(),
                    new Swap());

    private FileSystems() {}

    /// {@return the format of `volume`, empty if none is recognised}
    public static Optional<FileSystemFormat> recognise(Where where, BlockSource volume)
            throws IOException {
        for (FileSystemFormat format : ALL) {
            if (format.probe(where, volume).isPresent()) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
