package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.content.FileNames;
import java.util.Arrays;
import java.util.Optional;

/// Name spaces of extended attributes, whose prefix is stored as a number.
enum XattrNames {
    USER(1, "user."),
    ACCESS_ACL(2, "system.posix_acl_access"),
    DEFAULT_ACL(3, "system.posix_acl_default"),
    TRUSTED(4, "trusted."),
    SECURITY(6, "security.");

    /// In the stored number: the prefix is a long one of the volume's own.
    static final int LONG = 0x80;

    private static final int MOST_BYTES = 255; // of a full name
    private static final int MOST_VALUE = 65535;

    private final int number;
    private final String prefix;

    XattrNames(int number, String prefix) {
        this.number = number;
        this.prefix = prefix;
    }

    /// {@return the name space of an attribute; empty if no EROFS holds it}
    ///
    /// @param name in full
    static Optional<XattrNames> of(String name, byte[] value) {
        return FileNames.encode(name).length > MOST_BYTES || value.length > MOST_VALUE
                ? Optional.empty()
                : Arrays.stream(values()).filter(it -> it.holds(name)).findFirst();
    }

    private boolean holds(String name) {
        return prefix.endsWith(".")
                ? name.startsWith(prefix) && name.length() > prefix.length()
                : name.equals(prefix);
    }

    /// {@return the name space that is stored as this number; empty if there is none}
    static Optional<XattrNames> of(int stored) {
        return Arrays.stream(values()).filter(it -> it.number == stored).findFirst();
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
