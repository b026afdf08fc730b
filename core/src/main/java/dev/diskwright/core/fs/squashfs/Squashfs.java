package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Spool;
import dev.diskwright.core.block.SpoolFile;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.Lost;
import dev.diskwright.core.fs.PackedVolume;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.fs.XattrLosses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// squashfs 4.0, the compressed file system that is only read.
public final class Squashfs implements FileSystemFormat {
    /// Size of a volume without any file or extended attribute, in bytes, whatever the parameters.
    public static final long EMPTY_SIZE = 4096;

    /// {@return the tree, packed into a file in `directory`} How large a volume is shows only when it is packed, so it
    /// is packed to know, and then used. The bytes depend on tree and parameters alone. Memory goes by the number of files
    /// and by threads times block size, not by what is in the files.
    ///
    /// Times are whole seconds from 1970 to 2106; what is beyond is held there. What else is not kept is told by [#lost].
    ///
    /// @param directory of the host, for a file that nothing is left of when the volume is closed
    /// @param progress told of every byte of contents
    /// @throws dev.diskwright.core.bytes.DoesNotFitException for names longer than 256 bytes, links longer than 65,535,
    ///     more than 65,535 different owners and groups, naming them
    /// @throws dev.diskwright.core.bytes.ImageException if contents cannot be read, or the file cannot be written
    /// @throws InterruptedException if the thread was interrupted; nothing is left then
    public static PackedVolume pack(
            FileTree tree, SquashfsParameters parameters, Path directory, Progress progress)
            throws IOException, InterruptedException {
        return pack(tree, parameters, SpoolFile.in(directory), progress);
    }

    /// {@return the tree, packed into memory} For volumes of 2 GiB at most; else like the other.
    public static PackedVolume pack(FileTree tree, SquashfsParameters parameters)
            throws IOException, InterruptedException {
        return pack(tree, parameters, Spool.inMemory(), Progress.NONE);
    }

    private static PackedVolume pack(
            FileTree tree, SquashfsParameters parameters, Spool spool, Progress progress)
            throws IOException, InterruptedException {
        boolean done = false;
        try {
            new SquashfsWriter(parameters, spool).write(tree, progress);
            done = true;
            return new PackedVolume(spool);
        } finally {
            if (!done) {
                spool.close();
            }
        }
    }

    /// {@return how many files and directories of `tree` lose something, and the first `most` things that are lost} These
    /// are extended attributes outside `user.`, `trusted.` and `security.`, access control lists among them. Times do not
    /// count.
    public static Lost lost(FileTree tree, int most) {
        return XattrLosses.of(tree, "squashfs", (name, _) -> XattrNames.of(name).isPresent(), most);
    }

    @Override
    public String name() {
        return "squashfs";
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
                        it.compression().word(),
                        "",
                        "",
                        it.superblock().bytesUsed(),
                        it.blockSize()));
    }

    /// {@return all files} Volumes of every compressor that mksquashfs 4.5 knows are read. Several names of one inode are
    /// one file if the inode says that it has them.
    @Override
    public FileTree read(Where where, BlockSource volume) throws IOException {
        return Reader.read(Volume.open(where, volume));
    }

    @Override
    public void check(Where where, BlockSource volume, Consumer<Finding> findings)
            throws IOException {
        new Checker(where, volume, findings).check();
    }
}
