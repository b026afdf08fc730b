package dev.diskwright.resources;

/// A language made from English: accented, in brackets, and two fifths longer. It shows what a longer language would
/// clip, and what was never put into a bundle. Arguments of messages stay as they are.
final class PseudoText {
    /// Its language tag: English of a country that does not exist.
    static final String TAG = "en-XA";

    private static final String PLAIN = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpRrSsTtUuWwYyZz";
    private static final String ACCENTED = "ÀàßƀÇçÐðÈèƑƒĞğĤĥÌìĴĵĶķĹĺMɱÑñÒòÞþŔŕŠšŢţÙùŴŵÝýŽž";
    private static final String LONGER = " õñé ţŵõ ţĥŕéé ƒõùŕ ƒîṽé šîẋ šéṽéñ éîĝĥţ ñîñé ţéñ";

    private PseudoText() {}

    /// {@return the message in that language}
    ///
    /// @param message in the form of [java.text.MessageFormat]
    static String of(String message) {
        var text = new StringBuilder("[");
        int letters = accent(message, text);
        if (letters == 0) {
            return message;
        }
        int more = (letters * 2 + 4) / 5;
        while (more > 0) {
            int some = Math.min(more, LONGER.length());
            text.append(LONGER, 0, some);
            more -= some;
        }
        return text.append(']').toString();
    }

    /// Appends `message` with accents.
    ///
    /// @return how many letters it has
    private static int accent(String message, StringBuilder to) {
        int letters = 0;
        for (int at = 0; at < message.length(); at++) {
            char c = message.charAt(at);
            if (c == '{') {
                int end = closing(message, at);
                letters += argument(message.substring(at, end), to);
                at = end - 1;
            } else {
                int index = PLAIN.indexOf(c);
                letters += Character.isLetter(c) ? 1 : 0;
                to.append(index < 0 ? c : ACCENTED.charAt(index));
            }
        }
        return letters;
    }

    /// {@return index behind the brace that closes the one at `from`}
    private static int closing(String message, int from) {
        int depth = 0;
        for (int at = from; at < message.length(); at++) {
            depth += message.charAt(at) == '{' ? 1 : message.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at + 1;
            }
        }
        return message.length();
    }

    /// An argument stays as it is, but the texts of a choice are words too.
    private static int argument(String argument, StringBuilder to) {
        int kind = argument.indexOf(",choice,");
        if (kind < 0) {
            to.append(argument);
            return 0;
        }
        int letters = 0;
        int start = kind + ",choice,".length();
        to.append(argument, 0, start);
        int depth = 0;
        for (int at = start; at < argument.length(); at++) {
            char c = argument.charAt(at);
            boolean ends = depth == 0 && (c == '|' || c == '}');
            if (ends) {
                letters += option(argument.substring(start, at), to);
                to.append(c);
                start = at + 1;
            }
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return letters;
    }

    private static int option(String option, StringBuilder to) {
        int words = 0;
        while (words < option.length() && "#<\u2264".indexOf(option.charAt(words)) < 0) {
            words++;
        }
        words = Math.min(words + 1, option.length());
        to.append(option, 0, words);
        return accent(option.substring(words), to);
    }
}
