package dev.diskwright.ui.layout;

import dev.diskwright.ui.layout.StripGeometry.Slot;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.Interpolator;
import javafx.animation.Transition;
import javafx.util.Duration;

/// Blocks on their way to new places.
final class StripSlide extends Transition {
    private static final Duration TIME = Duration.millis(150);

    private final List<Way> ways = new ArrayList<>();

    private record Way(Block block, double x, double width, double height, Slot slot) {
        void at(double share) {
            double left = x + (slot.x() - x) * share;
            double wide = width + (slot.width() - width) * share;
            block.resizeRelocate(Math.rint(left), 0, Math.rint(wide), height);
        }
    }

    StripSlide() {
        setCycleDuration(TIME);
        setInterpolator(Interpolator.EASE_OUT);
    }

    /// Takes a block to its place, at once or later on the way.
    void add(Block block, Slot slot, double height, boolean sliding) {
        double x = block.getLayoutX();
        double width = block.getWidth();
        if (x == slot.x() && width == slot.width() && block.getHeight() == height) {
            return;
        }
        var way = new Way(block, x, width, height, slot);
        if (sliding) {
            ways.add(way);
        } else {
            way.at(1);
        }
    }

    @Override
    protected void interpolate(double share) {
        ways.forEach(it -> it.at(share));
    }

    /// Ends where it goes to.
    @Override
    public void stop() {
        super.stop();
        ways.forEach(it -> it.at(1));
        ways.clear();
    }

    @Override
    public void play() {
        if (!ways.isEmpty()) {
            super.playFromStart();
        }
    }
}
