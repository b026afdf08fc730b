package dev.diskwright.ui.network;

import dev.diskwright.ui.command.Keys;
import dev.diskwright.ui.form.TextEditor;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.PseudoClass;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import org.jspecify.annotations.Nullable;

/// The machine with its ports, and the wires they are plugged into. One stop of the focus, which walks inside. It shows
/// what the model has and tells what hands do; it decides nothing.
public final class NetworkPicture extends Region {
    private static final double USUAL_TEXT = 13;

    /// Room beside what was scrolled to, in pixels.
    private static final double ROOM = 12;

    /// Room around what is dragged, in pixels.
    private static final double REACH = 40;

    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final StyleablePropertyFactory<NetworkPicture> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());

    private final StyleableProperty<Number> em =
            FACTORY.createStyleableNumberProperty(this, "em", "-dw-em", it -> it.em, USUAL_TEXT);
    private final Region machine = new Region();
    private final Label title = new Label();
    private final Pane lanes = plain();
    private final Pane cables = plain();
    private final Pane ports = plain();
    private final Line thread = new Line();
    private final Label bubble = new Label();
    private final TextEditor editor = new TextEditor();
    private final List<LaneNode> laneNodes = new ArrayList<>();
    private final List<PortNode> portNodes = new ArrayList<>();
    private NetworkViewModel model;
    private Texts texts;
    private PictureHands hands;
    private BiConsumer<Double, Double> revealer = (_, _) -> {};

    /// For the loader.
    @SuppressWarnings("NullAway.Init") // the rest comes with bind, before it is first laid out
    public NetworkPicture() {
        getStyleClass().add("network-picture");
        setId("network-picture");
        machine.getStyleClass().add("network-machine");
        machine.setMouseTransparent(true);
        title.getStyleClass().add("machine-title");
        title.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        title.setMouseTransparent(true);
        thread.getStyleClass().add("network-thread");
        thread.setMouseTransparent(true);
        bubble.getStyleClass().add("network-bubble");
        bubble.setMouseTransparent(true);
        editor.setVisible(false);
        editor.getStyleClass().add("port-editor");
        for (Node it : List.of(machine, title, thread, bubble, editor)) {
            it.setManaged(false);
        }
        getChildren().addAll(lanes, machine, title, cables, ports, thread, bubble, editor);
        ((ObservableValue<?>) em).subscribe(this::requestLayout);
        thread.setVisible(false);
        bubble.setVisible(false);
    }

    private static Pane plain() {
        var pane = new Pane();
        pane.setManaged(false);
        pane.setPickOnBounds(false);
        return pane;
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }

    /// Shows what the model shows from now on.
    public void bind(NetworkViewModel newModel, Texts newTexts) {
        model = newModel;
        texts = newTexts;
        hands = new PictureHands(this, newModel, newTexts);
        title.textProperty().bind(newModel.machineProperty());
        newModel.sceneProperty().subscribe(this::rebuild);
        newModel.rows().addListener((javafx.beans.InvalidationListener) _ -> showRows());
        newModel.spotProperty().subscribe(this::mark);
        newModel.aimProperty().subscribe(this::showAim);
        newModel.namingProperty().subscribe(this::showNaming);
        addEventHandler(KeyEvent.KEY_PRESSED, hands::pressed);
        editor.addEventFilter(KeyEvent.KEY_PRESSED, this::editorKey);
        editor.field().setId("nic-name");
        editor.field().setAccessibleText(newTexts.of("network.column.name"));
        editor.field()
                .focusedProperty()
                .subscribe((was, is) -> {
                    if (was && !is) {
                        model.endNaming();
                    }
                });
    }

    private double scale() {
        return Math.max(1, em.getValue().doubleValue() / USUAL_TEXT);
    }

    NetworkGeometry geometry() {
        return model.sceneProperty().get().geometry(scale());
    }

    @Override
    protected double computePrefWidth(double height) {
        return model == null ? 0 : Math.ceil(geometry().width());
    }

    @Override
    protected double computePrefHeight(double width) {
        return model == null ? 0 : Math.ceil(geometry().height());
    }

    @Override
    protected double computeMinWidth(double height) {
        return computePrefWidth(height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    private void rebuild(NetworkScene scene) {
        boolean focused = isFocusWithin();
        laneNodes.clear();
        portNodes.clear();
        cables.getChildren().clear();
        ports.getChildren().clear();
        List<Spot> all = new Walk(scene).lanes();
        for (int i = 0; i < all.size(); i++) {
            var node = new LaneNode(all.get(i), i);
            hands.onLane(node);
            laneNodes.add(node);
        }
        lanes.getChildren().setAll(laneNodes);
        for (Nic it : scene.nics()) {
            var node = new PortNode(it.name());
            hands.onPort(node);
            portNodes.add(node);
            cables.getChildren().addAll(node.cable(), node.plug());
            ports.getChildren().addAll(node.name(), node);
        }
        showRows();
        mark();
        requestLayout();
        if (focused) {
            focusSpot();
        }
    }

    private void showRows() {
        String help = texts.of("network.port.help");
        for (PortNode it : portNodes) {
            model.row(it.nic()).ifPresent(row -> it.show(row, help));
        }
        boolean user = model.sceneProperty().get().user();
        for (LaneNode it : laneNodes) {
            it.show(model, user || !(it.spot() instanceof Spot.User));
        }
    }

    /// Only what is current takes the focus from outside.
    private void mark() {
        Spot spot = model.spotProperty().get();
        laneNodes.forEach(it -> it.setFocusTraversable(it.spot().equals(spot)));
        portNodes.forEach(it -> it.setFocusTraversable(new Spot.Port(it.nic()).equals(spot)));
        if (isFocusWithin() && !isNaming()) {
            focusSpot();
        }
    }

    /// Moves the focus to what is current.
    void focusSpot() {
        Node node = node(model.spotProperty().get());
        if (node != null) {
            node.requestFocus();
            double left = node.getLayoutX();
            revealer.accept(left - ROOM, left + node.getLayoutBounds().getWidth() + ROOM);
        }
    }

    private @Nullable Node node(Spot spot) {
        for (PortNode it : portNodes) {
            if (new Spot.Port(it.nic()).equals(spot)) {
                return it;
            }
        }
        for (LaneNode it : laneNodes) {
            if (it.spot().equals(spot)) {
                return it;
            }
        }
        return null;
    }

    private void showAim(@Nullable Aim aim) {
        for (LaneNode it : laneNodes) {
            it.aim(
                    aim != null && aim.drop().equals(new Drop.Lane(it.lane())),
                    aim != null && aim.refused());
        }
        for (PortNode it : portNodes) {
            it.hold(aim != null && aim.nic().equals(it.nic()));
        }
        thread.setVisible(aim != null);
        bubble.setVisible(aim != null);
        if (aim != null) {
            bubble.setText(aim.words());
            bubble.pseudoClassStateChanged(REFUSED, aim.refused());
            thread.pseudoClassStateChanged(REFUSED, aim.refused());
            placeAim(aim);
        }
    }

    private void placeAim(Aim aim) {
        NetworkGeometry geometry = geometry();
        int index = model.sceneProperty().get().indexOf(aim.nic());
        if (index < 0) {
            return;
        }
        NetworkGeometry.Box port = geometry.port(index);
        double x =
                aim.drop() instanceof Drop.Lane(int lane)
                        ? geometry.laneX(lane)
                        : port.x() + port.width() + 16 * scale();
        thread.setStartX(port.x() + port.width());
        thread.setStartY(port.centerY());
        thread.setEndX(x);
        thread.setEndY(port.centerY());
        bubble.applyCss();
        double width = Math.min(bubble.prefWidth(-1), Math.max(120, getWidth() - 16));
        double height = bubble.prefHeight(width);
        double left = Math.clamp(x + 10, 8, Math.max(8, getWidth() - width - 8));
        boolean below = port.centerY() + 14 + height < getHeight();
        bubble.resizeRelocate(
                left, below ? port.centerY() + 12 : port.centerY() - 12 - height, width, height);
    }

    private void showNaming(@Nullable TextFieldModel field) {
        boolean inside = editor.field().isFocused();
        editor.release();
        editor.setVisible(field != null);
        if (field == null) {
            if (inside) {
                focusSpot();
            }
            return;
        }
        editor.bind(field);
        editor.field().setId("nic-name");
        if (node(model.spotProperty().get()) instanceof PortNode port) {
            port.name().setLabelFor(editor.field());
        }
        requestLayout();
        layout();
        editor.applyCss();
        editor.focus();
    }

    private void editorKey(KeyEvent event) {
        TextFieldModel field = model.namingProperty().get();
        if (field == null) {
            return;
        }
        if (event.getCode() == KeyCode.ESCAPE) {
            field.revert();
            model.endNaming();
            focusSpot();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            String error = field.errorProperty().get();
            if (error.isEmpty()) {
                field.commit();
                model.endNaming();
                focusSpot();
            } else {
                model.tell(error);
            }
            event.consume();
        } else if (!Keys.pressed(event).isEmpty()) {
            model.tell(field.errorProperty().get());
        }
    }

    /// Takes what scrolls a stretch, from left to right, into view.
    public void onReveal(BiConsumer<Double, Double> newRevealer) {
        revealer = newRevealer;
    }

    /// Scrolls until what is around `x` is in view.
    void revealAt(double x) {
        revealer.accept(x - REACH, x + REACH);
    }

    /// {@return whether a name is being typed}
    boolean isNaming() {
        return model.namingProperty().get() != null;
    }

    @Override
    protected void layoutChildren() {
        if (model == null) {
            return;
        }
        NetworkGeometry geometry = geometry();
        NetworkScene scene = model.sceneProperty().get();
        for (Pane it : List.of(lanes, cables, ports)) {
            it.resizeRelocate(0, 0, getWidth(), getHeight());
        }
        NetworkGeometry.Box box = geometry.machine();
        machine.resizeRelocate(box.x(), box.y(), box.width(), box.height());
        NetworkGeometry.Box head = geometry.title();
        title.resizeRelocate(head.x(), head.y(), head.width(), head.height());
        laneNodes.forEach(it -> it.place(geometry));
        for (int i = 0; i < portNodes.size(); i++) {
            portNodes.get(i).place(geometry, i, scene.laneOf(scene.nics().get(i)));
        }
        Aim aim = model.aimProperty().get();
        if (aim != null) {
            placeAim(aim);
        }
        if (isNaming() && model.spotProperty().get() instanceof Spot.Port(String nic)) {
            int index = scene.indexOf(nic);
            if (index >= 0) {
                NetworkGeometry.Box name = geometry.name(index);
                editor.resizeRelocate(name.x(), name.y() + 2, name.width(), name.height() - 4);
            }
        }
    }
}
