package dev.diskwright.ui.network;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.ArcTo;
import javafx.scene.shape.Circle;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import org.kordamp.ikonli.javafx.FontIcon;

/// A port of the machine, with the name of its interface and its cable.
final class PortNode extends StackPane {
    private static final PseudoClass UNPLUGGED = PseudoClass.getPseudoClass("unplugged");
    private static final PseudoClass HELD = PseudoClass.getPseudoClass("held");
    private static final double HOP = 5;
    private static final double STUB = 13;

    private final String nic;
    private final Label name = new Label();
    private final Path cable = new Path();
    private final Circle plug = new Circle(4.5);
    private final Region core = new Region();
    private final FontIcon glyph = new FontIcon("fth-alert-octagon");
    private final Tooltip bubble = new Tooltip();

    PortNode(String nic) {
        this.nic = nic;
        setId("nic-" + nic);
        getStyleClass().add("network-port");
        glyph.getStyleClass().add("port-glyph");
        core.getStyleClass().add("port-core");
        getChildren().addAll(core, glyph);
        setManaged(false);
        name.setManaged(false);
        setAccessibleRole(AccessibleRole.BUTTON);
        name.getStyleClass().add("port-name");
        name.setAlignment(Pos.CENTER_RIGHT);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        cable.getStyleClass().add("network-cable");
        cable.setMouseTransparent(true);
        cable.setManaged(false);
        plug.getStyleClass().add("network-plug");
        plug.setMouseTransparent(true);
        plug.setManaged(false);
        Tooltip.install(this, bubble);
    }

    String nic() {
        return nic;
    }

    Label name() {
        return name;
    }

    Path cable() {
        return cable;
    }

    Circle plug() {
        return plug;
    }

    void show(NicRow row, String help) {
        name.setText(nic);
        getStyleClass().removeAll("error", "warning", "hint");
        if (!row.severity().isEmpty()) {
            getStyleClass().add(row.severity());
        }
        boolean error = row.severity().equals("error");
        boolean wrong = error || row.severity().equals("warning");
        glyph.setIconLiteral(error ? "fth-alert-octagon" : "fth-alert-triangle");
        glyph.setVisible(wrong);
        core.setVisible(!wrong);
        boolean unplugged = !row.nic().connected();
        pseudoClassStateChanged(UNPLUGGED, unplugged);
        cable.pseudoClassStateChanged(UNPLUGGED, unplugged);
        plug.pseudoClassStateChanged(UNPLUGGED, unplugged);
        bubble.setText(row.problem().isEmpty() ? row.spoken() : row.problem());
        setAccessibleText(row.spoken());
        setAccessibleHelp(row.problem().isEmpty() ? help : row.problem() + " " + help);
    }

    /// Shows that it is in hand.
    void hold(boolean held) {
        pseudoClassStateChanged(HELD, held);
        cable.pseudoClassStateChanged(HELD, held);
        plug.pseudoClassStateChanged(HELD, held);
    }

    void place(NetworkGeometry geometry, int index, int lane) {
        NetworkGeometry.Box port = geometry.port(index);
        resizeRelocate(port.x(), port.y(), port.width(), port.height());
        NetworkGeometry.Box words = geometry.name(index);
        name.resizeRelocate(words.x(), words.y(), words.width(), words.height());
        if (lane < 0) {
            double x = port.x() + port.width();
            cable.getElements()
                    .setAll(
                            new MoveTo(x, port.centerY()),
                            new HLineTo(x + 4),
                            new LineTo(x + STUB, port.centerY() + 5));
            plug.setCenterX(x + STUB);
            plug.setCenterY(port.centerY() + 6);
            return;
        }
        NetworkGeometry.Cable it = geometry.cable(index, lane);
        cable.getElements().setAll(new MoveTo(it.x1(), it.y()));
        for (double x : it.hops()) {
            cable.getElements()
                    .addAll(
                            new HLineTo(x - HOP),
                            new ArcTo(HOP, HOP, 0, x + HOP, it.y(), false, true));
        }
        cable.getElements().add(new HLineTo(it.x2()));
        plug.setCenterX(it.x2());
        plug.setCenterY(it.y());
    }
}
