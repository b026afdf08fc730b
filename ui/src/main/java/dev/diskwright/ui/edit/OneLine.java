package dev.diskwright.ui.edit;

import java.util.ArrayList;
import java.util.List;

/// Texts of several lines, and lists, in a field of one line; nothing gets lost.
public final class OneLine {
    private OneLine() {}

    /// {@return the text in one line} An end of a line is `\n`, a tab `\t`, a backslash is doubled.
    public static String text(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    /// {@return the text that one line stands for} A backslash before another character stands for itself.
    public static String parse(String line) {
        var text = new StringBuilder();
        for (int i = 0; i < line.length(); ) {
            char c = line.charAt(i);
            char next = c == '\\' && i + 1 < line.length() ? line.charAt(i + 1) : 0;
            char meant =
                    switch (next) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case '\\' -> '\\';
                        default -> 0;
                    };
            text.append(meant == 0 ? c : meant);
            i += meant == 0 ? 1 : 2;
        }
        return text.toString();
    }

    /// {@return patterns with commas between them} A comma of a pattern comes behind a backslash, as patterns may have it.
    public static String patterns(List<String> patterns) {
        return String.join(
                ", ", patterns.stream().map(it -> it.replaceAll("(?<!\\\\),", "\\\\,")).toList());
    }

    /// {@return the patterns between the commas}
    public static List<String> parsePatterns(String line) {
        var patterns = new ArrayList<String>();
        for (String it : line.split("(?<!\\\\),", -1)) {
            if (!it.isBlank()) {
                patterns.add(it.strip());
            }
        }
        return List.copyOf(patterns);
    }
}
