package dev.diskwright.ui.boot;

import java.util.ArrayList;
import java.util.List;

/// A kernel command line as words. Double quotes keep spaces together, as the kernel reads them.
public final class Cmdline {
    private Cmdline() {}

    /// {@return the words of `text`, quotes kept}
    public static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (Character.isWhitespace(c) && !quoted) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }
}
