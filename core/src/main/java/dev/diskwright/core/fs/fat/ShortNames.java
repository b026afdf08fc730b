package dev.diskwright.core.fs.fat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Gives the names of one directory short names that are unique in it. What is a short name already keeps it; the
/// others are cut and numbered from `~1` on, in the order in which they are asked for.
final class ShortNames {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbered = new HashMap<>();

    /// Keeps names free that are short names already. They have to be kept before [#shorten] gives one away.
    void keep(ShortName name) {
        taken.add(name.text());
    }

    /// {@return a numbered short name for a name that is too long or has characters that short names lack}
    ShortName shorten(String name) {
        int dot = name.lastIndexOf('.');
        boolean extended = dot > 0 && !ShortName.legal(name.substring(0, dot)).isEmpty();
        String base = ShortName.legal(extended ? name.substring(0, dot) : name);
        String extension = extended ? start(ShortName.legal(name.substring(dot + 1)), 3) : "";
        String family = start(base, 6) + "." + extension;
        for (int number = numbered.getOrDefault(family, 0) + 1; ; number++) {
            String tail = "~" + number;
            String text = ShortName.padded(start(base, 8 - tail.length()) + tail, extension);
            if (taken.add(text)) {
                numbered.put(family, number);
                return new ShortName(text, 0, true);
            }
        }
    }

    private static String start(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
