package dev.diskwright.ui.layout;

import java.util.ArrayList;
import java.util.List;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

/// A surface with a role's pattern; which one and in what colour, the style sheet says (`-dw-pattern`,
/// `-dw-pattern-color`).
final class PatternPane extends Region {
    private static final double STEP = 8;
    private static final double PERIOD = 80;
    private static final StyleablePropertyFactory<PatternPane> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    private static final CssMetaData<PatternPane, Pattern> PATTERN =
            FACTORY.createEnumCssMetaData(
                    Pattern.class, "-dw-pattern", pane -> pane.pattern, Pattern.PLAIN, false);
    private static final CssMetaData<PatternPane, Color> COLOR =
            FACTORY.createColorCssMetaData(
                    "-dw-pattern-color", pane -> pane.color, Color.TRANSPARENT, false);

    private final Canvas canvas = new Canvas();
    private final Rectangle clip = new Rectangle();
    private final StyleableObjectProperty<Pattern> pattern = property(PATTERN, Pattern.PLAIN);
    private final StyleableObjectProperty<Color> color = property(COLOR, Color.TRANSPARENT);

    private double from;
    private double to = 4096;

    /// @param arc diameter of the rounded corners, in pixels
    PatternPane(double arc) {
        getStyleClass().add("pattern");
        clip.setArcWidth(arc);
        clip.setArcHeight(arc);
        setClip(clip);
        setMouseTransparent(true);
        getChildren().add(canvas);
        canvas.setManaged(false);
    }

    private <T> StyleableObjectProperty<T> property(CssMetaData<PatternPane, T> data, T initial) {
        return new StyleableObjectProperty<>(initial) {
            @Override
            protected void invalidated() {
                get();
                requestLayout();
            }

            @Override
            public Object getBean() {
                return PatternPane.this;
            }

            @Override
            public String getName() {
                return data.getProperty();
            }

            @Override
            public CssMetaData<PatternPane, T> getCssMetaData() {
                return data;
            }
        };
    }

    /// Draws only what lies between two edges; the rest is not in view.
    void setView(double newFrom, double newTo) {
        // Whole periods of every pattern, so that nothing shifts when the view does.
        double start = Math.floor(Math.max(0, newFrom) / PERIOD) * PERIOD;
        double end = Math.ceil(newTo / PERIOD) * PERIOD;
        if (start != from || end != to) {
            from = start;
            to = end;
            requestLayout();
        }
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        clip.setWidth(width);
        clip.setHeight(height);
        boolean plain = pattern.get() == Pattern.PLAIN;
        double wide = plain ? 0 : Math.max(0, Math.min(width, to) - from);
        canvas.setLayoutX(from);
        canvas.setWidth(wide);
        canvas.setHeight(plain ? 0 : height);
        if (wide > 0) {
            paint(wide, height);
        }
    }

    private void paint(double width, double height) {
        GraphicsContext paint = canvas.getGraphicsContext2D();
        paint.clearRect(0, 0, width, height);
        paint.setStroke(color.get());
        paint.setFill(color.get());
        paint.setLineWidth(1.5);
        switch (pattern.get()) {
            case PLAIN -> {}
            case RISING -> slanted(paint, width, height, true);
            case FALLING -> slanted(paint, width, height, false);
            case CROSS -> {
                slanted(paint, width, height, true);
                slanted(paint, width, height, false);
            }
            case HORIZONTAL -> {
                for (double y = STEP / 2; y < height; y += STEP) {
                    paint.strokeLine(0, y, width, y);
                }
            }
            case VERTICAL -> {
                for (double x = STEP / 2; x < width; x += STEP) {
                    paint.strokeLine(x, 0, x, height);
                }
            }
            case DOTS -> dots(paint, width, height);
            case CHEVRONS -> chevrons(paint, width, height);
        }
    }

    private static void slanted(
            GraphicsContext paint, double width, double height, boolean rising) {
        for (double x = -Math.ceil(height / (STEP + 2)) * (STEP + 2); x < width; x += STEP + 2) {
            paint.strokeLine(x, rising ? height : 0, x + height, rising ? 0 : height);
        }
    }

    private static void dots(GraphicsContext paint, double width, double height) {
        for (int row = 0; row * STEP < height; row++) {
            for (double x = row % 2 == 0 ? 2 : 2 + STEP / 2; x < width; x += STEP) {
                paint.fillOval(x, row * STEP + 2, 2.5, 2.5);
            }
        }
    }

    private static void chevrons(GraphicsContext paint, double width, double height) {
        var xs = new ArrayList<Double>();
        for (double x = 0; x <= width + STEP; x += STEP) {
            xs.add(x);
        }
        for (double y = 0; y < height + STEP; y += STEP + 2) {
            for (int i = 1; i < xs.size(); i++) {
                double from = i % 2 == 0 ? y : y - STEP / 2;
                double to = i % 2 == 0 ? y - STEP / 2 : y;
                paint.strokeLine(xs.get(i - 1), from, xs.get(i), to);
            }
        }
    }
}
