package dev.diskwright.ui.edit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A size as a person types it: a number may leave its unit to the field.
public final class SizeDraft {
    /// A weight, a share and bytes in hexadecimal have no unit; of the rest, those that lack one are completed.
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(\\*\\s*[0-9]+)|(0[xX][0-9a-fA-F]+)|([0-9]+(?:\\.[0-9]+)?)(\\s*(?:%|(?!min\\b|max\\b)[A-Za-z]+))?");

    private static final Pattern UNIT = Pattern.compile("[0-9.]\\s*([KMGT]i?B?|[kMGT]B|B|s)\\b");

    private SizeDraft() {}

    /// {@return `text` with `unit` behind every number that lacks one}
    public static String complete(String text, String unit) {
        Matcher matcher = NUMBER.matcher(text);
        var result = new StringBuilder();
        while (matcher.find()) {
            boolean bare = matcher.group(3) != null && matcher.group(4) == null;
            matcher.appendReplacement(
                    result, Matcher.quoteReplacement(matcher.group() + (bare ? unit : "")));
        }
        return matcher.appendTail(result).toString();
    }

    /// {@return the unit that a size is written with, the first one of several; `fallback` if it has none}
    public static String unitOf(String text, String fallback) {
        Matcher matcher = UNIT.matcher(text);
        return matcher.find() ? matcher.group(1) : fallback;
    }

    /// {@return whether it is written with a decimal unit, which people take for the binary one}
    public static boolean isDecimal(String text) {
        Matcher matcher = UNIT.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).matches("[kMGT]B")) {
                return true;
            }
        }
        return false;
    }
}
