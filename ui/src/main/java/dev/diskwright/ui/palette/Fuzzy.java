package dev.diskwright.ui.palette;

import java.util.Arrays;
import java.util.Locale;

/// How well a text fits what was typed. Every typed word must occur, its characters in their order; those at starts of
/// words and those that follow each other count more, and what is skipped counts a little against it.
public final class Fuzzy {
    /// What a text that does not fit is worth.
    public static final int NO_MATCH = Integer.MIN_VALUE;

    private static final int HIT = 16;
    private static final int WORD_START = 12;
    private static final int FIRST = 8;
    private static final int FOLLOWS = 14;
    private static final int WHOLE = 40;
    private static final int LONGEST = 200;

    private Fuzzy() {}

    /// {@return how well `text` fits, more is better; [#NO_MATCH] if it does not}
    ///
    /// @param typed words in any order; letters in upper or lower case are the same
    public static int score(String typed, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String wanted = typed.toLowerCase(Locale.ROOT).strip();
        if (wanted.isEmpty()) {
            return 0;
        }
        int sum =
                lower.equals(wanted)
                        ? WHOLE
                        : wanted.contains(" ") && lower.contains(wanted) ? FOLLOWS : 0;
        for (String word : wanted.split("\\s+")) {
            int score = word(word, lower);
            if (score == NO_MATCH) {
                return NO_MATCH;
            }
            sum += score;
        }
        return sum - Math.min(lower.length(), 60) / 6;
    }

    private static int word(String wanted, String lower) {
        if (wanted.length() > lower.length() || lower.length() > LONGEST) {
            return NO_MATCH;
        }
        int length = lower.length();
        // best[i]: best score of what was typed so far with its last character at i
        int[] best = new int[length];
        Arrays.fill(best, NO_MATCH);
        for (int w = 0; w < wanted.length(); w++) {
            best = next(best, w, wanted.charAt(w), lower);
        }
        int top = NO_MATCH;
        for (int score : best) {
            top = Math.max(top, score);
        }
        return top;
    }

    private static int[] next(int[] before, int index, char wanted, String text) {
        var after = new int[text.length()];
        Arrays.fill(after, NO_MATCH);
        int gapped = NO_MATCH; // best score that ended before the previous character
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == wanted) {
                int own = HIT + (isWordStart(text, i) ? WORD_START : 0) + (i == 0 ? FIRST : 0);
                if (index == 0) {
                    after[i] = own;
                } else {
                    int close = i > 0 ? before[i - 1] : NO_MATCH;
                    after[i] = Math.max(add(close, own + FOLLOWS), add(gapped, own - 2));
                }
            }
            if (i > 0) {
                gapped = Math.max(gapped, before[i - 1]);
            }
        }
        return after;
    }

    private static int add(int score, int more) {
        return score == NO_MATCH ? NO_MATCH : score + more;
    }

    private static boolean isWordStart(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }
}
