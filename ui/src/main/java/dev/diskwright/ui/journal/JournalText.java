package dev.diskwright.ui.journal;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A journal as text: a first line that names the format, `key = value` lines, an empty line, and the design as its own
/// file would hold it. A digest over all but its own line tells a whole journal from a part of one.
final class JournalText {
    private static final String FIRST = "diskwright journal 1";

    private JournalText() {}

    static String write(Unsaved work) {
        Path file = work.file();
        String rest =
                "file = "
                        + (file == null ? "" : file)
                        + "\nbase = "
                        + work.base()
                        + "\nkept = "
                        + work.kept()
                        + "\n\n"
                        + DesignJson.write(work.design());
        return FIRST + "\ndigest = " + Fingerprints.of(rest) + "\n" + rest;
    }

    /// {@return what `text` holds; empty if any of it is damaged}
    static Optional<Unsaved> read(String text) {
        String[] head = text.split("\n", 3);
        if (head.length < 3
                || !head[0].equals(FIRST)
                || !head[1].equals("digest = " + Fingerprints.of(head[2]))) {
            return Optional.empty();
        }
        int end = head[2].indexOf("\n\n");
        if (end < 0) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (String line : head[2].substring(0, end).split("\n", -1)) {
            int equals = line.indexOf(" = ");
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 3));
            }
        }
        Design design = DesignJson.read(head[2].substring(end + 2)).design();
        String file = values.getOrDefault("file", "");
        try {
            return design == null
                    ? Optional.empty()
                    : Optional.of(
                            new Unsaved(
                                    file.isEmpty() ? null : Path.of(file),
                                    values.getOrDefault("base", ""),
                                    design,
                                    Instant.parse(values.getOrDefault("kept", ""))));
        } catch (InvalidPathException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
