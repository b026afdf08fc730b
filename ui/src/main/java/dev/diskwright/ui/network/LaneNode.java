package dev.diskwright.ui.network;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;

/// A lane of the picture: a wire with its name on top, or where the next one would be.
final class LaneNode extends Region {
    private static final PseudoClass AIMED = PseudoClass.getPseudoClass("aimed");
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final int DASHES = 6;

    private final Spot spot;
    private final int lane;
    private final Label name = new Label();
    private final Label about = new Label();
    private final VBox head = new VBox(name, about);
    private final Line line = new Line();

    LaneNode(Spot spot, int lane) {
        this.spot = spot;
        this.lane = lane;
        getStyleClass().add("network-lane");
        switch (spot) {
            case Spot.Wire(int vlan) -> {
                setId("vlan-" + vlan);
                getStyleClass().add("dash-" + Math.floorMod(vlan - 1, DASHES));
            }
            case Spot.Next _ -> {
                setId("vlan-new");
                getStyleClass().add("next");
            }
            case Spot.User _, Spot.Port _ -> {
                setId("vlan-user");
                getStyleClass().add("user");
            }
        }
        name.getStyleClass().add("lane-name");
        about.getStyleClass().add("lane-about");
        name.setMinWidth(0);
        about.setMinWidth(0);
        head.setAlignment(Pos.TOP_CENTER);
        head.setMouseTransparent(true);
        line.getStyleClass().add("wire-line");
        line.setMouseTransparent(true);
        line.setManaged(false);
        setAccessibleRole(AccessibleRole.BUTTON);
        setManaged(false);
        head.setManaged(false);
        getChildren().addAll(line, head);
    }

    Spot spot() {
        return spot;
    }

    int lane() {
        return lane;
    }

    void show(NetworkViewModel model, boolean on) {
        name.setText(model.heading(spot));
        about.setText(model.subheading(spot));
        about.setVisible(!about.getText().isEmpty());
        about.setManaged(about.isVisible());
        setAccessibleText(model.spoken(spot));
        pseudoClassStateChanged(PseudoClass.getPseudoClass("off"), !on);
    }

    /// Shows that an interface in hand is over it.
    void aim(boolean aimed, boolean refused) {
        pseudoClassStateChanged(AIMED, aimed);
        pseudoClassStateChanged(REFUSED, aimed && refused);
    }

    void place(NetworkGeometry geometry) {
        NetworkGeometry.Box top = geometry.head(lane);
        NetworkGeometry.Box wire = geometry.wire(lane);
        double height = wire.y() + wire.height() - top.y();
        resizeRelocate(top.x(), top.y(), top.width(), height);
        head.resizeRelocate(0, 4, top.width(), top.height() - 4);
        line.setStartX(top.width() / 2);
        line.setEndX(top.width() / 2);
        line.setStartY(wire.y() - top.y() + 2);
        line.setEndY(height - 6);
    }

    @Override
    protected void layoutChildren() {
        head.layout();
    }
}
