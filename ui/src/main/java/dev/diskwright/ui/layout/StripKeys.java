package dev.diskwright.ui.layout;

import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.gesture.ResizeKeys;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// Keys while the strip or its table has the focus: those that walk it, those of a resize under way, and those of the
/// registry's commands, as the person has bound them.
final class StripKeys {
    private static final Map<KeyCode, ResizeKeys.Key> PLAIN =
            Map.of(
                    KeyCode.LEFT, ResizeKeys.Key.LEFT,
                    KeyCode.RIGHT, ResizeKeys.Key.RIGHT,
                    KeyCode.PAGE_DOWN, ResizeKeys.Key.PAGE_LEFT,
                    KeyCode.PAGE_UP, ResizeKeys.Key.PAGE_RIGHT,
                    KeyCode.TAB, ResizeKeys.Key.OTHER_EDGE,
                    KeyCode.X, ResizeKeys.Key.TRADE,
                    KeyCode.BACK_SPACE, ResizeKeys.Key.ERASE);
    private static final int ALL = 1_000_000;

    private final LayoutViewModel model;
    private final StripViewModel hands;
    private final Strip strip;
    private final CommandRegistry commands;

    StripKeys(LayoutViewModel model, StripViewModel hands, Strip strip, CommandRegistry commands) {
        this.model = model;
        this.hands = hands;
        this.strip = strip;
        this.commands = commands;
    }

    /// Takes a key while one of the strip's blocks has the focus.
    void onStrip(KeyEvent event) {
        if (hands.isKeys()) {
            resize(event);
        } else if (!walk(event)) {
            onTable(event);
        }
    }

    /// Takes a key that the table of partitions left over.
    void onTable(KeyEvent event) {
        if (event.isConsumed()) {
            return;
        }
        if (event.getCode() == KeyCode.EQUALS && !event.isShortcutDown() && !event.isAltDown()) {
            commands.run("strip.size");
            event.consume();
            return;
        }
        if (event.getCode() == KeyCode.CONTEXT_MENU) {
            commands.run("strip.menu");
            event.consume();
            return;
        }
        for (Command command : commands.all()) {
            String key = command.key().get();
            if (command.scope() == Command.Scope.STRIP
                    && !key.isEmpty()
                    && (key.length() > 1 || model.singleLettersProperty().get())
                    && KeyCombination.valueOf(key).match(event)) {
                commands.run(command.id());
                event.consume();
                return;
            }
        }
    }

    private boolean walk(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return false;
        }
        boolean shift = event.isShiftDown();
        switch (event.getCode()) {
            case LEFT -> model.move(-1, shift);
            case RIGHT -> model.move(1, shift);
            case HOME -> model.move(-ALL, shift);
            case END -> model.move(ALL, shift);
            case ENTER -> enter();
            case SPACE -> {
                Block block = focused();
                if (block != null) {
                    model.toggle(block.item());
                    block.requestFocus();
                }
                event.consume();
                return true;
            }
            case ESCAPE -> {
                if (!strip.overlay().hideExplanation()) {
                    model.selectDisk();
                }
            }
            default -> {
                return false;
            }
        }
        strip.focusSelected();
        event.consume();
        return true;
    }

    private void enter() {
        if (model.selectedProperty().get() instanceof Selected.Free) {
            strip.pointer().showMenu(strip.block(model.selectedProperty().get()));
        } else {
            model.openSelected();
        }
    }

    private @Nullable Block focused() {
        for (Block block : strip.all()) {
            if (block.isFocused()) {
                return block;
            }
        }
        return null;
    }

    private void resize(KeyEvent event) {
        KeyCode code = event.getCode();
        boolean typing = hands.isTyping();
        if (code == KeyCode.ESCAPE) {
            hands.cancel();
        } else if (code == KeyCode.ENTER) {
            hands.release();
        } else if (event.isShiftDown() && (code == KeyCode.LEFT || code == KeyCode.RIGHT)) {
            hands.press(
                    code == KeyCode.LEFT ? ResizeKeys.Key.SNAP_LEFT : ResizeKeys.Key.SNAP_RIGHT);
        } else if (code == KeyCode.COMMA) {
            hands.press(ResizeKeys.Key.SECTOR_LEFT);
        } else if (code == KeyCode.PERIOD && !typing) {
            hands.press(ResizeKeys.Key.SECTOR_RIGHT);
        } else if (PLAIN.containsKey(code) && !event.isAltDown() && !event.isShortcutDown()) {
            hands.press(PLAIN.getOrDefault(code, ResizeKeys.Key.LEFT));
        } else if (event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        strip.focusSelected();
        event.consume();
    }

    /// Takes a character while keys resize: digits, a point, and the letters of units.
    void onTyped(KeyEvent event) {
        String text = event.getCharacter();
        if (hands.isKeys() && text.matches(hands.isTyping() ? "[0-9.kmgtibKMGTB ]" : "[0-9]")) {
            hands.type(text.charAt(0));
            event.consume();
        }
    }
}
