package dev.diskwright.ui.layout;

/// How large the strip is drawn and which part of it is in view. A pure value.
///
/// @param factor 1 to 64
/// @param scroll of the view's left edge from the strip's, in pixels of the zoomed strip
/// @param extent width of the zoomed strip, in pixels
public record Zoom(double factor, double scroll, double extent) {
    /// The whole strip.
    public static final Zoom WHOLE = new Zoom(1, 0, 0);

    /// The most, 6400 %.
    public static final double MAX = 64;

    private static final double STEP = Math.sqrt(2);

    /// {@return zoomed by steps, with what is at `x` staying there}
    ///
    /// @param steps more than 0 to see less of the strip, larger
    /// @param x from the view's left edge, in pixels
    /// @param width of the view, in pixels
    public Zoom by(double steps, double x, double width) {
        double next = Math.clamp(factor * Math.pow(STEP, steps), 1, MAX);
        next = next < 1.01 ? 1 : next;
        double grown = Math.max(width, extent / factor * next);
        double place = (scroll + x) / Math.max(1, extent);
        return new Zoom(next, place * grown - x, grown).within(width);
    }

    /// {@return scrolled to `newScroll`, as far as the strip goes}
    public Zoom to(double newScroll, double width) {
        return new Zoom(factor, newScroll, extent).within(width);
    }

    /// {@return scrolled just so far that `left` to `right` of the zoomed strip is in view}
    public Zoom revealing(double left, double right, double width) {
        if (left < scroll) {
            return to(left - StripGeometry.MIN_WIDTH, width);
        }
        return right > scroll + width
                ? to(Math.min(left, right - width) + StripGeometry.MIN_WIDTH, width)
                : this;
    }

    /// {@return the same for a strip that is drawn `newExtent` wide}
    public Zoom over(double newExtent, double width) {
        return new Zoom(factor, scroll, newExtent).within(width);
    }

    /// {@return the same within the strip}
    public Zoom within(double width) {
        return new Zoom(factor, Math.clamp(scroll, 0, Math.max(0, extent - width)), extent);
    }

    /// {@return whether only a part is in view}
    public boolean isPart(double width) {
        return extent > width + 1;
    }

    /// {@return in per cent}
    public int percent() {
        return (int) Math.rint(factor * 100);
    }
}
