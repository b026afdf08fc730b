package dev.diskwright.ui.machine;

import java.util.List;
import java.util.regex.Pattern;

/// Tokens as they are typed into a POSIX shell.
final class ShellText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    private ShellText() {}

    /// {@return a token, in quotes if it needs some}
    static String quoted(String token) {
        return PLAIN.matcher(token).matches() ? token : "'" + token.replace("'", "'\\''") + "'";
    }

    /// {@return tokens in one line}
    static String line(List<String> tokens) {
        return String.join(" ", tokens.stream().map(ShellText::quoted).toList());
    }
}
