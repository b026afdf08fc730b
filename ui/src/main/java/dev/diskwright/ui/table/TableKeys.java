package dev.diskwright.ui.table;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The keys of the table: arrows to the sides choose a column, F2 or typing edits it, Ctrl+Shift+arrows move rows.
final class TableKeys {
    private final TableView<PartitionRow> table;
    private final PartitionTableViewModel model;
    private final ObjectProperty<Column> active;
    private final Consumer<Column> edit;

    TableKeys(
            TableView<PartitionRow> table,
            PartitionTableViewModel model,
            ObjectProperty<Column> active,
            Consumer<Column> edit) {
        this.table = table;
        this.model = model;
        this.active = active;
        this.edit = edit;
    }

    private boolean isOurs() {
        return table.isFocused() && table.getEditingCell() == null;
    }

    void pressed(KeyEvent event) {
        if (!isOurs()) {
            return;
        }
        boolean move = event.isShortcutDown() && event.isShiftDown();
        KeyCode code = event.getCode();
        if (move && (code == KeyCode.UP || code == KeyCode.LEFT)) {
            model.moveSelected(-1);
        } else if (move && (code == KeyCode.DOWN || code == KeyCode.RIGHT)) {
            model.moveSelected(1);
        } else if (event.isShortcutDown() || event.isAltDown()) {
            return;
        } else {
            switch (code) {
                case LEFT -> step(-1);
                case RIGHT -> step(1);
                case F2 -> edit.accept(active.get().isEditable() ? active.get() : Column.NAME);
                case ENTER -> model.open();
                case DELETE -> model.removeSelected();
                case ESCAPE -> model.select(List.of());
                default -> {
                    return;
                }
            }
        }
        event.consume();
    }

    private void step(int step) {
        List<Column> shown = model.columns().stream().sorted().toList();
        int at = shown.indexOf(active.get()) + step;
        active.set(shown.get(Math.clamp(at, 0, shown.size() - 1)));
    }

    /// A character that is typed begins an edit and replaces what was there.
    void typed(KeyEvent event) {
        String text = event.getCharacter();
        Column column = active.get();
        boolean begins =
                isOurs()
                        && !event.isShortcutDown()
                        && !event.isAltDown()
                        && text.length() == 1
                        && text.charAt(0) > ' '
                        && text.charAt(0) != 0x7f
                        && column.isEditable()
                        && !column.isChoice();
        if (begins) {
            edit.accept(column);
            if (table.getEditingCell() != null) {
                model.line(column).draftProperty().set(text);
            }
            event.consume();
        }
    }
}
