package dev.diskwright.ui.start;

import dev.diskwright.ui.layout.RoleSwatch;
import java.util.List;
import javafx.scene.layout.Region;

/// A ready layout in small: the parts of the strip without words. Without parts it is the outline of free space.
final class PresetDrawing extends Region {
    private static final double GAP = 3;

    private final List<PresetCard.Part> parts;

    PresetDrawing(List<PresetCard.Part> parts) {
        this.parts = parts;
        getStyleClass().add(parts.isEmpty() ? "preset-drawing-empty" : "preset-drawing");
        setMouseTransparent(true);
        parts.forEach(part -> getChildren().add(new RoleSwatch(part.role())));
    }

    @Override
    protected double computePrefHeight(double width) {
        return 36;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 180;
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - GAP * (parts.size() - 1);
        double x = 0;
        for (int i = 0; i < parts.size(); i++) {
            double width = Math.round(room * parts.get(i).width() / 100);
            boolean last = i == parts.size() - 1;
            getChildren().get(i).resizeRelocate(x, 0, last ? getWidth() - x : width, getHeight());
            x += width + GAP;
        }
    }
}
