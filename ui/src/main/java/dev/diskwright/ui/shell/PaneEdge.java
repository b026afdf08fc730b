package dev.diskwright.ui.shell;

import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import javafx.scene.Cursor;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/// The line between a pane and the workspace, which drags the pane's width or height.
final class PaneEdge {
    private PaneEdge() {}

    /// Lets `edge` drag a width.
    ///
    /// @param direction 1 if dragging right widens it, -1 if that narrows it
    /// @param size what it is, in pixels
    /// @param resize takes what it should be, in pixels
    /// @param done runs when the drag has ended
    static void horizontal(
            Region edge, int direction, DoubleSupplier size, DoubleConsumer resize, Runnable done) {
        edge.setCursor(Cursor.H_RESIZE);
        install(edge, MouseEvent::getSceneX, direction, size, resize, done);
    }

    /// Lets `edge` drag the height of what lies below it.
    static void vertical(Region edge, DoubleSupplier size, DoubleConsumer resize, Runnable done) {
        edge.setCursor(Cursor.V_RESIZE);
        install(edge, MouseEvent::getSceneY, -1, size, resize, done);
    }

    private static void install(
            Region edge,
            java.util.function.ToDoubleFunction<MouseEvent> place,
            int direction,
            DoubleSupplier size,
            DoubleConsumer resize,
            Runnable done) {
        double[] from = new double[2];
        edge.setOnMousePressed(event -> {
            from[0] = place.applyAsDouble(event);
            from[1] = size.getAsDouble();
        });
        edge.setOnMouseDragged(event ->
                resize.accept(from[1] + (place.applyAsDouble(event) - from[0]) * direction));
        edge.setOnMouseReleased(_ -> done.run());
    }
}
