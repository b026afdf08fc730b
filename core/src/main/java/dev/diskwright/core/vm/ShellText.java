package dev.diskwright.core.vm;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Tokens as one line that a person can paste into a shell. Only for that: programs get the tokens themselves.
public final class ShellText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");
    private static final Pattern PLAIN_POWERSHELL = Pattern.compile("[A-Za-z0-9+=:./\\\\_-]+");

    private ShellText() {}

    /// {@return the line for a POSIX shell}
    public static String posix(List<String> tokens) {
        return tokens.stream().map(ShellText::posix).collect(Collectors.joining(" "));
    }

    private static String posix(String token) {
        return PLAIN.matcher(token).matches() ? token : "'" + token.replace("'", "'\\''") + "'";
    }

    /// {@return the line for PowerShell, version 7.3 or later, which hands on quotes as they are}
    public static String powershell(List<String> tokens) {
        return "& " + tokens.stream().map(ShellText::quoted).collect(Collectors.joining(" "));
    }

    /// PowerShell takes curly quotes for straight ones.
    private static String quoted(String token) {
        return PLAIN_POWERSHELL.matcher(token).matches()
                ? token
                : "'" + token.replaceAll("(['\u2018\u2019\u201a\u201b])", "$1$1") + "'";
    }
}
