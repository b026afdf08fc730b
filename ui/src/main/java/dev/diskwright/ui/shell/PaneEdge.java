package dev.diskwright.ui.shell;

import javafx.scene.Cursor;
import javafx.scene.layout.Region;

/// The line between a pane and the workspace, which drags the pane's width.
final class PaneEdge {
    private PaneEdge() {}

    /// Lets `edge` drag the width of `pane`.
    ///
    /// @param direction 1 if dragging right widens it, -1 if that narrows it
    /// @param least width in pixels
    /// @param most width in pixels
    /// @param done runs when the drag has ended
    static void install(
            Region edge, Region pane, int direction, double least, double most, Runnable done) {
        edge.setCursor(Cursor.H_RESIZE);
        double[] from = new double[2];
        edge.setOnMousePressed(event -> {
            from[0] = event.getSceneX();
            from[1] = pane.getWidth();
        });
        edge.setOnMouseDragged(event -> {
            double moved = (event.getSceneX() - from[0]) * direction;
            pane.setPrefWidth(Math.clamp(from[1] + moved, least, most));
        });
        edge.setOnMouseReleased(_ -> done.run());
    }
}
