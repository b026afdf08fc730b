package dev.diskwright.ui.table;

import java.util.Locale;

/// The columns of the table, in their order.
public enum Column {
    /// Number in the table.
    NUMBER(38, 34, true, Kind.NUMBER),
    /// What it is called.
    NAME(128, 108, true, Kind.LINE),
    /// What it is for.
    ROLE(92, 86, true, Kind.CHOICE),
    /// Offset of its first byte.
    START(84, 82, true, Kind.NUMBER),
    /// What the size comes to.
    SIZE(88, 82, true, Kind.LINE_FROM_EXPRESSION),
    /// How the size is stated.
    EXPRESSION(104, 76, true, Kind.LINE),
    /// What it is formatted as.
    FILESYSTEM(86, 64, true, Kind.CHOICE),
    /// What is in it.
    CONTENTS(130, 100, false, Kind.WORDS),
    /// How full it is.
    FILL(76, 84, true, Kind.WORDS),
    /// Type in the table.
    TYPE(120, 90, false, Kind.LINE),
    /// Attributes.
    FLAGS(110, 80, false, Kind.WORDS),
    /// Where it is mounted.
    MOUNT(78, 64, true, Kind.LINE);

    /// How a column is edited.
    enum Kind {
        /// Not at all; a number, to the right.
        NUMBER,
        /// Not at all.
        WORDS,
        /// As a line of text.
        LINE,
        /// As the line of text of the column that states it.
        LINE_FROM_EXPRESSION,
        /// As one of several values.
        CHOICE
    }

    private final double width;
    private final double least;
    private final boolean usual;
    private final Kind kind;

    Column(double width, double least, boolean usual, Kind kind) {
        this.width = width;
        this.least = least;
        this.usual = usual;
        this.kind = kind;
    }

    /// {@return name in keys and ids}
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// {@return usual width, in pixels at the usual size of text}
    double width() {
        return width;
    }

    /// {@return width that shows what is usually in it, in pixels at the usual size of text}
    double least() {
        return least;
    }

    /// {@return whether it is shown before anyone chose}
    public boolean isUsual() {
        return usual;
    }

    /// {@return whether its cells can be edited}
    public boolean isEditable() {
        return kind != Kind.NUMBER && kind != Kind.WORDS;
    }

    /// {@return whether it is one of several values}
    boolean isChoice() {
        return kind == Kind.CHOICE;
    }

    /// {@return whether its cells hold numbers}
    public boolean isNumeric() {
        return kind == Kind.NUMBER || kind == Kind.LINE_FROM_EXPRESSION;
    }
}
