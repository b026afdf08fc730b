package dev.diskwright.ui.command;

import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// Keys as commands name them, as people read them, and as they are pressed.
public final class Keys {
    private Keys() {}

    /// {@return the key as people read it; empty for none}
    public static String display(String key) {
        return key.isEmpty() ? "" : KeyCombination.valueOf(key).getDisplayText();
    }

    /// {@return whether `key` is a letter, a digit or a sign alone}
    public static boolean isSingle(String key) {
        return !key.isEmpty()
                && !key.contains("+")
                && KeyCombination.valueOf(key).getDisplayText().length() == 1;
    }

    /// {@return the key that was pressed as commands name it; empty if only a modifier was}
    public static String pressed(KeyEvent event) {
        KeyCode code = event.getCode();
        if (code.isModifierKey() || code == KeyCode.UNDEFINED) {
            return "";
        }
        var name = new StringBuilder();
        if (event.isShortcutDown()) {
            name.append("Shortcut+");
        }
        if (event.isAltDown()) {
            name.append("Alt+");
        }
        if (event.isShiftDown()) {
            name.append("Shift+");
        }
        if (event.isControlDown() && !event.isShortcutDown()) {
            name.append("Ctrl+");
        }
        return name.append(code.isLetterKey() || code.isDigitKey() ? code.getChar() : code.name())
                .toString();
    }

    /// {@return the same combination in one spelling, so that two can be compared}
    public static String normal(String key) {
        return key.isEmpty() ? "" : KeyCombination.valueOf(key).getName();
    }

    /// Runs the command of a picture that `event` is the key of, and consumes the event.
    ///
    /// @param scope the picture
    /// @return whether there is one
    public static boolean runIn(Command.Scope scope, CommandRegistry commands, KeyEvent event) {
        Optional<Command> hit =
                commands.all().stream()
                        .filter(it -> it.scope() == scope)
                        .filter(it -> !it.key().get().isEmpty())
                        .filter(it ->
                                commands.singleLettersProperty().get() || !isSingle(it.key().get()))
                        .filter(it -> KeyCombination.valueOf(it.key().get()).match(event))
                        .findFirst();
        hit.ifPresent(it -> {
            commands.run(it.id());
            event.consume();
        });
        return hit.isPresent();
    }
}
