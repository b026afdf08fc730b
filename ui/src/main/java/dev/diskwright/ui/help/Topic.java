package dev.diskwright.ui.help;

import java.util.Locale;

/// A place in the manual.
///
/// @param page its name
/// @param anchor of a heading of the page; empty for its top
public record Topic(String page, String anchor) {
    /// What explains everything that nothing else does.
    public static final Topic START = new Topic("start", "");

    /// {@return the topic that `text` names}
    public static Topic parse(String text) {
        int hash = text.indexOf('#');
        return hash < 0
                ? new Topic(text, "")
                : new Topic(text.substring(0, hash), text.substring(hash + 1));
    }

    /// {@return the entry of a problem}
    ///
    /// @param code such as `LAY-015`
    public static Topic ofProblem(String code) {
        return new Topic("problems", anchor(code));
    }

    /// {@return the anchor of a heading: its words in lower case, joined by hyphens}
    public static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
    }
}
