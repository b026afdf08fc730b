package dev.diskwright.ui.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The command that does what the window does, as a line for a terminal.
enum CommandText {
    /// For `sh` and everything like it.
    POSIX {
        @Override
        String quoted(String word) {
            return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
        }
    },
    /// For the prompt of Windows. A file name there holds no double quote.
    WINDOWS {
        @Override
        String quoted(String word) {
            return PLAIN_WINDOWS.matcher(word).matches()
                    ? word
                    : "\"" + word.replace("\"", "\\\"") + "\"";
        }
    };

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+:=@%,-]+");
    private static final Pattern PLAIN_WINDOWS = Pattern.compile("[A-Za-z0-9_./+:\\\\-]+");

    /// What is to be built.
    ///
    /// @param design file of the design
    /// @param target the image file
    record Call(
            String design, String target, boolean verify, boolean keepPartial, boolean replace) {}

    /// {@return one word of the line}
    abstract String quoted(String word);

    /// {@return the quoting of the system of that name}
    ///
    /// @param system as the property `os.name` has it
    static CommandText of(String system) {
        return system.toLowerCase(Locale.ROOT).startsWith("windows") ? WINDOWS : POSIX;
    }

    /// {@return the line}
    String line(Call call) {
        var words = new ArrayList<>(List.of("diskwright", "build"));
        if (call.design().startsWith("-")) {
            words.add("./" + call.design());
        } else {
            words.add(call.design());
        }
        words.add("--output");
        words.add(call.target());
        if (!call.verify()) {
            words.add("--no-verify");
        }
        if (call.keepPartial()) {
            words.add("--keep-partial");
        }
        if (call.replace()) {
            words.add("--force");
        }
        return String.join(" ", words.stream().map(this::quoted).toList());
    }
}
