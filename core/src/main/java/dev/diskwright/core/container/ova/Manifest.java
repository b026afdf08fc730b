package dev.diskwright.core.container.ova;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The digests of a package's files (DSP0243, "Package manifest").
///
/// @param entries in the file's order
/// @param odd lines that are no digests
record Manifest(List<Entry> entries, List<Where> odd) {
    private static final int MAX_SIZE = 1 << 20; // bytes
    private static final Pattern LINE =
            Pattern.compile("(SHA1|SHA256|SHA384|SHA512)(\\s*)\\((.*)\\)\\s*=\\s*([0-9A-Fa-f]+)");

    /// A line.
    ///
    /// @param algorithm as the manifest calls it: `SHA256`
    /// @param blank whether a blank precedes the parenthesis, which some importers refuse
    /// @param digest in hexadecimal, lower case
    record Entry(Where where, String algorithm, boolean blank, String name, String digest) {}

    Manifest {
        entries = List.copyOf(entries);
        odd = List.copyOf(odd);
    }

    /// @param where the manifest's file
    static Manifest read(Where where, BlockSource file) throws IOException {
        if (file.size() > MAX_SIZE) {
            throw new CorruptImageException(where, file.size() + " bytes", "1 MiB at most");
        }
        byte[] bytes = file.bytes(0, (int) file.size()).toArray(ValueLayout.JAVA_BYTE);
        var entries = new ArrayList<Entry>();
        var odd = new ArrayList<Where>();
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            Where place = where.field("line " + ++number, 0);
            Matcher matcher = LINE.matcher(line.strip());
            if (matcher.matches()) {
                entries.add(
                        new Entry(
                                place,
                                matcher.group(1),
                                !matcher.group(2).isEmpty(),
                                matcher.group(3),
                                matcher.group(4).toLowerCase(Locale.ROOT)));
            } else if (!line.isBlank()) {
                odd.add(place);
            }
        }
        return new Manifest(entries, odd);
    }

    /// {@return a line to be written}
    static String line(String algorithm, String name, byte[] digest) {
        return "%s(%s)= %s\n".formatted(algorithm, name, HexFormat.of().formatHex(digest));
    }

    Optional<Entry> entry(String name) {
        return entries.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /// {@return what computes such digests}
    ///
    /// @param algorithm as a manifest calls it
    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.replace("SHA", "SHA-"));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }
}
