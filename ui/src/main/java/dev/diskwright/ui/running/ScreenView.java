package dev.diskwright.ui.running;

import java.io.ByteArrayInputStream;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The picture of a screen, as large as there is room for with its proportions kept, at most twice its size; and what
/// there is to say where there is none. Pictures are decoded off the toolkit's thread.
final class ScreenView extends Region {
    private static final double MOST = 2;

    private final ImageView view = new ImageView();
    private final Label note = new Label();

    /// Shows what `watch` sees.
    ///
    /// @param spoken what the picture is, for who cannot see it
    ScreenView(ScreenWatch watch, String spoken) {
        view.setPreserveRatio(true);
        view.setSmooth(true);
        view.setAccessibleText(spoken);
        note.getStyleClass().add("screen-note");
        note.setWrapText(true);
        note.textProperty().bind(watch.noteProperty());
        note.visibleProperty().bind(watch.noteProperty().isNotEmpty());
        getChildren().addAll(view, note);
        watch.show(it -> new Image(new ByteArrayInputStream(it)), this::show);
        watch.noteProperty().subscribe(_ -> requestLayout());
    }

    private void show(@Nullable Image image) {
        if (image == null || !image.isError()) {
            view.setImage(image);
            requestLayout();
        }
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 320;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 200;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        Image image = view.getImage();
        double shown = 0;
        double words = note.isVisible() ? Math.min(height, note.prefHeight(width)) : 0;
        if (image != null && image.getWidth() > 0) {
            double room = Math.max(1, height - words);
            double scale =
                    Math.min(MOST, Math.min(width / image.getWidth(), room / image.getHeight()));
            view.setFitWidth(Math.max(1, image.getWidth() * scale));
            shown = image.getHeight() * scale;
            view.relocate(
                    Math.rint((width - image.getWidth() * scale) / 2),
                    Math.rint((height - words - shown) / 2));
        }
        if (words > 0) {
            double wide = Math.min(width, note.prefWidth(-1));
            note.resizeRelocate(
                    Math.rint((width - wide) / 2),
                    Math.rint(image == null ? (height - words) / 2 : height - words),
                    wide,
                    words);
        }
    }
}
