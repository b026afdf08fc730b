package dev.diskwright.core.content.packages;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.tar.TarSource;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// Packages of Debian. Only what is named so is taken for one: a repository carries them as files.
public final class DebSource {
    private static final String MAGIC = "!<arch>\n";
    private static final int HEADER = 60; // bytes
    private static final String END = "`\n";

    private DebSource() {}

    /// {@return what the package installs; empty if `file` is not named `x.deb` or `x.udeb`} Contents are read when used: from
    /// `file`, or, if that is compressed, from a copy in `scratch`.
    ///
    /// @param name what the user calls the package
    /// @param seconds time of directories that it only implies, since 1970-01-01 UTC
    /// @throws ImageException if it is truncated, damaged, or uses what is not supported, naming member and offset
    public static Optional<FileTree> read(
            String name, BlockSource file, Scratch scratch, long seconds)
            throws IOException, InterruptedException {
        if (!name.toLowerCase(Locale.ROOT).matches(".*\\.u?deb")) {
            return Optional.empty();
        }
        Where where = Where.file(name);
        if (!text(file, 0, MAGIC.length()).equals(MAGIC)) {
            throw new CorruptImageException(where, "no ar magic", "a package, as its name says");
        }
        boolean first = true;
        for (long at = MAGIC.length(); at < file.size(); ) {
            Where place = where.structure("ar header", at);
            String header = text(file, at, HEADER);
            if (header.length() < HEADER || !header.endsWith(END)) {
                throw new CorruptImageException(
                        place,
                        header.length() < HEADER ? "the end of the file" : "damage",
                        "a member");
            }
            String member = header.substring(0, 16).strip().replaceFirst("/$", "");
            String digits = header.substring(48, 58).strip();
            long data = at + HEADER;
            if (!digits.matches("[0-9]{1,10}") || Long.parseLong(digits) > file.size() - data) {
                throw new CorruptImageException(
                        place.field("size", 48),
                        "\"%s\"".formatted(digits),
                        "at most the %d bytes that are left".formatted(file.size() - data));
            }
            long size = Long.parseLong(digits);
            if (first && !member.equals("debian-binary")) {
                throw new CorruptImageException(
                        place.field("name", 0), "\"%s\"".formatted(member), "debian-binary");
            }
            if (first && !text(file, data, 2).equals("2.")) {
                throw new UnsupportedImageException(
                        where.structure("debian-binary", data),
                        "packages of the format "
                                + text(file, data, (int) Math.min(size, 8)).strip());
            }
            first = false;
            if (member.startsWith("data.tar")) {
                Where inside = where.inside(member);
                BlockSource plain =
                        Payload.plain(inside, file.slice(data, size), scratch, "", "ustar", 257);
                Attributes implied = Attributes.root(0755, seconds);
                return Optional.of(TarSource.readLayer(inside, plain, implied, _ -> null));
            }
            at = data + size + (size & 1);
        }
        throw new CorruptImageException(
                where.structure("ar archive", file.size()), "the end of the file", "data.tar");
    }

    private static String text(BlockSource file, long at, int length) throws IOException {
        long left = Math.max(0, Math.min(length, file.size() - at));
        return new String(file.bytes(at, (int) left).toArray(JAVA_BYTE), ISO_8859_1);
    }
}
