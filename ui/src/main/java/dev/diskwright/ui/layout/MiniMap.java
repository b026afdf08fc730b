package dev.diskwright.ui.layout;

import dev.diskwright.ui.layout.StripGeometry.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import javafx.scene.Cursor;
import javafx.scene.layout.Region;

/// The whole strip in small, with a window that shows which part of it is in view and can be moved.
final class MiniMap extends Region {
    static final double HEIGHT = 16;
    private static final double LEAST_WINDOW = 12;

    private final List<Region> marks = new ArrayList<>();
    private final Region window = new Region();
    private final DoubleConsumer scroller;
    private double shrink = 1;
    private double grip;

    /// @param scroller takes where the view's left edge is to be, in pixels of the zoomed strip
    MiniMap(DoubleConsumer scroller) {
        this.scroller = scroller;
        setId("strip-map");
        setManaged(false);
        getStyleClass().add("mini-map");
        window.getStyleClass().add("mini-window");
        window.setId("strip-map-window");
        window.setManaged(false);
        window.setMouseTransparent(true);
        getChildren().add(window);
        setCursor(Cursor.HAND);
        setOnMousePressed(event -> {
            boolean inside =
                    event.getX() >= window.getLayoutX()
                            && event.getX() <= window.getLayoutX() + window.getWidth();
            grip = inside ? event.getX() - window.getLayoutX() : window.getWidth() / 2;
            moveTo(event.getX());
            event.consume();
        });
        setOnMouseDragged(event -> {
            moveTo(event.getX());
            event.consume();
        });
    }

    private void moveTo(double x) {
        scroller.accept((x - grip) / shrink);
    }

    /// Shows blocks at `slots` of the zoomed strip.
    void show(List<StripItem> items, List<Slot> slots, Zoom zoom, double width) {
        shrink = width / Math.max(1, zoom.extent());
        while (marks.size() < slots.size()) {
            var mark = new Region();
            mark.setManaged(false);
            mark.setMouseTransparent(true);
            marks.add(mark);
            getChildren().add(marks.size() - 1, mark);
        }
        for (int i = 0; i < marks.size(); i++) {
            Region mark = marks.get(i);
            boolean used = i < slots.size() && items.get(i).role() != null;
            mark.setVisible(used);
            if (used) {
                Role role = items.get(i).role();
                String style = role == null ? "role-none" : role.styleClass();
                if (!mark.getStyleClass().contains(style)) {
                    mark.getStyleClass().setAll("mini-mark", style);
                }
                double x = Math.rint(slots.get(i).x() * shrink);
                double end = Math.rint(slots.get(i).end() * shrink);
                mark.resizeRelocate(x, 4, Math.max(1, end - x - 1), HEIGHT - 8);
            }
        }
        double wide = Math.max(LEAST_WINDOW, width * shrink);
        window.resizeRelocate(
                Math.clamp(Math.rint(zoom.scroll() * shrink), 0, Math.max(0, width - wide)),
                0,
                wide,
                HEIGHT);
    }
}
