package dev.diskwright.ui.running;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// What a terminal of the kind VT220 or xterm sends for a key (ECMA-48; xterm control sequences, "PC-Style Function
/// Keys").
final class TerminalKeys {
    private static final String CSI = "\u001b[";

    private TerminalKeys() {}

    /// {@return what is sent for a key that types no character; empty for one that types one, or is for the window: F6
    /// leaves the field}
    static String pressed(KeyEvent event) {
        KeyCode code = event.getCode();
        if (event.isControlDown() && !event.isAltDown() && code.isLetterKey()) {
            return String.valueOf((char) (code.getChar().charAt(0) & 0x1f));
        }
        if (event.isControlDown() || event.isMetaDown() || event.isAltDown()) {
            return "";
        }
        return switch (code) {
            case ENTER -> "\r";
            case BACK_SPACE -> "\u007f";
            case TAB -> event.isShiftDown() ? "" : "\t";
            case ESCAPE -> "\u001b";
            case UP -> CSI + "A";
            case DOWN -> CSI + "B";
            case RIGHT -> CSI + "C";
            case LEFT -> CSI + "D";
            case HOME -> CSI + "H";
            case END -> CSI + "F";
            case INSERT -> CSI + "2~";
            case DELETE -> CSI + "3~";
            case PAGE_UP -> CSI + "5~";
            case PAGE_DOWN -> CSI + "6~";
            default -> "";
        };
    }

    /// {@return what is sent for a character that was typed; empty for none}
    static String typed(KeyEvent event) {
        String text = event.getCharacter();
        boolean plain =
                !text.isEmpty()
                        && !text.equals(KeyEvent.CHAR_UNDEFINED)
                        && text.chars().noneMatch(Character::isISOControl)
                        && !event.isMetaDown()
                        && event.isControlDown() == event.isAltDown(); // both are AltGr
        return plain ? text : "";
    }
}
