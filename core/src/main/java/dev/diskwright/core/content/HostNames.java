package dev.diskwright.core.content;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which names of an image a host cannot have.
final class HostNames {
    private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"\\\\|?*\\x00-\\x1f]");
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
    private static final Set<Character> BAD_ENDS = Set.of('.', ' ');

    private HostNames() {}

    /// {@return why Windows refuses the name, or would take it for something else; empty if it does not} A name that is
    /// not UTF-8 is among them. (Win32 documentation, "Naming Files, Paths, and Namespaces")
    static Optional<String> problemOnWindows(String name) {
        if (FORBIDDEN.matcher(name).find()) {
            return Optional.of("a character that file names on this system cannot have");
        }
        if (DEVICE.matcher(name).matches()) {
            return Optional.of("the name of a device on this system");
        }
        if (BAD_ENDS.contains(name.charAt(name.length() - 1))) {
            return Optional.of("an end that this system leaves out");
        }
        return FileNames.decode(FileNames.encode(name))
                        .codePoints()
                        .anyMatch(c -> c >= 0xd800 && c <= 0xdfff)
                ? Optional.of("bytes that are no text")
                : Optional.empty();
    }
}
