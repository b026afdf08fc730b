package dev.diskwright.ui.outline;

import java.util.Set;
import javafx.animation.PauseTransition;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;

/// The keys of the outline: arrows to the sides fold, F2 renames, Ctrl+D duplicates, Ctrl+Shift+arrows move, and typing
/// goes to the next line that begins so.
final class OutlineKeys {
    /// How long a line is typed at, before typing begins anew.
    private static final Duration PATIENCE = Duration.millis(900);

    private final ListView<OutlineRow> list;
    private final OutlineViewModel model;
    private final Runnable rename;
    private final StringBuilder typed = new StringBuilder();
    private final PauseTransition pause = new PauseTransition(PATIENCE);

    OutlineKeys(ListView<OutlineRow> list, OutlineViewModel model, Runnable rename) {
        this.list = list;
        this.model = model;
        this.rename = rename;
        pause.setOnFinished(_ -> typed.setLength(0));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        list.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
    }

    private void pressed(KeyEvent event) {
        if (!list.isFocused()) {
            return;
        }
        KeyCode code = event.getCode();
        if (event.isShortcutDown()) {
            if (event.isShiftDown() && Set.of(KeyCode.UP, KeyCode.DOWN).contains(code)) {
                model.actions().moveSelected(code == KeyCode.UP ? -1 : 1);
            } else if (code == KeyCode.D) {
                model.actions().duplicateSelected();
            } else {
                return;
            }
        } else if (event.isAltDown() || !plain(code, event.isShiftDown())) {
            return;
        }
        event.consume();
    }

    private boolean plain(KeyCode code, boolean shift) {
        switch (code) {
            case UP -> {
                return passHint(-1, shift);
            }
            case DOWN -> {
                return passHint(1, shift);
            }
            case HOME -> go(model.nearest(0, 1), shift);
            case END -> go(model.nearest(list.getItems().size() - 1, -1), shift);
            case LEFT -> left();
            case RIGHT -> right();
            case ENTER -> model.open();
            case F2 -> rename.run();
            case DELETE -> model.removeSelected();
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Goes on to the line behind a hint; where there is no hint, the list does it.
    private boolean passHint(int step, boolean shift) {
        int at = list.getFocusModel().getFocusedIndex();
        int next = at + step;
        if (next < 0 || next >= list.getItems().size() || !list.getItems().get(next).isHint()) {
            return false;
        }
        go(model.nearest(next, step), shift);
        return true;
    }

    private void left() {
        int at = list.getFocusModel().getFocusedIndex();
        OutlineRow row = at < 0 || at >= list.getItems().size() ? null : list.getItems().get(at);
        if (row != null && row.fold() == OutlineRow.Fold.OPEN) {
            model.fold(row, false);
        } else {
            go(model.parentOf(at), false);
        }
    }

    private void right() {
        int at = list.getFocusModel().getFocusedIndex();
        OutlineRow row = at < 0 || at >= list.getItems().size() ? null : list.getItems().get(at);
        if (row != null && row.fold() == OutlineRow.Fold.CLOSED) {
            model.fold(row, true);
        } else if (row != null
                && row.fold() == OutlineRow.Fold.OPEN
                && at + 1 < list.getItems().size()
                && !list.getItems().get(at + 1).isHint()) {
            go(at + 1, false);
        }
    }

    private void go(int index, boolean extend) {
        if (index < 0) {
            return;
        }
        int at = list.getFocusModel().getFocusedIndex();
        if (extend && at >= 0) {
            list.getSelectionModel()
                    .selectRange(at, index + (index >= at ? 1 : -1)); // the end is exclusive
        } else {
            list.getSelectionModel().clearAndSelect(index);
        }
        list.getFocusModel().focus(index);
        list.scrollTo(Math.max(0, index - 2));
    }

    private void typed(KeyEvent event) {
        String text = event.getCharacter();
        if (!list.isFocused()
                || event.isShortcutDown()
                || event.isAltDown()
                || text.length() != 1
                || text.charAt(0) < ' '
                || text.charAt(0) == 0x7f
                || text.equals(" ") && typed.isEmpty()) {
            return;
        }
        typed.append(text);
        pause.playFromStart();
        int at = model.beginningWith(typed.toString(), list.getFocusModel().getFocusedIndex());
        if (at >= 0) {
            go(at, false);
        }
        event.consume();
    }
}
