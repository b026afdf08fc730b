package dev.diskwright.core.fs.fat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/// The 8.3 name of an entry, and whether it says everything.
///
/// @param text 11 characters without a dot, padded with spaces, upper case, ASCII only
/// @param caseFlags byte 12 of the entry: which parts of the name are shown in lower case
/// @param needsLongName whether the name shown is another
record ShortName(String text, int caseFlags, boolean needsLongName) {
    /// Byte 12: the part before the dot is shown in lower case (Windows NT, Linux).
    static final int LOWER_BASE = 0x08;

    /// Byte 12: the part behind the dot is shown in lower case.
    static final int LOWER_EXTENSION = 0x10;

    private static final String SPECIAL = "$%'-_@~`!(){}^#&";

    /// {@return the short name that `name` itself is, but for its case; null if it has to be shortened}
    static @Nullable ShortName same(String name) {
        int dot = name.indexOf('.');
        String base = dot < 0 ? name : name.substring(0, dot);
        String extension = dot < 0 ? "" : name.substring(dot + 1);
        if (base.isEmpty()
                || base.length() > 8
                || extension.length() > 3
                || dot >= 0 && extension.isEmpty()
                || !consistsOfLegal(base + extension)) {
            return null;
        }
        boolean mixed = isMixed(base) || isMixed(extension);
        int flags =
                mixed
                        ? 0
                        : (hasLower(base) ? LOWER_BASE : 0)
                                | (hasLower(extension) ? LOWER_EXTENSION : 0);
        return new ShortName(padded(upper(base), upper(extension)), flags, mixed);
    }

    /// {@return 11 characters of a name's two parts}
    static String padded(String base, String extension) {
        return "%-8s%-3s".formatted(base, extension);
    }

    /// {@return the name as the entry holds it}
    byte[] bytes() {
        return text.getBytes(US_ASCII);
    }

    /// {@return `part` with what a short name cannot hold left out (spaces, dots) or turned into `_`}
    static String legal(String part) {
        var legal = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = upper(part.charAt(i));
            if (Character.isLowSurrogate(c)) {
                continue; // its other half has left a mark
            }
            if (c != ' ' && c != '.') {
                legal.append(isLegal(c) ? c : '_');
            }
        }
        return legal.toString();
    }

    /// {@return whether `c` may stand in a short name as this writer makes them}
    static boolean isLegal(char c) {
        return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || SPECIAL.indexOf(c) >= 0;
    }

    private static boolean consistsOfLegal(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (!isLegal(upper(part.charAt(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasLower(String part) {
        return !part.equals(upper(part));
    }

    private static boolean isMixed(String part) {
        if (!hasLower(part)) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) >= 'A' && part.charAt(i) <= 'Z') {
                return true;
            }
        }
        return false;
    }

    private static String upper(String part) {
        var upper = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            upper.append(upper(part.charAt(i)));
        }
        return upper.toString();
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }
}
