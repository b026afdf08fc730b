package dev.diskwright.core.fs.iso9660;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.BootImage;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.VolumeInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// ISO 9660, the file system of CDs and installation images: read and checked.
///
/// Names, kinds, owners and links are those of Rock Ridge where the volume has it, else names are Joliet's, else the
/// primary tree's as they are stored, without `;1`. Without Rock Ridge files are root's, mode 0444, directories 0555.
/// Refused by name: compressed (zisofs) and interleaved files, files on other discs of a set.
public final class Iso9660 implements FileSystemFormat {
    /// Nothing to be told: a format has no state.
    public Iso9660() {}

    @Override
    public String name() {
        return "iso9660";
    }

    @Override
    public boolean sharesDisk() {
        return true;
    }

    @Override
    public Optional<VolumeInfo> probe(Where where, BlockSource volume) throws IOException {
        if (!Volume.isRecognised(volume)) {
            return Optional.empty();
        }
        Volume it = Volume.open(where, volume);
        VolumeDescriptor primary = it.primary();
        String variant =
                switch (Reader.names(it)) {
                    case ROCK_RIDGE -> "Rock Ridge";
                    case JOLIET -> "Joliet";
                    case PLAIN -> "";
                };
        return Optional.of(
                new VolumeInfo(
                        name(),
                        variant,
                        primary.label(),
                        primary.uuid(),
                        primary.blocks() * primary.blockSize(),
                        primary.blockSize()));
    }

    @Override
    public FileTree read(Where where, BlockSource volume) throws IOException {
        return Reader.read(Volume.open(where, volume));
    }

    @Override
    public void check(Where where, BlockSource volume, Consumer<Finding> findings)
            throws IOException {
        new Checker(where, volume, findings).check();
    }

    /// {@return the entries of the boot catalogue (El Torito); empty if there is none}
    @Override
    public List<BootImage> bootImages(Where where, BlockSource volume) throws IOException {
        Volume it = Volume.open(where, volume);
        return it.bootCatalogue() == 0 ? List.of() : BootCatalogue.read(it);
    }
}
