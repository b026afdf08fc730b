package dev.diskwright.core.fs.fat;

import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;

/// Rules of long names (FAT specification, section 7).
final class LongName {
    /// UTF-16 units in one entry.
    static final int UNITS_PER_ENTRY = 13;

    /// UTF-16 units in a name.
    static final int LONGEST = 255;

    private static final String FORBIDDEN = "\"*/:<>?\\|";

    private LongName() {}

    /// Refuses a name that FAT cannot hold, with the path of its file.
    static void check(String path, String name) throws ImageException {
        Where where = Where.file(path);
        if (name.length() > LONGEST) {
            throw new DoesNotFitException(
                    where,
                    "a name of %d UTF-16 units".formatted(name.length()),
                    "%d on FAT".formatted(LONGEST));
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ') {
                throw new UnsupportedImageException(
                        where, "the control character U+%04X in a FAT name".formatted((int) c));
            }
            if (FORBIDDEN.indexOf(c) >= 0) {
                throw new UnsupportedImageException(
                        where, "the character '%c' in a FAT name".formatted(c));
            }
        }
        if (!isWellFormed(name)) {
            throw new UnsupportedImageException(where, "a FAT name that is not UTF-8");
        }
        char last = name.charAt(name.length() - 1);
        if (last == '.' || last == ' ') {
            throw new UnsupportedImageException(
                    where, "a FAT name that ends in a %s".formatted(last == '.' ? "dot" : "space"));
        }
    }

    /// {@return whether a name read from a volume may stand in a tree}
    static boolean isReadable(String name) {
        if (name.isEmpty()
                || name.length() > LONGEST
                || name.equals(".")
                || name.equals("..")
                || !isWellFormed(name)) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < ' ' || FORBIDDEN.indexOf(name.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /// {@return what names that differ only in case have in common}
    static String folded(String name) {
        var folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            folded.append(Character.toLowerCase(Character.toUpperCase(name.charAt(i))));
        }
        return folded.toString();
    }

    /// {@return entries that a long name takes}
    static int entries(String name) {
        return Math.ceilDiv(name.length(), UNITS_PER_ENTRY);
    }

    /// {@return the checksum by which long entries know the short name they belong to}
    static int checksum(byte[] shortName) {
        int sum = 0;
        for (byte b : shortName) {
            sum = ((sum & 1) << 7 | sum >> 1) + (b & 0xff) & 0xff;
        }
        return sum;
    }

    private static boolean isWellFormed(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isHighSurrogate(name.charAt(i))
                    && i + 1 < name.length()
                    && Character.isLowSurrogate(name.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
