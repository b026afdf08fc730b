package dev.diskwright.core.content.tar;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Compression;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tar archives as trees, plain or compressed, told by what is in them and not by their name.
public final class TarSource {
    private static final Pattern NAMES =
            Pattern.compile(".*\\.(tar(\\.[a-z0-9]+)?|t(gz|xz|zst|bz2?))");

    private TarSource() {}

    /// {@return the archive's files; empty if `file` is no tar archive} Contents are read when used: from `file`, or, if
    /// that is compressed, from a copy in `scratch`.
    ///
    /// @param name what the user calls the archive; one that ends in `.tar.gz` or the like must be one
    /// @param seconds time of directories that the archive only implies, since 1970-01-01 UTC
    /// @throws ImageException if it is truncated, damaged, or uses what is not supported, naming member and offset
    public static Optional<FileTree> read(
            String name, BlockSource file, Scratch scratch, long seconds)
            throws IOException, InterruptedException {
        Where where = Where.file(name);
        Optional<Compression> compression = Compression.of(file);
        if (!isTar(where, file, compression)) {
            if (NAMES.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                throw new CorruptImageException(
                        where, "no tar header", "an archive, as its name says");
            }
            return Optional.empty();
        }
        BlockSource plain = file;
        if (compression.isPresent()) {
            try (InputStream stream = compression.get().decode(where, file)) {
                plain = scratch.spool(where, stream);
            }
        }
        return Optional.of(readLayer(where, plain, Attributes.root(0755, seconds), _ -> null));
    }

    /// {@return the files of an archive that is put over others}
    ///
    /// @param file uncompressed
    /// @param implied attributes of directories that the archive only implies, which so can be told from others
    /// @param earlier the files that are there, by path: what a hard link may mean beside those of the archive
    /// @throws ImageException if it is truncated, damaged, or uses what is not supported, naming member and offset
    public static FileTree readLayer(
            Where where,
            BlockSource file,
            Attributes implied,
            Function<String, @Nullable FileNode> earlier)
            throws IOException, InterruptedException {
        AccountNames names = AccountNames.unknown();
        FileTree tree = new Reader(where, file, implied, names, earlier).read();
        return names.deferred()
                ? new Reader(where, file, implied, AccountNames.of(tree), earlier).read()
                : tree;
    }

    private static boolean isTar(Where where, BlockSource file, Optional<Compression> compression)
            throws IOException {
        if (compression.isEmpty()) {
            return file.size() >= Header.SIZE && Header.recognises(file.bytes(0, Header.SIZE));
        }
        try (InputStream stream = compression.get().decode(where, file)) {
            byte[] first = stream.readNBytes(Header.SIZE);
            return first.length == Header.SIZE && Header.recognises(MemorySegment.ofArray(first));
        } catch (CorruptImageException e) {
            return false; // the magic number was a coincidence, or nothing can be told
        }
    }
}
