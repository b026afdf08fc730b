package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.content.FileNames;
import java.util.Arrays;
import java.util.Optional;

/// Extended attributes that a squashfs can hold: those of three name spaces, whose prefix is stored as a number.
enum XattrNames {
    USER("user."),
    TRUSTED("trusted."),
    SECURITY("security.");

    /// Set in the stored number where the value lies elsewhere.
    static final int ELSEWHERE = 0x100;

    private static final int MOST_BYTES = 255; // of a full name

    private final String prefix;

    XattrNames(String prefix) {
        this.prefix = prefix;
    }

    /// {@return the name space of an attribute; empty if no squashfs holds it}
    ///
    /// @param name in full
    static Optional<XattrNames> of(String name) {
        return FileNames.encode(name).length > MOST_BYTES
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(it ->
                                name.startsWith(it.prefix) && name.length() > it.prefix.length())
                        .findFirst();
    }

    /// {@return the name space that is stored as this number; empty if there is none}
    static Optional<XattrNames> of(int stored) {
        int number = stored & ~ELSEWHERE;
        return number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }

    /// {@return what is stored of a full name}
    byte[] rest(String name) {
        return FileNames.encode(name.substring(prefix.length()));
    }

    String prefix() {
        return prefix;
    }
}
