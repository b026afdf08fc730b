package dev.diskwright.core.fs.erofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Spool;
import dev.diskwright.core.block.SpoolFile;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.FileSystemFormat;
import dev.diskwright.core.fs.Lost;
import dev.diskwright.core.fs.PackedVolume;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.fs.XattrLosses;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// EROFS, the file system that is only read and made to be read fast.
public final class Erofs implements FileSystemFormat {
    /// Size of a volume without any file or extended attribute, in bytes, whatever the parameters.
    public static final long EMPTY_SIZE = 8192;

    /// Bytes that a label holds.
    public static final int LABEL = Limits.LABEL;

    /// {@return the tree, packed into a file in `directory`} How large a volume is shows only when it is packed, so it
    /// is packed to know, and then used. The bytes depend on tree and parameters alone. Memory goes by the number of files
    /// and by threads, not by what is in the files. It has neither label nor UUID, which [#named] gives it.
    ///
    /// @param directory of the host, for a file that nothing is left of when the volume is closed
    /// @param progress told of every byte of contents
    /// @throws dev.diskwright.core.bytes.DoesNotFitException for names longer than 255 bytes, links longer than 4095, more
    ///     extended attributes at one file than 256 KiB, naming them
    /// @throws dev.diskwright.core.bytes.ImageException if contents cannot be read, or the file cannot be written
    /// @throws InterruptedException if the thread was interrupted; nothing is left then
    public static PackedVolume pack(
            FileTree tree, ErofsParameters parameters, Path directory, Progress progress)
            throws IOException, InterruptedException {
        return pack(tree, parameters, SpoolFile.in(directory), progress);
    }

    /// {@return the tree, packed into memory} For volumes of 2 GiB at most; else like the other.
    public static PackedVolume pack(FileTree tree, ErofsParameters parameters)
            throws IOException, InterruptedException {
        return pack(tree, parameters, Spool.inMemory(), Progress.NONE);
    }

    private static PackedVolume pack(
            FileTree tree, ErofsParameters parameters, Spool spool, Progress progress)
            throws IOException, InterruptedException {
        boolean done = false;
        try {
            new ErofsWriter(parameters, spool).write(tree, progress);
            done = true;
            return new PackedVolume(spool);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            var interruption = new InterruptedException("interrupted while packing");
            interruption.initCause(e);
            throw interruption;
        } finally {
            if (!done) {
                spool.close();
            }
        }
    }

    /// {@return a volume that was packed, with a label and a UUID}
    ///
    /// @param label up to 16 bytes of UTF-8
    /// @throws IllegalArgumentException if the label is longer
    public static BlockSource named(PackedVolume volume, String label, UUID uuid)
            throws IOException {
        if (label.getBytes(UTF_8).length > LABEL || label.indexOf(0) >= 0) {
            throw new IllegalArgumentException("the EROFS label \"%s\"".formatted(label));
        }
        Superblock it = Superblock.CODEC.read(volume.bytes(Superblock.OFFSET, Superblock.SIZE), 0);
        byte[] first = ErofsWriter.firstBlock(it.named(label, uuid));
        return Composition.ofSize(volume.size())
                .place(0, BlockSource.of(first))
                .place(first.length, volume.slice(first.length, volume.size() - first.length))
                .build();
    }

    /// {@return how many files and directories of `tree` lose something, and the first `most` things that are lost} These
    /// are extended attributes outside `user.`, `trusted.`, `security.` and access control lists.
    public static Lost lost(FileTree tree, int most) {
        return XattrLosses.of(
                tree, "EROFS", (name, value) -> XattrNames.of(name, value).isPresent(), most);
    }

    @Override
    public String name() {
        return "erofs";
    }

    @Override
    public Optional<VolumeInfo> probe(Where where, BlockSource volume) throws IOException {
        if (!Volume.isRecognised(volume)) {
            return Optional.empty();
        }
        Volume it = Volume.open(where, volume);
        Superblock superblock = it.superblock();
        boolean compressed = superblock.featureIncompat() != 0;
        UUID uuid = superblock.uuid();
        return Optional.of(
                new VolumeInfo(
                        name(),
                        compressed && superblock.has(Superblock.ZERO_PADDING) ? "compressed" : "",
                        superblock.label(),
                        uuid.equals(Guids.NIL) ? "" : uuid.toString(),
                        it.size(),
                        it.blockSize()));
    }

    /// {@return all files} Volumes of mkfs.erofs are read whatever its options, LZ4 and none as compression, without
    /// further devices. Several names of one inode are one file if the inode says that it has them.
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
