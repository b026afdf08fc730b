package dev.diskwright.ui.contents;

import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/// A thin bar that shows a share; from nine tenths on it stands out.
public final class FillLine extends Region {
    private static final double HEIGHT = 6;

    private static final PseudoClass FULL = PseudoClass.getPseudoClass("full");
    private static final double NEARLY = 0.9;

    private final Region part = new Region();
    private double fill;

    /// For the loader.
    public FillLine() {
        part.getStyleClass().add("fill-part");
        getStyleClass().add("fill-line");
        getChildren().add(part);
    }

    /// @param newFill 0 to 1; less hides the bar
    void setFill(double newFill) {
        fill = Math.min(1, newFill);
        part.pseudoClassStateChanged(FULL, newFill > NEARLY);
        setVisible(newFill >= 0);
        setManaged(newFill >= 0);
        requestLayout();
    }

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected double computeMinHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected void layoutChildren() {
        part.resizeRelocate(0, 0, Math.rint(getWidth() * Math.max(0, fill)), HEIGHT);
    }
}
