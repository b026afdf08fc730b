package dev.diskwright.core.content.cpio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Compression;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Cpio archives as trees. Only what is named so is taken for one: an initial RAM disk is one too, and is wanted as the
/// file that it is.
public final class CpioSource {
    private static final Pattern NAMES = Pattern.compile(".*\\.cpio(\\.[a-z0-9]+)?");
    private static final Set<String> MAGIC = Set.of("070701", "070702", "070707");
    private static final int MAGIC_SIZE = 6;

    private CpioSource() {}

    /// {@return the archive's files; empty if `file` is not named as a cpio archive} Contents are read when used: from
    /// `file`, or, if that is compressed, from a copy in `scratch`.
    ///
    /// @param name what the user calls the archive; `x.cpio`, `x.cpio.gz` and the like
    /// @param seconds time of directories that the archive only implies, since 1970-01-01 UTC
    /// @throws ImageException if it is truncated, damaged, or uses what is not supported, naming member and offset
    public static Optional<FileTree> read(
            String name, BlockSource file, Scratch scratch, long seconds)
            throws IOException, InterruptedException {
        if (!NAMES.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.empty();
        }
        Where where = Where.file(name);
        Optional<Compression> compression = Compression.of(file);
        BlockSource plain = file;
        if (compression.isPresent()) {
            try (InputStream stream = compression.get().decode(where, file)) {
                plain = scratch.spool(where, stream);
            }
        }
        return Optional.of(readPlain(where, plain, seconds));
    }

    /// {@return the files of an archive that is known to be one}
    ///
    /// @param file uncompressed
    /// @param seconds time of directories that the archive only implies, since 1970-01-01 UTC
    /// @throws ImageException if it is truncated, damaged, or uses what is not supported, naming member and offset
    public static FileTree readPlain(Where where, BlockSource file, long seconds)
            throws IOException, InterruptedException {
        byte[] start =
                file.bytes(0, (int) Math.min(MAGIC_SIZE, file.size()))
                        .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        if (!MAGIC.contains(new String(start, ISO_8859_1))) {
            throw new CorruptImageException(
                    where.structure("header", 0),
                    "no cpio magic",
                    "an archive in the form newc, crc or odc, as its name says");
        }
        return new Reader(where, file, seconds).read();
    }
}
