package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.content.FileNames;
import java.util.Arrays;
import java.util.Optional;

/// Extended attributes that a squashfs can hold: those of three name spaces, whose prefix is stored as a number.
enum XattrNames {
    USER(0, "user."),
    TRUSTED(1, "trusted."),
    SECURITY(2, "security.");

    /// Set in the stored number where the value lies elsewhere.
    static final int ELSEWHERE = 0x100;

    private static final int MOST_BYTES = 255; // of a full name

    private final int number;
    private final String prefix;

    XattrNames(int number, String prefix) {
        this.number = number;
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
        return Arrays.stream(values()).filter(it -> it.number == (stored & ~ELSEWHERE)).findFirst();
    }

    /// {@return what is stored of a full name}
    byte[] rest(String name) {
        return FileNames.encode(name.substring(prefix.length()));
    }

    /// {@return what is stored for it}
    int number() {
        return number;
    }

    String prefix() {
        return prefix;
    }
}
