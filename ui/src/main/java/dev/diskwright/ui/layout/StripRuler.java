package dev.diskwright.ui.layout;

import dev.diskwright.ui.layout.StripGeometry.Slot;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// The marks below the blocks, kept from one redraw to the next.
final class StripRuler extends Pane {
    /// Width of a character, in ems of the window.
    private static final double CHARACTER = 0.508;

    /// From the blocks to the words, and height of these, in ems of the window.
    private static final double DROP = 0.92;

    private static final double LINE = 1.25;

    private final List<Region> marks = new ArrayList<>();
    private final List<Label> words = new ArrayList<>();

    private double em = 13;

    StripRuler() {
        setManaged(false);
        setMouseTransparent(true);
    }

    /// Takes where the blocks end, and the size of text, both in pixels.
    void place(double top, double newEm) {
        relocate(0, top);
        em = newEm;
    }

    void show(List<StripItem> items, List<Slot> slots, String end, Zoom zoom, double width) {
        List<String> starts = items.stream().map(StripItem::start).toList();
        int mark = 0;
        int word = 0;
        for (Ruler.Tick tick : Ruler.ticks(starts, end, slots, em * CHARACTER)) {
            if (tick.x() < zoom.scroll() - width || tick.x() > zoom.scroll() + 2 * width) {
                continue;
            }
            boolean worded = !tick.label().isEmpty();
            mark(mark++).resizeRelocate(Math.max(0, tick.x() - 1), 4, 1, worded ? 7 : 4);
            if (worded) {
                Label label = word(word++);
                double wide = em * CHARACTER * (tick.label().length() + 2);
                boolean last = tick.labelX() < tick.x();
                label.setText(tick.label());
                label.setAlignment(last ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
                label.resizeRelocate(
                        last ? tick.x() - wide : Math.max(0, tick.x() - 1),
                        Math.rint(em * DROP),
                        wide,
                        Math.ceil(em * LINE));
            }
        }
        for (int i = 0; i < marks.size(); i++) {
            marks.get(i).setVisible(i < mark);
        }
        for (int i = 0; i < words.size(); i++) {
            words.get(i).setVisible(i < word);
        }
    }

    /// Leaves out the words between two places, where something else is written.
    void clear(double left, double right) {
        for (Label word : words) {
            double x = word.getLayoutX();
            if (x < right && x + em * CHARACTER * word.getText().length() > left - 4) {
                word.setVisible(false);
            }
        }
    }

    private Region mark(int index) {
        if (index == marks.size()) {
            var mark = new Region();
            mark.getStyleClass().add("ruler-mark");
            mark.setManaged(false);
            marks.add(mark);
            getChildren().add(mark);
        }
        return marks.get(index);
    }

    private Label word(int index) {
        if (index == words.size()) {
            var word = new Label();
            word.getStyleClass().add("ruler-label");
            word.setManaged(false);
            words.add(word);
            getChildren().add(word);
        }
        return words.get(index);
    }
}
