package dev.diskwright.ui.network;

import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.Keys;
import dev.diskwright.ui.text.Texts;
import javafx.geometry.Point2D;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// What pointer and keys do on the picture of the network.
final class PictureHands {
    /// A port moves from here on, in pixels.
    private static final double SLACK = 6;

    private final NetworkPicture picture;
    private final NetworkViewModel model;
    private final ContextMenu menu = new ContextMenu();
    private String held = ""; // name of the interface whose port was pressed
    private double pressX;
    private double pressY;

    PictureHands(NetworkPicture picture, NetworkViewModel model, Texts texts) {
        this.picture = picture;
        this.model = model;
        picture.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        picture.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        for (Command command : model.commands().all()) {
            if (command.scope() == Command.Scope.NETWORK) {
                var item = new MenuItem(texts.of("command." + command.id()));
                item.setId("menu-" + command.id().replace('.', '-'));
                item.setOnAction(_ -> model.commands().run(command.id()));
                menu.getItems().add(item);
            }
        }
    }

    void onPort(PortNode port) {
        var spot = new Spot.Port(port.nic());
        port.setOnMousePressed(event -> {
            focus(port, spot, event);
            held = event.getButton() == MouseButton.PRIMARY ? port.nic() : "";
            pressX = event.getSceneX();
            pressY = event.getSceneY();
        });
        port.name()
                .setOnMousePressed(event -> {
                    focus(port, spot, event);
                    if (event.getClickCount() == 2) {
                        model.rename();
                    }
                });
    }

    void onLane(LaneNode lane) {
        lane.setOnMousePressed(event -> {
            focus(lane, lane.spot(), event);
            boolean twice = event.getClickCount() == 2;
            if (event.getButton() == MouseButton.PRIMARY
                    && (lane.spot() instanceof Spot.Next
                            || twice && lane.spot() instanceof Spot.User)) {
                model.activate();
            }
        });
    }

    private void focus(Node node, Spot spot, MouseEvent event) {
        model.cancel();
        model.spotProperty().set(spot);
        node.requestFocus();
        if (event.getButton() == MouseButton.SECONDARY) {
            menu.show(node, event.getScreenX(), event.getScreenY());
        } else {
            menu.hide();
        }
        event.consume();
    }

    private void dragged(MouseEvent event) {
        if (held.isEmpty()) {
            return;
        }
        double moved = Math.hypot(event.getSceneX() - pressX, event.getSceneY() - pressY);
        if (model.aimProperty().get() == null) {
            if (moved < SLACK) {
                return;
            }
            model.grab(held, false);
        }
        Point2D at = picture.sceneToLocal(event.getSceneX(), event.getSceneY());
        model.aimAt(picture.geometry().dropAt(at.getX(), at.getY()));
        picture.revealAt(at.getX());
        event.consume();
    }

    private void released(MouseEvent event) {
        held = "";
        Aim aim = model.aimProperty().get();
        if (aim != null && !aim.byKeys()) {
            model.release();
            picture.focusSpot();
            event.consume();
        }
    }

    void pressed(KeyEvent event) {
        if (picture.isNaming() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        Aim aim = model.aimProperty().get();
        boolean taken = aim != null ? aiming(event.getCode()) : walking(event);
        if (taken) {
            event.consume();
        } else {
            Keys.runIn(Command.Scope.NETWORK, model.commands(), event);
        }
    }

    private boolean aiming(KeyCode code) {
        switch (code) {
            case LEFT -> model.aimBeside(-1);
            case RIGHT -> model.aimBeside(1);
            case ENTER, SPACE -> {
                model.release();
                picture.focusSpot();
            }
            case ESCAPE -> {
                held = "";
                model.cancel();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean walking(KeyEvent event) {
        switch (event.getCode()) {
            case UP -> walk(Walk.Way.UP);
            case DOWN -> walk(Walk.Way.DOWN);
            case LEFT -> walk(Walk.Way.LEFT);
            case RIGHT -> walk(Walk.Way.RIGHT);
            case HOME -> walk(Walk.Way.HOME);
            case END -> walk(Walk.Way.END);
            case ENTER, SPACE -> model.activate();
            case CONTEXT_MENU -> showMenu();
            case F10 -> {
                if (!event.isShiftDown()) {
                    return false;
                }
                showMenu();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void walk(Walk.Way way) {
        NetworkScene scene = model.sceneProperty().get();
        model.spotProperty().set(new Walk(scene).step(model.spotProperty().get(), way));
        picture.focusSpot();
    }

    private void showMenu() {
        Node owner = picture.getScene().getFocusOwner();
        if (owner != null) {
            menu.show(owner, Side.BOTTOM, 0, 2);
        }
    }
}
