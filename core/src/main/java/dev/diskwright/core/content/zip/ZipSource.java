package dev.diskwright.core.content.zip;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.Scratch;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// Zip archives as trees. Only what is named so is taken for one: many other files are zip archives inside.
public final class ZipSource {
    private ZipSource() {}

    /// {@return the archive's files; empty if `file` is not named as a zip archive} What is in them is unpacked into
    /// `scratch` at once, since a compressed member cannot be read from its middle. Files belong to root, as zip has no
    /// owners; those without a Unix mode get 0644, directories 0755. Times without a zone count as UTC.
    ///
    /// @param name what the user calls the archive, `x.zip`
    /// @param seconds time of directories that the archive only implies, since 1970-01-01 UTC
    /// @throws ImageException if it is truncated, damaged, encrypted, or uses what is not supported, naming the member
    public static Optional<FileTree> read(
            String name, BlockSource file, Scratch scratch, long seconds)
            throws IOException, InterruptedException {
        return name.toLowerCase(Locale.ROOT).endsWith(".zip")
                ? Optional.of(new Reader(Where.file(name), file, scratch, seconds).read())
                : Optional.empty();
    }
}
