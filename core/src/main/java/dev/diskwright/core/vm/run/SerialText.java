package dev.diskwright.core.vm.run;

/// What a person would read of a terminal's output: control sequences (ECMA-48) left out, every way to end a line as
/// `\n`. A jump of the cursor ends a line too, as firmware and menus begin their lines by one. Keeps its place between
/// two pieces, however they are cut. Not for several threads.
public final class SerialText {
    private static final int MAX_SEQUENCE =
            256; // characters; what is longer is no control sequence
    private static final char ESC = '\u001b';

    private State state = State.TEXT;
    private int length;
    private boolean returned; // a \r, of which the next character shows what it was for
    private boolean atStart = true;

    private enum State {
        TEXT,
        ESCAPE,
        /// Behind `ESC [`, up to the final character.
        SEQUENCE,
        /// Behind `ESC ]` and its like, up to BEL or `ESC \`.
        STRING,
        STRING_ESCAPE,
        /// One character that belongs to the escape.
        ONE_MORE
    }

    /// At the beginning of a terminal's output.
    public SerialText() {}

    /// {@return the readable part of `piece`}
    public String filter(CharSequence piece) {
        var out = new StringBuilder(piece.length());
        for (int i = 0; i < piece.length(); i++) {
            take(piece.charAt(i), out);
        }
        return out.toString();
    }

    private void take(char c, StringBuilder out) {
        switch (state) {
            case TEXT -> text(c, out);
            case ESCAPE -> escape(c);
            case SEQUENCE -> sequence(c, out);
            case STRING -> string(c);
            case STRING_ESCAPE -> state = c == ESC ? State.STRING_ESCAPE : State.TEXT;
            case ONE_MORE -> state = State.TEXT;
        }
    }

    private void text(char c, StringBuilder out) {
        if (c == ESC) {
            state = State.ESCAPE;
        } else if (c == '\r') {
            returned = true;
        } else if (c == '\n') {
            returned = false;
            out.append('\n');
            atStart = true;
        } else if (c == '\t' || !Character.isISOControl(c)) {
            if (returned) {
                endLine(out);
            }
            out.append(c);
            atStart = false;
        }
    }

    private void endLine(StringBuilder out) {
        returned = false;
        if (!atStart) {
            out.append('\n');
            atStart = true;
        }
    }

    private void escape(char c) {
        length = 0;
        state =
                switch (c) {
                    case '[' -> State.SEQUENCE;
                    case ']', 'P', 'X', '^', '_' -> State.STRING;
                    case '(', ')', '*', '+', '#', '%', ' ' -> State.ONE_MORE;
                    case ESC -> State.ESCAPE;
                    default -> State.TEXT;
                };
    }

    private void sequence(char c, StringBuilder out) {
        if (c >= 0x40 && c <= 0x7e) {
            if ("ABCDEFGHJdf".indexOf(c) >= 0) { // the cursor goes elsewhere, or all is erased
                endLine(out);
            }
            state = State.TEXT;
        } else if (c == ESC) {
            state = State.ESCAPE;
        } else if (c < 0x20 || ++length > MAX_SEQUENCE) {
            state = State.TEXT;
            text(c, out);
        }
    }

    private void string(char c) {
        if (c == ESC) {
            state = State.STRING_ESCAPE;
        } else if (c == '\u0007' || c == '\n' || ++length > MAX_SEQUENCE) {
            state = State.TEXT;
        }
    }
}
