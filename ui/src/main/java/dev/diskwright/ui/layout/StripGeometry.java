package dev.diskwright.ui.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where the segments of a disk are drawn. A pure function of sizes and widths.
public final class StripGeometry {
    /// No block and no free space is drawn narrower than this, in pixels.
    public static final double MIN_WIDTH = 28;

    /// Width of a structure, in pixels.
    public static final double SLAB_WIDTH = 12;

    /// Space between neighbours, in pixels.
    public static final double GAP = 3;

    private StripGeometry() {}

    /// How sizes become widths.
    public enum Scale {
        /// In proportion to the size, but for the smallest.
        TRUE,
        /// In proportion to the binary logarithm of the size in grains.
        LOG,
        /// All the same.
        EQUAL
    }

    /// A segment to draw.
    ///
    /// @param size in bytes
    /// @param slab whether it is a structure, drawn at a fixed width
    public record Piece(long size, boolean slab) {}

    /// Where a segment is drawn.
    ///
    /// @param x of its left edge, whole pixels
    /// @param width whole pixels
    /// @param exaggerated whether it is drawn wider than its share
    public record Slot(double x, double width, boolean exaggerated) {
        /// {@return x of its right edge}
        public double end() {
            return x + width;
        }
    }

    /// {@return one slot for each piece, left to right, without overlap; wider than `width` only if the least widths
    /// of all pieces exceed it}
    ///
    /// @param grain alignment step in bytes, for the logarithm
    public static List<Slot> place(List<Piece> pieces, double width, Scale scale, long grain) {
        double slabs = pieces.stream().filter(Piece::slab).count() * SLAB_WIDTH;
        double room = width - slabs - GAP * Math.max(0, pieces.size() - 1);
        double[] weights =
                pieces.stream()
                        .mapToDouble(it -> it.slab() ? 0 : weight(it, scale, grain))
                        .toArray();
        double[] widths = share(weights, room);
        double total = Arrays.stream(weights).sum();
        var slots = new ArrayList<Slot>();
        double at = 0;
        for (int i = 0; i < widths.length; i++) {
            boolean slab = pieces.get(i).slab();
            double wide = slab ? SLAB_WIDTH : widths[i];
            double x = Math.round(at);
            double fair = total == 0 ? 0 : room * weights[i] / total;
            slots.add(
                    new Slot(
                            x,
                            Math.round(at + wide) - x,
                            !slab && scale == Scale.TRUE && wide > fair + 1));
            at += wide + GAP;
        }
        return List.copyOf(slots);
    }

    private static double weight(Piece piece, Scale scale, long grain) {
        return switch (scale) {
            case TRUE -> Math.max(1, piece.size());
            case LOG -> 1 + Math.log(1 + (double) piece.size() / Math.max(1, grain)) / Math.log(2);
            case EQUAL -> 1;
        };
    }

    /// Shares `room` in proportion to `weights`; who would get too little gets the least, at the others' cost.
    private static double[] share(double[] weights, double room) {
        double[] widths = new double[weights.length];
        boolean[] least = new boolean[weights.length];
        boolean settled = false;
        while (!settled) {
            settled = true;
            double left = room;
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                left -= least[i] ? MIN_WIDTH : 0;
                sum += least[i] ? 0 : weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] > 0 && !least[i]) {
                    widths[i] = Math.max(0, left) * weights[i] / sum;
                    if (widths[i] < MIN_WIDTH) {
                        least[i] = true;
                        widths[i] = MIN_WIDTH;
                        settled = false;
                    }
                }
            }
        }
        return widths;
    }
}
