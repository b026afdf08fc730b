package dev.diskwright.ui.contents;

import java.util.ArrayList;
import java.util.List;

/// The squarified treemap of Bruls, Huizing and van Wijk: areas in proportion to weights, rectangles as near to squares
/// as their order allows.
public final class Squarify {
    private Squarify() {}

    /// A rectangle, in pixels.
    public record Area(double x, double y, double width, double height) {
        /// {@return the same, smaller by `by` on all sides; never less than nothing}
        Area inset(double top, double by) {
            return new Area(
                    x + by, y + top, Math.max(0, width - 2 * by), Math.max(0, height - top - by));
        }
    }

    /// {@return an area for each weight, together covering `whole`}
    ///
    /// @param weights descending, none negative; zeros get no area
    public static List<Area> place(double[] weights, Area whole) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        var areas = new ArrayList<Area>(weights.length);
        if (sum <= 0 || whole.width <= 0 || whole.height <= 0) {
            for (int i = 0; i < weights.length; i++) {
                areas.add(new Area(whole.x, whole.y, 0, 0));
            }
            return areas;
        }
        double scale = whole.width * whole.height / sum;
        Area left = whole;
        for (int from = 0; from < weights.length; ) {
            double side = Math.min(left.width, left.height);
            double row = weights[from] * scale;
            double worst = worst(weights[from] * scale, weights[from] * scale, row, side);
            int to = from + 1;
            while (to < weights.length) {
                double wider = row + weights[to] * scale;
                double next = worst(weights[from] * scale, weights[to] * scale, wider, side);
                if (next > worst) {
                    break;
                }
                row = wider;
                worst = next;
                to++;
            }
            left = row(weights, from, to, scale, row, left, areas);
            from = to;
        }
        return areas;
    }

    /// The largest ratio of sides in a row along `side`, whose largest and smallest areas are given.
    private static double worst(double largest, double smallest, double row, double side) {
        double square = side * side;
        double total = row * row;
        return smallest <= 0
                ? Double.POSITIVE_INFINITY
                : Math.max(square * largest / total, total / (square * smallest));
    }

    private static Area row(
            double[] weights,
            int from,
            int to,
            double scale,
            double row,
            Area left,
            List<Area> areas) {
        boolean column = left.width >= left.height;
        double side = column ? left.height : left.width;
        boolean last = to == weights.length;
        double depth = last ? (column ? left.width : left.height) : side == 0 ? 0 : row / side;
        depth = Math.min(depth, column ? left.width : left.height);
        double at = column ? left.y : left.x;
        double end = at + side;
        for (int i = from; i < to; i++) {
            double length = row <= 0 ? 0 : side * (weights[i] * scale / row);
            length = i == to - 1 ? Math.max(0, end - at) : Math.min(length, end - at);
            areas.add(
                    column
                            ? new Area(left.x, at, depth, length)
                            : new Area(at, left.y, length, depth));
            at += length;
        }
        return column
                ? new Area(left.x + depth, left.y, Math.max(0, left.width - depth), left.height)
                : new Area(left.x, left.y + depth, left.width, Math.max(0, left.height - depth));
    }
}
