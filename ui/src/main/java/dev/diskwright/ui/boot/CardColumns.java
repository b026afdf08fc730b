package dev.diskwright.ui.boot;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/// Cards below one another, in two columns where there is room. Cards of the style class `right` go to the right one,
/// those of the class `wide` below both.
public final class CardColumns extends Pane {
    private static final double TWO_FROM = 560;
    private static final double GAP = 10;

    /// For the loader.
    public CardColumns() {
        getStyleClass().add("card-columns");
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private List<Node> column(boolean right) {
        return getManagedChildren().stream()
                .filter(it -> !it.getStyleClass().contains("wide"))
                .filter(it -> it.getStyleClass().contains("right") == right)
                .map(Node.class::cast)
                .toList();
    }

    private List<Node> wide() {
        return getManagedChildren().stream()
                .filter(it -> it.getStyleClass().contains("wide"))
                .map(Node.class::cast)
                .toList();
    }

    private static double height(List<Node> cards, double width) {
        double height = 0;
        for (Node card : cards) {
            height += card.prefHeight(width) + GAP;
        }
        return Math.max(0, height - GAP);
    }

    private boolean two(double width) {
        return width >= TWO_FROM;
    }

    private double columnWidth(double width) {
        return two(width) ? Math.floor((width - GAP) / 2) : width;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 240;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 2 * 380;
    }

    @Override
    protected double computePrefHeight(double given) {
        double whole = given < 0 ? computePrefWidth(-1) : given;
        double width = columnWidth(whole);
        double left = height(column(false), width);
        double right = height(column(true), width);
        double below = height(wide(), whole);
        return (two(whole) ? Math.max(left, right) : left + GAP + right)
                + (below > 0 ? GAP + below : 0);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = columnWidth(getWidth());
        double end = place(column(false), 0, 0, width);
        boolean two = two(getWidth());
        double other = place(column(true), two ? width + GAP : 0, two ? 0 : end, width);
        place(wide(), 0, Math.max(end, other), getWidth());
    }

    private static double place(List<Node> cards, double x, double top, double width) {
        double y = top;
        for (Node card : cards) {
            double height = card.prefHeight(width);
            card.resizeRelocate(x, y, width, height);
            y += height + GAP;
        }
        return y;
    }
}
