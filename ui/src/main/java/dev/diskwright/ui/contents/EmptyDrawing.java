package dev.diskwright.ui.contents;

import javafx.scene.Group;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;

/// A folder on its way into a disk: what an empty list of contents shows instead of rows.
public final class EmptyDrawing extends StackPane {
    /// For the loader.
    public EmptyDrawing() {
        getStyleClass().add("empty-drawing");
        var picture =
                new Group(
                        part(
                                "back",
                                "M4 22 h20 l5 6 h27 a4 4 0 0 1 4 4 v24 a4 4 0 0 1 -4 4 h-52"
                                        + " a4 4 0 0 1 -4 -4 v-30 a4 4 0 0 1 4 -4 z"),
                        part("front", "M0 34 h60 v22 a4 4 0 0 1 -4 4 h-52 a4 4 0 0 1 -4 -4 z"),
                        part("arrow", "M70 44 h22 M84 36 l8 8 l-8 8"),
                        part(
                                "disk",
                                "M104 18 h46 a5 5 0 0 1 5 5 v42 a5 5 0 0 1 -5 5 h-46"
                                        + " a5 5 0 0 1 -5 -5 v-42 a5 5 0 0 1 5 -5 z"),
                        part("slot", "M107 28 h12 v32 h-12 z"),
                        part("room", "M122 28 h26 v32 h-26 z"));
        setMouseTransparent(true);
        getChildren().add(picture);
    }

    private static SVGPath part(String style, String path) {
        var part = new SVGPath();
        part.setContent(path);
        part.getStyleClass().addAll("drawing", "drawing-" + style);
        return part;
    }
}
