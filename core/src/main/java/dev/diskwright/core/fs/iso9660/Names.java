package dev.diskwright.core.fs.iso9660;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import dev.diskwright.core.content.FileNames;

/// What the identifiers of a tree say (ECMA-119, 7.5 and 7.6; Joliet): a name, and `;` with the file's version.
enum Names {
    /// Rock Ridge's, and where it has none the primary tree's.
    ROCK_RIDGE,
    /// UCS-2, big-endian.
    JOLIET,
    /// The primary tree's as they are stored, upper case mostly.
    PLAIN;

    /// A name and a version, 0 if there is none.
    record Versioned(String name, int version) {}

    /// {@return what an identifier says}
    ///
    /// @param directory whether it is one's, which has neither version nor extension
    Versioned of(byte[] identifier, boolean directory) {
        String text =
                this == JOLIET ? new String(identifier, UTF_16BE) : FileNames.decode(identifier);
        int version = 0;
        int semicolon = text.lastIndexOf(';');
        if (!directory && semicolon > 0 && text.length() - semicolon <= 6) {
            String digits = text.substring(semicolon + 1);
            if (digits.chars().allMatch(it -> it >= '0' && it <= '9')) {
                version = digits.isEmpty() ? 0 : Integer.parseInt(digits);
                text = text.substring(0, semicolon);
            }
        }
        // the primary tree writes the dot of an extension that is empty
        boolean bare = !directory && this != JOLIET && text.length() > 1 && text.endsWith(".");
        return new Versioned(bare ? text.substring(0, text.length() - 1) : text, version);
    }
}
