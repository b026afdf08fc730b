package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.fs.VolumeWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// The ext4 file system; ext2 and ext3 are read and checked too.
///
/// A tree that was read holds `lost+found` like any directory. A volume that was not unmounted is read as a mount would
/// find it: its journal is replayed in memory. Refused by name: fast commits that would have to be replayed, a journal on
/// another device, encrypted and compressed files.
public final class Ext4 implements FileSystemFormat {
    private static final long EXT4_INCOMPAT =
            ~(Features.Incompat.FILETYPE
                    | Features.Incompat.RECOVER
                    | Features.Incompat.JOURNAL_DEV
                    | Features.Incompat.META_BG
                    | Features.Incompat.COMPRESSION);
    private static final long EXT4_RO_COMPAT =
            ~(Features.RoCompat.SPARSE_SUPER
                    | Features.RoCompat.LARGE_FILE
                    | Features.RoCompat.BTREE_DIR);

    /// Nothing to be told: a format has no state.
    public Ext4() {}

    /// {@return what makes volumes with these parameters}
    public static VolumeWriter writer(Ext4Parameters parameters) {
        return new Ext4Writer(parameters);
    }

    @Override
    public String name() {
        return "ext4";
    }

    @Override
    public Optional<VolumeInfo> probe(Where where, BlockSource volume) throws IOException {
        if (!SuperblockReader.recognises(volume)) {
            return Optional.empty();
        }
        Superblock superblock = SuperblockReader.read(where, volume);
        return Optional.of(
                new VolumeInfo(
                        type(superblock),
                        "",
                        superblock.label(),
                        superblock.uuid().toString(),
                        superblock.blocksCount() * superblock.blockSize(),
                        superblock.blockSize()));
    }

    /// As blkid tells them apart.
    private static String type(Superblock superblock) {
        if ((superblock.featureIncompat() & EXT4_INCOMPAT) != 0
                || (superblock.featureRoCompat() & EXT4_RO_COMPAT) != 0) {
            return "ext4";
        }
        return superblock.hasCompat(Features.Compat.HAS_JOURNAL) ? "ext3" : "ext2";
    }

    @Override
    public FileTree read(Where where, BlockSource volume) throws IOException {
        return new Reader(Volume.open(where, volume)).read();
    }

    @Override
    public void check(Where where, BlockSource volume, Consumer<Finding> findings)
            throws IOException {
        new Checker(where, volume, findings).check();
    }
}
