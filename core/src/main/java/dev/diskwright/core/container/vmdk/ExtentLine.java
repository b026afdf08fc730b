package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.bytes.Where;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of the extent description: what a run of the disk is stored in.
///
/// @param where the line
/// @param access `RW`, `RDONLY` or `NOACCESS`
/// @param sectors of the disk
/// @param type `SPARSE`, `FLAT`, `ZERO` and others
/// @param file name of what it is stored in; empty if there is none
/// @param offset in that file, in sectors
record ExtentLine(Where where, String access, long sectors, String type, String file, long offset) {
    static final String READ_WRITE = "RW";
    static final String NO_ACCESS = "NOACCESS";
    static final String SPARSE = "SPARSE";
    static final String FLAT = "FLAT";

    private static final Pattern LINE =
            Pattern.compile(
                    "(RW|RDONLY|NOACCESS)\\s+([0-9]{1,18})\\s+([A-Za-z0-9]+)"
                            + "(?:\\s+\"([^\"]*)\"(?:\\s+([0-9]{1,18})(?:\\s.*)?)?)?",
                    Pattern.CASE_INSENSITIVE);

    /// {@return the line, if it is of this kind}
    static Optional<ExtentLine> parse(Where where, String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String file = matcher.group(4);
        String offset = matcher.group(5);
        return Optional.of(
                new ExtentLine(
                        where,
                        matcher.group(1).toUpperCase(Locale.ROOT),
                        Long.parseLong(matcher.group(2)),
                        matcher.group(3).toUpperCase(Locale.ROOT),
                        file == null ? "" : file,
                        offset == null ? 0 : Long.parseLong(offset)));
    }

    /// {@return a line to be written}
    static String of(long sectors, String type, String file) {
        return "%s %d %s \"%s\"%s"
                .formatted(READ_WRITE, sectors, type, file, type.equals(FLAT) ? " 0" : "");
    }
}
