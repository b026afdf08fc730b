package dev.diskwright.ui.contents;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/// The largest files and folders as areas. One stop of the focus: arrows go from cell to cell, Enter goes into a
/// folder, Backspace out of it. Folders show what is in them, as far as there is room.
public final class Treemap extends Region {
    private static final PseudoClass FOLDER = PseudoClass.getPseudoClass("folder");
    private static final PseudoClass DEEP = PseudoClass.getPseudoClass("deep");
    private static final double GAP = 2;
    private static final double HEADER = 20;
    private static final double LEAST_NAME_WIDTH = 44;
    private static final double LEAST_NAME_HEIGHT = 18;
    private static final double LEAST_INSIDE = 40;

    private final ObjectProperty<List<TreemapCell>> cells = new SimpleObjectProperty<>(List.of());
    private final List<Tile> tiles = new ArrayList<>();
    private Consumer<TreemapCell> into = _ -> {};
    private Runnable out = () -> {};
    private int current;
    private double drawnWidth = -1;
    private double drawnHeight = -1;

    /// For the loader.
    public Treemap() {
        getStyleClass().add("treemap");
        setAccessibleRole(AccessibleRole.PARENT);
        setMinSize(80, 60);
        cells.subscribe(() -> {
            current = 0;
            drawnWidth = -1;
            requestLayout();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /// {@return what is shown}
    public ObjectProperty<List<TreemapCell>> cellsProperty() {
        return cells;
    }

    /// Takes what happens when a folder is gone into.
    public void onInto(Consumer<TreemapCell> newInto) {
        into = newInto;
    }

    /// Takes what happens when the folder is left for the one above.
    public void onOut(Runnable newOut) {
        out = newOut;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 200;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 320;
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        if (width != drawnWidth || height != drawnHeight) {
            drawnWidth = width;
            drawnHeight = height;
            draw(new Squarify.Area(0, 0, width, height));
        }
    }

    private void draw(Squarify.Area whole) {
        boolean focused = tiles.stream().anyMatch(Tile::isFocused);
        tiles.clear();
        var all = new ArrayList<javafx.scene.Node>();
        place(cells.get(), whole, 0, all);
        getChildren().setAll(all);
        mark();
        if (focused && !tiles.isEmpty()) {
            tiles.get(current).requestFocus();
        }
    }

    private void place(
            List<TreemapCell> of, Squarify.Area area, int level, List<javafx.scene.Node> all) {
        double[] weights = of.stream().mapToDouble(TreemapCell::bytes).toArray();
        List<Squarify.Area> areas = Squarify.place(weights, area);
        for (int i = 0; i < of.size(); i++) {
            Squarify.Area it = areas.get(i);
            double width = Math.rint(it.x() + it.width()) - Math.rint(it.x()) - GAP;
            double height = Math.rint(it.y() + it.height()) - Math.rint(it.y()) - GAP;
            if (width < 3 || height < 3) {
                continue;
            }
            TreemapCell cell = of.get(i);
            boolean inside =
                    cell.inside().size() > 1
                            && width >= LEAST_INSIDE * 2
                            && height >= HEADER + LEAST_INSIDE;
            var tile = new Tile(cell, level, inside);
            tile.resizeRelocate(Math.rint(it.x()), Math.rint(it.y()), width, height);
            all.add(tile);
            if (level == 0) {
                int number = tiles.size();
                tile.setId("tile-" + (number + 1));
                tile.setOnMousePressed(event -> {
                    current = number;
                    mark();
                    tile.requestFocus();
                    if (event.getClickCount() == 2) {
                        into.accept(cell);
                    }
                    event.consume();
                });
                tiles.add(tile);
            } else {
                tile.setMouseTransparent(true);
            }
            if (inside) {
                var below =
                        new Squarify.Area(
                                Math.rint(it.x()), Math.rint(it.y()), width + GAP, height + GAP);
                place(cell.inside(), below.inset(HEADER, 4), level + 1, all);
            }
        }
    }

    private void mark() {
        for (int i = 0; i < tiles.size(); i++) {
            tiles.get(i).setFocusTraversable(i == current);
        }
    }

    private void pressed(KeyEvent event) {
        if (tiles.isEmpty()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT -> go(-1, 0);
            case RIGHT -> go(1, 0);
            case UP -> go(0, -1);
            case DOWN -> go(0, 1);
            case HOME -> focus(0);
            case END -> focus(tiles.size() - 1);
            case ENTER, SPACE -> into.accept(tiles.get(current).cell);
            case BACK_SPACE -> out.run();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// Goes to the nearest cell on that side.
    private void go(int x, int y) {
        Tile from = tiles.get(current);
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < tiles.size(); i++) {
            Tile to = tiles.get(i);
            double across = x == 0 ? to.middleX() - from.middleX() : to.middleY() - from.middleY();
            double along =
                    x == 0
                            ? y * (to.middleY() - from.middleY())
                            : x * (to.middleX() - from.middleX());
            double edge =
                    x > 0
                            ? to.getLayoutX() - from.getLayoutX() - from.getWidth()
                            : x < 0
                                    ? from.getLayoutX() - to.getLayoutX() - to.getWidth()
                                    : y > 0
                                            ? to.getLayoutY() - from.getLayoutY() - from.getHeight()
                                            : from.getLayoutY() - to.getLayoutY() - to.getHeight();
            double distance = along + 2 * Math.abs(across);
            if (i != current && edge >= -1 && distance < least) {
                least = distance;
                best = i;
            }
        }
        if (best >= 0) {
            focus(best);
        }
    }

    private void focus(int index) {
        current = index;
        mark();
        tiles.get(index).requestFocus();
    }

    /// One area.
    private static final class Tile extends Region {
        private final TreemapCell cell;
        private final boolean inside;
        private final FontIcon icon;
        private final Label name = new Label();
        private final Label size = new Label();

        Tile(TreemapCell cell, int level, boolean inside) {
            this.cell = cell;
            this.inside = inside;
            setManaged(false);
            getStyleClass().add("tile");
            pseudoClassStateChanged(FOLDER, cell.folder());
            pseudoClassStateChanged(DEEP, level % 2 == 1);
            icon = new FontIcon(cell.folder() ? "fth-folder" : "fth-file");
            name.setText(cell.name());
            name.setGraphic(icon);
            name.setGraphicTextGap(5);
            name.setTextOverrun(OverrunStyle.ELLIPSIS);
            name.getStyleClass().add("tile-name");
            size.setText(cell.size());
            size.getStyleClass().add("tile-size");
            getChildren().addAll(name, size);
            getChildren().forEach(child -> child.setMouseTransparent(true));
            if (level == 0) {
                setAccessibleRole(AccessibleRole.BUTTON);
                setAccessibleText(cell.description());
                var bubble = new Tooltip(cell.description());
                bubble.setShowDelay(Duration.millis(400));
                Tooltip.install(this, bubble);
            }
        }

        double middleX() {
            return getLayoutX() + getWidth() / 2;
        }

        double middleY() {
            return getLayoutY() + getHeight() / 2;
        }

        @Override
        protected void layoutChildren() {
            double width = getWidth();
            double height = getHeight();
            boolean named = width >= LEAST_NAME_WIDTH && height >= LEAST_NAME_HEIGHT;
            name.setVisible(named);
            size.applyCss();
            double wide = size.prefWidth(-1);
            boolean beside = inside && width > name.prefWidth(-1) + wide + 20;
            boolean below = !inside && height >= 38 && width >= wide + 12;
            size.setVisible(named && (beside || below));
            icon.setVisible(width >= 70);
            name.setGraphic(width >= 70 ? icon : null);
            layoutInArea(
                    name,
                    6,
                    2,
                    width - 10 - (beside ? wide + 6 : 0),
                    HEADER - 3,
                    0,
                    javafx.geometry.HPos.LEFT,
                    VPos.CENTER);
            if (beside) {
                layoutInArea(
                        size,
                        width - wide - 6,
                        2,
                        wide,
                        HEADER - 3,
                        0,
                        javafx.geometry.HPos.RIGHT,
                        VPos.CENTER);
            } else {
                size.setAlignment(Pos.CENTER_LEFT);
                size.resizeRelocate(6, HEADER - 1, width - 10, 16);
            }
        }
    }
}
