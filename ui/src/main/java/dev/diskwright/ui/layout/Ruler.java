package dev.diskwright.ui.layout;

import dev.diskwright.ui.layout.StripGeometry.Slot;
import java.util.ArrayList;
import java.util.List;

/// The marks under the strip: one wherever a segment begins, one at the end of the disk, and a word at each that has
/// room for it. A pure function.
public final class Ruler {
    private static final double WORD_GAP = 10;

    private Ruler() {}

    /// A mark.
    ///
    /// @param x in pixels from the strip's left edge
    /// @param label offset for people; empty where there is no room
    /// @param labelX where the word begins
    public record Tick(double x, String label, double labelX) {}

    /// {@return the marks from left to right} Both ends always have their word.
    ///
    /// @param starts offset of each segment, as words
    /// @param end size of the disk, as a word
    /// @param slots where the segments are drawn, one for each start
    /// @param charWidth width of an average character, in pixels
    public static List<Tick> ticks(
            List<String> starts, String end, List<Slot> slots, double charWidth) {
        var ticks = new ArrayList<Tick>();
        if (slots.isEmpty()) {
            return ticks;
        }
        double right = slots.getLast().end();
        double endX = right - charWidth * end.length();
        double taken = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < slots.size(); i++) {
            double x = i == 0 ? 0 : slots.get(i).x();
            double wide = charWidth * starts.get(i).length();
            boolean room = x >= taken + WORD_GAP && x + wide <= endX - WORD_GAP || i == 0;
            ticks.add(new Tick(x, room ? starts.get(i) : "", x));
            taken = room ? x + wide : taken;
        }
        ticks.add(new Tick(right, end, endX));
        return List.copyOf(ticks);
    }
}
