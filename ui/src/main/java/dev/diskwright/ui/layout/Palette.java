package dev.diskwright.ui.layout;

import dev.diskwright.ui.gesture.Purpose;
import dev.diskwright.ui.text.Texts;
import javafx.event.EventHandler;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/// The kinds of partitions as tiles: drag one onto the strip, or press it to add it at a sensible place. One stop of the
/// focus; arrows walk the tiles.
public final class Palette extends FlowPane {
    private static final double DRAG_FROM = 4;

    /// For the loader.
    public Palette() {
        setId("tiles");
        getStyleClass().add("palette");
        setAlignment(Pos.CENTER_LEFT);
        addEventHandler(KeyEvent.KEY_PRESSED, this::walk);
    }

    /// Shows the tiles.
    void bind(Strip strip, StripActions actions, Texts texts) {
        for (Purpose purpose : Purpose.values()) {
            getChildren().add(new Tile(purpose, strip, actions, texts));
        }
        getChildren().getFirst().setFocusTraversable(true);
    }

    private void walk(KeyEvent event) {
        int step = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
        if (step == 0 || !(event.getTarget() instanceof Tile tile)) {
            return;
        }
        int at = getChildren().indexOf(tile) + step;
        if (at >= 0 && at < getChildren().size()) {
            getChildren().forEach(it -> it.setFocusTraversable(false));
            getChildren().get(at).setFocusTraversable(true);
            getChildren().get(at).requestFocus();
        }
        event.consume();
    }

    private static final class Tile extends HBox {
        private final Purpose purpose;
        private final Strip strip;
        private final StripActions actions;
        private final Label carried;
        private final EventHandler<MouseEvent> follower = this::dragged;
        private final EventHandler<MouseEvent> ender = this::released;
        private boolean dragging;
        private boolean given;
        private double pressX;
        private double pressY;

        Tile(Purpose purpose, Strip strip, StripActions actions, Texts texts) {
            this.purpose = purpose;
            this.strip = strip;
            this.actions = actions;
            String word = texts.of("purpose." + purpose.id());
            var glyph = new RoleGlyph();
            glyph.show(Role.valueOf(purpose.name()));
            var label = new Label(word);
            label.setMouseTransparent(true);
            carried = new Label(word);
            carried.getStyleClass()
                    .addAll("tile-carried", Role.valueOf(purpose.name()).styleClass());
            carried.setManaged(false);
            carried.setMouseTransparent(true);
            carried.setVisible(false);
            setAlignment(Pos.CENTER_LEFT);
            getStyleClass().add("tile");
            setId("tile-" + purpose.id());
            getChildren().addAll(glyph, label, carried);
            setAccessibleRole(AccessibleRole.BUTTON);
            setAccessibleText(texts.of("tiles.tile", word));
            setAccessibleHelp(texts.of("tiles.help"));
            setMinWidth(USE_PREF_SIZE);
            Tooltip.install(this, new Tooltip(texts.of("tiles.tip", word)));
            setCursor(Cursor.OPEN_HAND);
            addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
            addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        }

        private void pressed(MouseEvent event) {
            requestFocus();
            dragging = false;
            given = false;
            pressX = event.getSceneX();
            pressY = event.getSceneY();
            // The window is asked, so that the drag goes on whatever lies below the pointer.
            getScene().addEventFilter(MouseEvent.MOUSE_DRAGGED, follower);
            getScene().addEventFilter(MouseEvent.MOUSE_RELEASED, ender);
            event.consume();
        }

        private void dragged(MouseEvent event) {
            double way = Math.hypot(event.getSceneX() - pressX, event.getSceneY() - pressY);
            if (given || !dragging && way < DRAG_FROM) {
                return;
            }
            dragging = true;
            setViewOrder(-1);
            carried.setVisible(true);
            carried.autosize();
            Point2D at = sceneToLocal(event.getSceneX(), event.getSceneY());
            carried.relocate(at.getX() + 10, at.getY() + 8);
            strip.pointer().carryNew(purpose, event.getSceneX(), event.getSceneY());
            event.consume();
        }

        private void released(MouseEvent event) {
            getScene().removeEventFilter(MouseEvent.MOUSE_DRAGGED, follower);
            getScene().removeEventFilter(MouseEvent.MOUSE_RELEASED, ender);
            carried.setVisible(false);
            setViewOrder(0);
            if (dragging && !given) {
                strip.pointer().dropNew(true);
            } else if (!given && contains(sceneToLocal(event.getSceneX(), event.getSceneY()))) {
                actions.add(purpose);
            }
            dragging = false;
            event.consume();
        }

        private void key(KeyEvent event) {
            if (event.getCode() == KeyCode.ESCAPE && dragging) {
                given = true;
                carried.setVisible(false);
                strip.pointer().dropNew(false);
                event.consume();
            } else if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                actions.add(purpose);
                event.consume();
            }
        }
    }
}
