package dev.diskwright.core.content.packages;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.cpio.CpioSource;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Packages of RPM. Only what is named so is taken for one: a repository carries them as files.
public final class RpmSource {
    private static final int LEAD = 96; // bytes
    private static final int LEAD_MAGIC = 0xedabeedb;
    private static final int PAYLOADFORMAT = 1124;
    private static final int PAYLOADCOMPRESSOR = 1125;

    private RpmSource() {}

    /// {@return what the package installs; empty if `file` is not named `x.rpm`} Contents are read when used: from `file`, or,
    /// if that is compressed, from a copy in `scratch`. Files have the numbers of owners that the payload gives, which is
    /// root's in most packages: names of others are looked up when a package is installed, which it is not.
    ///
    /// @param name what the user calls the package
    /// @param seconds time of directories that it only implies, since 1970-01-01 UTC
    /// @throws ImageException if it is truncated, damaged, or uses what is not supported, naming structure and offset
    public static Optional<FileTree> read(
            String name, BlockSource file, Scratch scratch, long seconds)
            throws IOException, InterruptedException {
        if (!name.toLowerCase(Locale.ROOT).endsWith(".rpm")) {
            return Optional.empty();
        }
        Where where = Where.file(name);
        var number = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
        if (file.size() < LEAD || file.bytes(0, 4).get(number, 0) != LEAD_MAGIC) {
            throw new CorruptImageException(
                    where.structure("lead", 0), "no magic of RPM", "a package, as its name says");
        }
        RpmHeader signature = RpmHeader.read(where, file, "signature", LEAD);
        RpmHeader header = RpmHeader.read(where, file, "header", Units.roundUp(signature.end(), 8));
        String format = header.text(PAYLOADFORMAT);
        if (format != null && !format.equals("cpio")) {
            throw new UnsupportedImageException(header.where(), "the payload format " + format);
        }
        @Nullable String compressor = header.text(PAYLOADCOMPRESSOR);
        Where payload = where.inside("payload");
        BlockSource plain =
                Payload.plain(
                        payload,
                        file.slice(header.end(), file.size() - header.end()),
                        scratch,
                        Objects.requireNonNullElse(compressor, ""),
                        "0707",
                        0);
        return Optional.of(CpioSource.readPlain(payload, plain, seconds));
    }
}
