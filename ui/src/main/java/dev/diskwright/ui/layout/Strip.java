package dev.diskwright.ui.layout;

import dev.diskwright.ui.document.Selected;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// The disk drawn to scale, with a ruler below. It shows items and tells what was clicked; it decides nothing.
public final class Strip extends Region {
    private static final double HEIGHT = 112;
    private static final double RULER = 30;
    private static final double CHAR_WIDTH = 6.6;

    private final ObjectProperty<List<StripItem>> items = new SimpleObjectProperty<>(List.of());
    private final ObjectProperty<Selected> selected = new SimpleObjectProperty<>(Selected.DISK);
    private final ObjectProperty<StripGeometry.Scale> scale =
            new SimpleObjectProperty<>(StripGeometry.Scale.TRUE);
    private final List<Block> blocks = new ArrayList<>();
    private LayoutViewModel model;
    private String end = "";
    private double drawnWidth = -1;

    /// For the loader.
    @SuppressWarnings(
            "NullAway.Init") // the model comes with bind, before the strip is first laid out
    public Strip() {
        getStyleClass().add("strip");
        setId("strip");
        items.subscribe(this::redraw);
        scale.subscribe(this::redraw);
        selected.subscribe(this::mark);
    }

    /// Shows what the model shows from now on.
    void bind(LayoutViewModel newModel) {
        model = newModel;
        items.bind(newModel.itemsProperty());
        scale.bind(newModel.scaleProperty());
        selected.bind(newModel.selectedProperty());
        newModel.sizeProperty()
                .subscribe(text -> {
                    end = text;
                    redraw();
                });
    }

    private void redraw() {
        drawnWidth = -1;
        requestLayout();
    }

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT + RULER;
    }

    @Override
    protected double computeMinHeight(double width) {
        return HEIGHT + RULER;
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth());
        if (model != null && width != drawnWidth) {
            drawnWidth = width;
            draw(width);
        }
    }

    private void draw(double width) {
        boolean focused = blocks.stream().anyMatch(Node::isFocused);
        List<StripGeometry.Piece> pieces =
                items.get().stream()
                        .map(it -> new StripGeometry.Piece(it.bytes(), it.isStructure()))
                        .toList();
        List<StripGeometry.Slot> slots =
                StripGeometry.place(pieces, width, scale.get(), model.grain());
        blocks.clear();
        var children = new ArrayList<Node>();
        for (int i = 0; i < slots.size(); i++) {
            StripGeometry.Slot slot = slots.get(i);
            var block = new Block(items.get().get(i), slot.exaggerated());
            block.setManaged(false);
            block.resizeRelocate(slot.x(), 0, slot.width(), HEIGHT);
            block.setOnMousePressed(event -> {
                block.requestFocus();
                model.select(block.item());
                if (event.getClickCount() == 2) {
                    model.openSelected();
                }
                event.consume();
            });
            blocks.add(block);
            children.add(block);
        }
        addRuler(children, slots);
        getChildren().setAll(children);
        mark();
        if (focused) {
            blocks.stream().filter(Node::isFocusTraversable).forEach(Node::requestFocus);
        }
    }

    private void addRuler(List<Node> children, List<StripGeometry.Slot> slots) {
        List<String> starts = items.get().stream().map(StripItem::start).toList();
        for (Ruler.Tick tick : Ruler.ticks(starts, end, slots, CHAR_WIDTH)) {
            var mark = new Region();
            mark.getStyleClass().add("ruler-mark");
            mark.setManaged(false);
            mark.resizeRelocate(
                    Math.max(0, tick.x() - 1), HEIGHT + 4, 1, tick.label().isEmpty() ? 4 : 7);
            children.add(mark);
            if (!tick.label().isEmpty()) {
                var word = new Label(tick.label());
                word.getStyleClass().add("ruler-label");
                word.setManaged(false);
                double wide = CHAR_WIDTH * (tick.label().length() + 2);
                boolean last = tick.labelX() < tick.x();
                word.setAlignment(
                        last ? javafx.geometry.Pos.CENTER_RIGHT : javafx.geometry.Pos.CENTER_LEFT);
                word.resizeRelocate(
                        last ? tick.x() - wide : Math.max(0, tick.x() - 1), HEIGHT + 12, wide, 16);
                children.add(word);
            }
        }
    }

    /// The strip is one stop of the focus: the selected block, or the first.
    private void mark() {
        boolean any = false;
        for (Block block : blocks) {
            boolean here = block.item().target().equals(selected.get());
            block.setSelected(here);
            block.setFocusTraversable(here);
            any |= here;
        }
        if (!any && !blocks.isEmpty()) {
            blocks.getFirst().setFocusTraversable(true);
        }
    }

    /// Moves the focus to the selected block.
    void focusSelected() {
        blocks.stream().filter(Node::isFocusTraversable).forEach(Node::requestFocus);
    }

    /// {@return whether one of its blocks has the focus}
    boolean hasFocus() {
        return blocks.stream().anyMatch(Node::isFocused);
    }
}
