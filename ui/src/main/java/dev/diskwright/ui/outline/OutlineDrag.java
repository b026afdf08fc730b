package dev.diskwright.ui.outline;

import dev.diskwright.ui.document.Selected;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// Drags lines: partitions to another place among partitions, entries of the contents to another place or into another
/// partition. Escape cancels.
final class OutlineDrag {
    /// How far the pointer moves before it drags, in pixels.
    private static final double SLACK = 6;

    private final OutlineViewModel model;
    private @Nullable OutlineRow pressed;
    private double fromX;
    private double fromY;
    private boolean dragging;
    private @Nullable OutlineCell over;
    private @Nullable Runnable action;

    OutlineDrag(OutlineViewModel model, ListView<OutlineRow> list) {
        this.model = model;
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
        list.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
        list.addEventFilter(MouseEvent.MOUSE_RELEASED, this::released);
        list.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (dragging && event.getCode() == KeyCode.ESCAPE) {
                        stop();
                        event.consume();
                    }
                });
    }

    private void pressed(MouseEvent event) {
        OutlineCell cell = under(event);
        fromX = event.getSceneX();
        fromY = event.getSceneY();
        pressed = cell == null || event.getButton() != MouseButton.PRIMARY ? null : cell.getItem();
    }

    private void dragged(MouseEvent event) {
        OutlineRow row = pressed;
        if (row == null) {
            return;
        }
        if (!dragging) {
            boolean far = Math.hypot(event.getSceneX() - fromX, event.getSceneY() - fromY) >= SLACK;
            boolean ours =
                    row.target() instanceof Selected.Partition
                            || row.target() instanceof Selected.Entry;
            if (!far || !ours) {
                return;
            }
            dragging = true;
            if (!model.selectionProperty().get().contains(row.target())) {
                model.select(List.of(row));
            }
        }
        clear();
        OutlineCell cell = under(event);
        OutlineRow onto = cell == null ? null : cell.getItem();
        if (cell != null && onto != null) {
            boolean upper =
                    cell.sceneToLocal(event.getSceneX(), event.getSceneY()).getY()
                            < cell.getHeight() / 2;
            over = cell;
            if (row.target() instanceof Selected.Partition) {
                partitionOver(cell, onto, upper);
            } else {
                entryOver(cell, onto, upper);
            }
        }
        event.consume();
    }

    /// Partitions go before or behind the partition that the line is about.
    private void partitionOver(OutlineCell cell, OutlineRow onto, boolean upper) {
        Integer home = model.homeOf(onto);
        if (home == null) {
            return;
        }
        boolean before = upper && onto.target() instanceof Selected.Partition;
        int place = before ? home : home + 1;
        String reason = model.actions().refusal(selected(), place);
        if (reason.isEmpty()) {
            cell.mark(before ? OutlineCell.Site.BEFORE : OutlineCell.Site.AFTER);
        } else {
            cell.mark(OutlineCell.Site.REFUSED);
        }
        action = () -> model.actions().moveBefore(place);
    }

    private List<Integer> selected() {
        return model.selectionProperty().get().stream()
                .filter(Selected.Partition.class::isInstance)
                .map(it -> ((Selected.Partition) it).index())
                .sorted()
                .toList();
    }

    private void entryOver(OutlineCell cell, OutlineRow onto, boolean upper) {
        if (onto.target() instanceof Selected.Partition(int index)) {
            boolean takes = model.actions().refusalInto(index).isEmpty();
            cell.mark(takes ? OutlineCell.Site.INTO : OutlineCell.Site.REFUSED);
            action = () -> model.actions().moveInto(index);
        } else if (onto.target() instanceof Selected.Entry(int index)) {
            Integer home = model.homeOf(onto);
            cell.mark(upper ? OutlineCell.Site.BEFORE : OutlineCell.Site.AFTER);
            action = () -> model.actions().moveEntriesBefore(upper ? index : index + 1, home);
        }
    }

    private static @Nullable OutlineCell under(MouseEvent event) {
        for (Node it = event.getPickResult().getIntersectedNode();
                it != null;
                it = it.getParent()) {
            if (it instanceof OutlineCell cell) {
                return cell.isEmpty() ? null : cell;
            }
        }
        return null;
    }

    private void released(MouseEvent event) {
        Runnable then = action;
        if (dragging) {
            event.consume();
        }
        stop();
        if (then != null) {
            then.run();
        }
    }

    private void clear() {
        if (over != null) {
            over.mark(OutlineCell.Site.NONE);
        }
        over = null;
        action = null;
    }

    private void stop() {
        clear();
        pressed = null;
        dragging = false;
    }
}
