package dev.diskwright.ui.table;

import java.util.List;
import java.util.function.ObjIntConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Rows that are dragged to another place. A line shows where they would go; a place that is refused says why.
final class RowDrag {
    /// How far the pointer moves before it drags, in pixels.
    private static final double SLACK = 6;

    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private final TableView<PartitionRow> table;
    private final PartitionTableViewModel model;
    private final Region line;
    private final ObjIntConsumer<String> say;
    private @Nullable PartitionTableRow pressed;
    private List<Integer> moved = List.of();
    private double from;
    private int gap = -1;

    RowDrag(
            TableView<PartitionRow> table,
            PartitionTableViewModel model,
            Region line,
            ObjIntConsumer<String> say) {
        this.table = table;
        this.model = model;
        this.line = line;
        this.say = say;
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
        table.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
        table.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> released());
    }

    private void pressed(MouseEvent event) {
        from = event.getSceneY();
        pressed =
                event.getButton() == MouseButton.PRIMARY
                        ? under(event.getPickResult().getIntersectedNode())
                        : null;
    }

    private void dragged(MouseEvent event) {
        PartitionTableRow row = pressed;
        PartitionRow item = row == null ? null : row.getItem();
        if (row == null
                || item == null
                || table.getEditingCell() != null
                || moved.isEmpty() && Math.abs(event.getSceneY() - from) < SLACK) {
            return;
        }
        if (moved.isEmpty()) {
            moved = model.dragged(item);
            row.setDragged(!moved.isEmpty());
        }
        PartitionTableRow over = under(event.getPickResult().getIntersectedNode());
        if (over != null && !moved.isEmpty()) {
            show(over, event.getSceneY());
        }
        event.consume();
    }

    private void show(PartitionTableRow over, double y) {
        Bounds place = over.localToScene(over.getBoundsInLocal());
        boolean lower = y > place.getCenterY();
        gap = lower ? over.getIndex() + 1 : over.getIndex();
        Point2D at = line.getParent().sceneToLocal(0, lower ? place.getMaxY() : place.getMinY());
        line.resizeRelocate(2, at.getY() - 2, table.getWidth() - 4, 3);
        String refusal = model.refusal(moved, model.placeAbove(gap));
        line.pseudoClassStateChanged(REFUSED, !refusal.isEmpty());
        line.setVisible(true);
        say.accept(refusal, over.getIndex());
    }

    private static @Nullable PartitionTableRow under(@Nullable Node node) {
        for (Node it = node; it != null; it = it.getParent()) {
            if (it instanceof PartitionTableRow row) {
                return row.isEmpty() ? null : row;
            }
        }
        return null;
    }

    private void released() {
        List<Integer> all = moved;
        int target = gap;
        if (pressed != null) {
            pressed.setDragged(false);
        }
        pressed = null;
        moved = List.of();
        gap = -1;
        if (!all.isEmpty()) {
            line.setVisible(false);
            say.accept("", 0);
            if (target >= 0) {
                model.move(all, model.placeAbove(target));
            }
        }
    }
}
