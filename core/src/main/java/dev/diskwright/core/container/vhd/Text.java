package dev.diskwright.core.container.vhd;

/// What a file says, fit for a message.
final class Text {
    private Text() {}

    /// {@return the text in quotes, with dots for what is not printable ASCII}
    static String quoted(String text) {
        return "\"" + text.replaceAll("[^ -~]", ".") + "\"";
    }
}
