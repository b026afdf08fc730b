package dev.diskwright.core.vm.export;

/// Text in comments.
final class OneLine {
    private OneLine() {}

    /// {@return the text with everything that could end a line or disturb a terminal as a blank}
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]", " ");
    }
}
