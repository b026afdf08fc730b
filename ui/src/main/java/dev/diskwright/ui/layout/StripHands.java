package dev.diskwright.ui.layout;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.gesture.NewPartition;
import dev.diskwright.ui.gesture.Pointer;
import dev.diskwright.ui.gesture.Purpose;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Turns presses, drags and releases on the strip into gestures.
final class StripHands {
    private static final double ZONE = 5;
    private static final double CATCH = 6;
    private static final double CARRY_FROM = 6;
    private static final double AROUND = 40;

    private final Strip strip;
    private final LayoutViewModel model;
    private final StripViewModel hands;
    private final StripActions actions;
    private final BlockMenu menu;
    private final Region caret = mark("caret");
    private final Region origin = mark("origin");
    private final Region ghost = mark("carried");
    private @Nullable Block pressed;
    private @Nullable Grip grip;
    private StripScale scale = new StripScale(List.of(), List.of());
    private double pressX;
    private double lastX;
    private double slack;
    private boolean carrying;
    private boolean given;
    private boolean trade;
    private boolean loose;
    private boolean switched;

    /// An edge.
    private record Grip(Block block, boolean end) {}

    StripHands(Strip strip, LayoutViewModel model, StripViewModel hands, StripActions actions) {
        this.strip = strip;
        this.model = model;
        this.hands = hands;
        this.actions = actions;
        menu = new BlockMenu(model, actions);
        strip.content().getChildren().addAll(origin, ghost, caret);
        strip.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        strip.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        strip.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        strip.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        strip.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> strip.overlay().hover(null));
        strip.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        strip.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::asked);
        strip.addEventFilter(KeyEvent.KEY_PRESSED, this::keyWhileDragging);
        strip.addEventFilter(KeyEvent.KEY_RELEASED, this::keyWhileDragging);
    }

    private static Region mark(String style) {
        var mark = new Region();
        mark.getStyleClass().add(style);
        mark.setId("strip-" + style);
        mark.setManaged(false);
        mark.setMouseTransparent(true);
        mark.setVisible(false);
        return mark;
    }

    /// {@return where the pointer was last, from the strip's left edge}
    double lastX() {
        return lastX - strip.scrolled();
    }

    private double x(MouseEvent event) {
        return event.getX() + strip.scrolled();
    }

    private void moved(MouseEvent event) {
        if (!inside(event)) {
            strip.overlay().hover(null);
            strip.setCursor(Cursor.DEFAULT);
            return;
        }
        lastX = x(event);
        Grip near = gripAt(lastX);
        strip.setCursor(near != null ? Cursor.H_RESIZE : Cursor.DEFAULT);
        strip.overlay().hover(strip.blockAt(lastX));
    }

    private boolean inside(MouseEvent event) {
        return event.getY() >= 0 && event.getY() <= strip.blockHeight();
    }

    /// {@return the edge within reach; of two that meet, the one that can move}
    private @Nullable Grip gripAt(double x) {
        Grip best = null;
        double nearest = ZONE + 0.5;
        for (Block block : strip.all()) {
            if (block.item().role() == null) {
                continue;
            }
            double left = Math.abs(x - block.getLayoutX());
            double right = Math.abs(x - block.getLayoutX() - block.getWidth());
            boolean lead = block.item().target().equals(model.selectedProperty().get());
            double bonus = lead ? StripGeometry.GAP : 0;
            if (right - bonus <= nearest && right <= ZONE) {
                nearest = right - bonus;
                best = new Grip(block, true);
            }
            if (block.item().pinned() && left - bonus < nearest && left <= ZONE) {
                nearest = left - bonus;
                best = new Grip(block, false);
            }
        }
        return best;
    }

    private void pressed(MouseEvent event) {
        strip.overlay().hover(null);
        if (!inside(event) || strip.overlay().hideExplanation()) {
            return;
        }
        hands.editor().commit();
        hands.cancel();
        lastX = x(event);
        pressX = lastX;
        carrying = false;
        given = false;
        switched = false;
        grip = event.getButton() == MouseButton.PRIMARY ? gripAt(lastX) : null;
        Grip edge = grip;
        Block block = edge != null ? edge.block() : strip.blockAt(lastX);
        pressed = block;
        if (block == null) {
            model.selectDisk();
            return;
        }
        double y = event.getY();
        if (edge == null && block.isLock(lastX - block.getLayoutX(), y)) {
            actions.pin(block.item().index());
            pressed = null;
            event.consume();
            return;
        }
        select(block, event);
        block.requestFocus();
        if (event.getClickCount() == 2 && event.getButton() == MouseButton.PRIMARY) {
            opened(block, y);
            pressed = null;
        }
        event.consume();
    }

    private void select(Block block, MouseEvent event) {
        boolean already = model.selectionProperty().get().contains(block.item().target());
        if (event.getButton() != MouseButton.PRIMARY) {
            if (!already) {
                model.select(block.item());
            }
        } else if (event.isShiftDown() && grip == null) {
            model.extendTo(block.item());
        } else if (event.isShortcutDown() && grip == null) {
            model.toggle(block.item());
        } else {
            model.select(block.item());
        }
    }

    private void opened(Block block, double y) {
        StripItem item = block.item();
        if (item.isFree()) {
            showMenu(block);
        } else if (item.role() != null) {
            boolean size = block.isSize(y) || block.getWidth() < 96 && y > strip.blockHeight() / 2;
            hands.editor()
                    .start(item.index(), size ? StripEditor.Field.SIZE : StripEditor.Field.NAME);
        }
    }

    private void dragged(MouseEvent event) {
        Block block = pressed;
        if (block == null || given || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        lastX = x(event);
        trade = event.isShortcutDown();
        loose = event.isShiftDown();
        if (!carrying && !start(block)) {
            return;
        }
        follow();
        event.consume();
    }

    private boolean start(Block block) {
        Grip edge = grip;
        if (Math.abs(lastX - pressX) < (edge == null ? CARRY_FROM : 1)
                || block.item().role() == null) {
            return false;
        }
        carrying = true;
        scale = strip.scale();
        int index = block.item().index();
        if (edge != null) {
            double at = block.getLayoutX() + (edge.end() ? block.getWidth() : 0);
            slack = at - pressX;
            hands.holdEdge(index, edge.end());
            strip.hold(at);
        } else {
            hands.holdBlock(index);
            show(origin, block.getLayoutX(), block.getWidth());
            block.getStyleClass().add("carrying");
            block.setViewOrder(-1);
        }
        return true;
    }

    private void follow() {
        Grip edge = grip;
        Block block = pressed;
        if (edge != null) {
            double x = lastX + slack;
            var at =
                    new Pointer(
                            scale.offset(x),
                            scale.offset(x - CATCH),
                            scale.offset(x + CATCH),
                            trade != switched,
                            loose);
            hands.edgeTo(at, edge.end());
            Hand hand = hands.handProperty().get();
            Block now = hand == null ? null : strip.block(hand.index());
            if (now != null) {
                strip.holdAt(edgeX(now.item(), edge.end(), x, hand.snap(), hand.wall()));
            }
        } else if (block != null) {
            block.setTranslateX(lastX - pressX);
            hands.blockTo(block.item().index(), caretAt(lastX));
        }
    }

    /// {@return where the edge is drawn: below the pointer, or where it caught or stopped}
    private double edgeX(StripItem item, boolean end, double x, String snap, String wall) {
        long offset = shownOffset(item.index(), end);
        double exact = scale.x(offset, end);
        boolean held = !snap.isEmpty() || !wall.isEmpty();
        return held || Math.abs(exact - x) > 1 ? exact : x;
    }

    private long shownOffset(int index, boolean end) {
        for (StripItem it : model.itemsProperty().get()) {
            if (it.index() == index) {
                return end ? it.end() : it.offset();
            }
        }
        return 0;
    }

    /// {@return the place among the partitions that is nearest to `x`, and shows it}
    private int caretAt(double x) {
        int place = 0;
        double at = 0;
        for (Block block : strip.all()) {
            if (block.item().role() == null) {
                continue;
            }
            if (x > block.getLayoutX() + block.getWidth() / 2) {
                place++;
                at = block.getLayoutX() + block.getWidth() + StripGeometry.GAP / 2;
            } else {
                at = block.getLayoutX() - StripGeometry.GAP / 2;
                break;
            }
        }
        show(caret, Math.rint(at) - 1, 3);
        return place;
    }

    private void show(Region mark, double x, double width) {
        mark.resizeRelocate(x, -2, width, strip.blockHeight() + 4);
        mark.setVisible(true);
        mark.toFront();
    }

    private void released(MouseEvent event) {
        if (carrying && !given) {
            settle();
            hands.release();
            event.consume();
        }
        pressed = null;
        grip = null;
        carrying = false;
    }

    private void giveUp() {
        given = true;
        settle();
        hands.cancel();
    }

    private void settle() {
        caret.setVisible(false);
        origin.setVisible(false);
        ghost.setVisible(false);
        Block block = pressed;
        if (block != null) {
            block.getStyleClass().remove("carrying");
            block.setViewOrder(0);
            block.relocate(block.getLayoutX() + block.getTranslateX(), 0);
            block.setTranslateX(0);
        }
        strip.letGo();
    }

    private void keyWhileDragging(KeyEvent event) {
        if (!carrying || given) {
            return;
        }
        boolean down = event.getEventType() == KeyEvent.KEY_PRESSED;
        switch (event.getCode()) {
            case ESCAPE -> giveUp();
            case X -> switched ^= down;
            case CONTROL, COMMAND, META -> trade = down;
            case SHIFT -> loose = down;
            default -> {
                event.consume();
                return;
            }
        }
        if (!given) {
            follow();
        }
        event.consume();
    }

    private void scrolled(ScrollEvent event) {
        if (carrying) {
            return;
        }
        if (event.isShortcutDown()) {
            strip.zoomAt(event.getDeltaY() / Math.max(1, event.getMultiplierY()), event.getX());
            event.consume();
        } else {
            double pixels = event.getDeltaX() != 0 ? event.getDeltaX() : event.getDeltaY();
            if (strip.scrollBy(-pixels)) {
                event.consume();
            }
        }
    }

    private void asked(ContextMenuEvent event) {
        showMenu(strip.block(model.selectedProperty().get()));
        event.consume();
    }

    /// Shows the menu of a block, at it.
    void showMenu(@Nullable Block block) {
        if (block == null) {
            return;
        }
        double middle = Math.min(block.getWidth() / 2, 60);
        Point2D at = block.localToScreen(middle, strip.blockHeight() / 2);
        if (at != null) {
            menu.show(block, at.getX(), at.getY());
        }
    }

    /// Follows a tile of the palette.
    ///
    /// @param sceneX of the pointer
    /// @param sceneY of the pointer
    void carryNew(Purpose purpose, double sceneX, double sceneY) {
        Point2D at = strip.sceneToLocal(sceneX, sceneY);
        boolean over =
                at.getX() >= -AROUND
                        && at.getX() <= strip.getWidth() + AROUND
                        && at.getY() >= -AROUND
                        && at.getY() <= strip.getHeight() + 20;
        if (hands.handProperty().get() == null && !carrying) {
            hands.holdNew(purpose);
        }
        carrying = true;
        lastX = at.getX() + strip.scrolled();
        if (!over) {
            caret.setVisible(false);
            ghost.setVisible(false);
            hands.newTo(null);
            return;
        }
        Block below = strip.blockAt(lastX);
        if (below != null && below.item().target() instanceof Selected.Free(int number)) {
            caret.setVisible(false);
            show(ghost, below.getLayoutX(), below.getWidth());
            hands.newTo(new NewPartition.Free(number));
        } else {
            ghost.setVisible(false);
            hands.newTo(new NewPartition.Caret(caretAt(lastX)));
        }
    }

    /// Drops what [#carryNew] carried.
    ///
    /// @param taken whether it becomes a partition
    void dropNew(boolean taken) {
        carrying = false;
        settle();
        if (taken) {
            hands.release();
            strip.focusSelected();
        } else {
            hands.cancel();
        }
    }
}
