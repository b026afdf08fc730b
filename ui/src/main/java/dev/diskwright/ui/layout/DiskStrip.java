package dev.diskwright.ui.layout;

import dev.diskwright.ui.layout.StripGeometry.Piece;
import dev.diskwright.ui.layout.StripGeometry.Scale;
import dev.diskwright.ui.layout.StripGeometry.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;

/// A disk as it is, drawn like the strip of a design: the same blocks, only to be looked at and chosen from. One stop of
/// the focus; arrows, Home and End walk it.
public final class DiskStrip extends Region {
    private static final long GRAIN = 1 << 20;

    /// Height of a block's words and of the ruler below, in ems of the window.
    private static final double WORDS = 5;

    private static final double RULER = 2.3;

    /// Room around the words, in pixels.
    private static final double ROOM = 16;

    private static final double USUAL_TEXT = 13;

    private final Label measure = new Label();
    private final StripRuler ruler = new StripRuler();
    private final List<Block> blocks = new ArrayList<>();
    private List<StripItem> items = List.of();
    private String end = "";
    private String chosen = "";
    private Consumer<String> chooser = _ -> {};

    /// Shows nothing at first.
    public DiskStrip() {
        getStyleClass().addAll("strip", "disk-strip");
        measure.setVisible(false);
        measure.setManaged(false);
        getChildren().addAll(measure, ruler);
        measure.fontProperty().subscribe(_ -> requestParentLayout());
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /// Takes who is told the id of a block that was chosen.
    public void onChoose(Consumer<String> newChooser) {
        chooser = newChooser;
    }

    /// Shows a disk.
    ///
    /// @param newItems in disk order
    /// @param newEnd size of the disk, for people
    public void show(List<StripItem> newItems, String newEnd) {
        if (newItems.equals(items) && newEnd.equals(end)) {
            return;
        }
        items = List.copyOf(newItems);
        end = newEnd;
        getChildren().removeAll(blocks);
        blocks.clear();
        for (StripItem item : items) {
            var block = new Block(item, new Slot(0, 0, false));
            block.setOnMousePressed(event -> {
                if (event.getButton() == MouseButton.PRIMARY) {
                    choose(block);
                }
            });
            blocks.add(block);
        }
        getChildren().addAll(blocks);
        mark();
        requestLayout();
    }

    /// Shows which block is chosen.
    ///
    /// @param id of its item; one that there is none of chooses none
    public void select(String id) {
        chosen = id;
        mark();
    }

    private void mark() {
        boolean any = items.stream().anyMatch(it -> it.id().equals(chosen));
        for (int i = 0; i < blocks.size(); i++) {
            boolean here = items.get(i).id().equals(chosen);
            blocks.get(i).setSelected(here, false);
            blocks.get(i).setFocusTraversable(any ? here : i == 0);
        }
    }

    private void choose(Block block) {
        block.requestFocus();
        if (!Objects.equals(block.item().id(), chosen)) {
            chooser.accept(block.item().id());
        }
    }

    private void pressed(KeyEvent event) {
        int here = -1;
        for (int i = 0; i < blocks.size(); i++) {
            here = blocks.get(i).isFocused() ? i : here;
        }
        if (here < 0) {
            return;
        }
        int next =
                switch (event.getCode()) {
                    case KeyCode.LEFT -> here - 1;
                    case KeyCode.RIGHT -> here + 1;
                    case KeyCode.HOME -> 0;
                    case KeyCode.END -> blocks.size() - 1;
                    case KeyCode.ENTER, KeyCode.SPACE -> here;
                    default -> -2;
                };
        if (next != -2) {
            choose(blocks.get(Math.clamp(next, 0, blocks.size() - 1)));
            event.consume();
        }
    }

    private double em() {
        return measure.getFont().getSize();
    }

    private double blockHeight() {
        return Math.rint(em() * WORDS + ROOM);
    }

    @Override
    protected double computePrefHeight(double width) {
        return blockHeight() + Math.rint(em() * RULER);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth());
        double height = blockHeight();
        List<Slot> slots =
                StripGeometry.place(
                        items.stream().map(it -> new Piece(it.bytes(), false)).toList(),
                        width,
                        Scale.TRUE,
                        GRAIN);
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            block.update(items.get(i), slots.get(i));
            block.setScale(em() / USUAL_TEXT);
            block.resizeRelocate(slots.get(i).x(), 0, slots.get(i).width(), height);
        }
        ruler.place(height, em());
        ruler.show(items, slots, end, Zoom.WHOLE, width);
    }
}
