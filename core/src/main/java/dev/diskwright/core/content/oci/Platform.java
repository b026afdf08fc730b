package dev.diskwright.core.content.oci;

import java.util.Optional;
import java.util.regex.Pattern;

/// What an image runs on, in the words of the specification ("Image Index", platform).
///
/// @param os `linux`
/// @param architecture `amd64`, `arm64` and so on, as Go has them
/// @param variant of the processor, `v7`; empty for any
record Platform(String os, String architecture, String variant) {
    private static final Pattern FORM =
            Pattern.compile("([a-z0-9_.-]+)/([a-z0-9_.-]+)(?:/([a-z0-9_.-]+))?");

    /// {@return the platform that a text such as `linux/arm/v7` names; empty if it has another form}
    static Optional<Platform> parse(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new Platform(
                                matcher.group(1),
                                matcher.group(2),
                                matcher.group(3) == null ? "" : matcher.group(3)))
                : Optional.empty();
    }

    /// {@return whether what is made for `that` runs on this}
    boolean takes(Platform that) {
        return os.equals(that.os)
                && architecture.equals(that.architecture)
                && (variant.isEmpty() || variant.equals(that.usualVariant()));
    }

    /// {@return the variant; the one that is meant where none is given}
    String usualVariant() {
        if (!variant.isEmpty()) {
            return variant;
        }
        return switch (architecture) {
            case "arm" -> "v7";
            case "arm64" -> "v8";
            default -> "";
        };
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
