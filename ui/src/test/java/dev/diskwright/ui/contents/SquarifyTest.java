package dev.diskwright.ui.contents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SquarifyTest {
    static long[] seeds() {
        return new Random(20260301).longs(200).toArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void areasAreInProportionInsideAndApart(long seed) {
        var random = new Random(seed);
        double[] weights = weights(random);
        var whole =
                new Squarify.Area(
                        random.nextInt(50),
                        random.nextInt(50),
                        20 + random.nextInt(1500),
                        20 + random.nextInt(900));
        List<Squarify.Area> areas = Squarify.place(weights, whole);
        double sum = Arrays.stream(weights).sum();
        double surface = whole.width() * whole.height();
        assertEquals(weights.length, areas.size());
        for (int i = 0; i < weights.length; i++) {
            Squarify.Area it = areas.get(i);
            assertEquals(
                    weights[i] / sum, it.width() * it.height() / surface, 1e-6, "share of " + i);
            assertTrue(it.x() >= whole.x() - 1e-6 && it.y() >= whole.y() - 1e-6);
            assertTrue(it.x() + it.width() <= whole.x() + whole.width() + 1e-6);
            assertTrue(it.y() + it.height() <= whole.y() + whole.height() + 1e-6);
            for (int j = 0; j < i; j++) {
                assertTrue(overlap(it, areas.get(j)) < 1e-6 * surface, i + " covers " + j);
            }
        }
    }

    @Test
    void equalWeightsGiveNearSquares() {
        double[] weights = new double[16];
        Arrays.fill(weights, 1);
        for (Squarify.Area it : Squarify.place(weights, new Squarify.Area(0, 0, 400, 400))) {
            assertEquals(100, it.width(), 1e-6);
            assertEquals(100, it.height(), 1e-6);
        }
    }

    @Test
    void nothingAndZeroTakeNoRoom() {
        var whole = new Squarify.Area(0, 0, 100, 50);
        assertEquals(List.of(), Squarify.place(new double[0], whole));
        List<Squarify.Area> areas = Squarify.place(new double[] {3, 0}, whole);
        assertEquals(5000, areas.get(0).width() * areas.get(0).height(), 1e-9);
        assertEquals(0, areas.get(1).width() * areas.get(1).height(), 1e-9);
        assertEquals(0, Squarify.place(new double[] {0, 0}, whole).getFirst().width());
    }

    /// Sizes as files have them: a few large ones, many small ones.
    private static double[] weights(Random random) {
        double[] weights = new double[1 + random.nextInt(60)];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.pow(2, random.nextInt(20)) * (1 + random.nextDouble());
        }
        return Arrays.stream(weights).map(it -> -it).sorted().map(it -> -it).toArray();
    }

    private static double overlap(Squarify.Area a, Squarify.Area b) {
        double wide = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
        double high = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
        return Math.max(0, wide) * Math.max(0, high);
    }
}
