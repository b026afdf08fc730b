package dev.diskwright.ui.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZoomTest {
    private static final double WIDTH = 800;
    private static final Zoom START = Zoom.WHOLE.over(WIDTH, WIDTH);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void stepsGrowItAndTheSameStepsBackUndoThem(long seed) {
        var random = new Random(seed);
        Zoom zoom = START;
        for (int round = 0; round < 200; round++) {
            double x = random.nextDouble() * WIDTH;
            int steps = 1 + random.nextInt(4);
            Zoom nearer = zoom.by(steps, x, WIDTH);
            within(nearer);
            assertTrue(nearer.factor() >= zoom.factor(), "grows");
            if (nearer.factor() < Zoom.MAX) {
                assertEquals(place(zoom, x), place(nearer, x), 1e-9, "stays below the pointer");
                Zoom back = nearer.by(-steps, x, WIDTH);
                assertEquals(zoom.factor(), back.factor(), 1e-9);
                assertEquals(zoom.scroll(), back.scroll(), 1e-6);
            }
            Zoom next = random.nextBoolean() ? nearer : zoom.by(-steps, x, WIDTH);
            assertTrue(zoom.by(-steps, x, WIDTH).factor() <= zoom.factor(), "shrinks");
            zoom = next.to(next.scroll() + random.nextInt(-300, 300), WIDTH);
            within(zoom);
        }
    }

    @Test
    void itEndsAtTheWholeStripAndAtTheMost() {
        Zoom most = START.by(100, 200, WIDTH);
        Zoom whole = most.by(-100, 200, WIDTH);

        assertEquals(6400, most.percent());
        assertTrue(most.isPart(WIDTH));
        assertEquals(START, whole);
        assertFalse(whole.isPart(WIDTH));
    }

    @Test
    void revealingMovesJustSoFarThatItIsSeen() {
        Zoom zoom = START.by(4, 0, WIDTH);
        Zoom right = zoom.revealing(1000, 1100, WIDTH);

        assertEquals(3200, zoom.extent(), 1e-9);
        assertEquals(zoom, zoom.revealing(100, 200, WIDTH), "in view already");
        assertEquals(1100 + StripGeometry.MIN_WIDTH, right.scroll() + WIDTH, 1e-9);
        assertEquals(50 - StripGeometry.MIN_WIDTH, right.revealing(50, 90, WIDTH).scroll(), 1e-9);
        Zoom wide = right.revealing(2000, 3000, WIDTH);
        assertTrue(wide.scroll() <= 3000 && wide.scroll() + WIDTH > 2000, "some of it");
    }

    private static double place(Zoom zoom, double x) {
        return (zoom.scroll() + x) / zoom.extent();
    }

    private static void within(Zoom zoom) {
        assertTrue(zoom.scroll() >= 0 && zoom.scroll() <= zoom.extent() - WIDTH + 1e-6, "within");
        assertTrue(zoom.factor() >= 1 && zoom.factor() <= Zoom.MAX, "factor");
    }
}
