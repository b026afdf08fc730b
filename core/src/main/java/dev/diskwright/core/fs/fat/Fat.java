package dev.diskwright.core.fs.fat;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.Lost;
import dev.diskwright.core.fs.Refused;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.fs.VolumeWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// FAT12, FAT16 and FAT32 with long names (`vfat`).
public final class Fat implements FileSystemFormat {
    /// {@return a writer with these parameters}
    ///
    /// It refuses, naming the path: names with control characters or any of `"*/:<>?\|`, names that end in a dot or a
    /// space, that are no UTF-8 or longer than 255 UTF-16 units; names that differ only in case; symbolic links and
    /// special files; files of 4 GiB and more; directories of more than 65,536 slots or deeper than 256 levels. What
    /// FAT loses silently is told by [#losses].
    ///
    /// The file system covers whole sectors of the size it is given, and 2^32 - 1 of them at most. FAT12 and FAT16 have
    /// 512 entries in the root directory, more where more are needed.
    public static VolumeWriter writer(FatParameters parameters) {
        return new FatWriter(parameters);
    }

    /// {@return a warning for each attribute of `tree` that a FAT file system does not keep} These are owners, modes
    /// other than 0755 and 0644 (0555 and 0444 where nobody may write), extended attributes, hard links, which become
    /// copies, and times before 1980 or after 2107. That all times are cut to two seconds is not mentioned.
    public static List<Finding> losses(FileTree tree) {
        return List.copyOf(Losses.of(tree));
    }

    /// {@return how many files and directories of `tree` lose something on FAT, and the first `most` of [#losses]} Times
    /// do not count: those of a reproducible image are nobody's choice.
    public static Lost lost(FileTree tree, int most) {
        return Losses.brief(tree, most);
    }

    /// {@return the files of `tree` that a FAT file system cannot hold by themselves: see [#writer]} Directories with too many
    /// files do not count, nor does what is too much in all.
    ///
    /// @param most how many are told one by one
    public static Refused refused(FileTree tree, int most) {
        return Refusals.of(tree, most);
    }

    @Override
    public String name() {
        return "vfat";
    }

    @Override
    public Optional<VolumeInfo> probe(Where where, BlockSource volume) throws IOException {
        if (!Volume.isRecognised(volume)) {
            return Optional.empty();
        }
        Volume it = Volume.open(where, volume);
        return Optional.of(
                new VolumeInfo(
                        name(),
                        it.type().name(),
                        RootLabel.of(it).orElse(it.label()),
                        it.uuid(),
                        it.size(),
                        it.clusterSize()));
    }

    /// {@return all files} Modes are 0755 for directories and 0644 for files, without write bits where the read-only
    /// attribute is set; times are taken as UTC. A long name that is damaged gives way to the short name. Chains
    /// longer than their file are tolerated.
    @Override
    public FileTree read(Where where, BlockSource volume) throws IOException {
        return new Scan(Volume.open(where, volume), Faults.REFUSE).tree();
    }

    @Override
    public void check(Where where, BlockSource volume, Consumer<Finding> findings)
            throws IOException {
        new Checker(where, volume, findings).check();
    }
}
