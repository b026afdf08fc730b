package dev.diskwright.ui.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.ui.layout.StripGeometry.Piece;
import dev.diskwright.ui.layout.StripGeometry.Scale;
import dev.diskwright.ui.layout.StripGeometry.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripGeometryTest {
    private static final long MIB = 1 << 20;

    @Test
    void trueScaleIsInProportion() {
        List<Slot> slots = place(1003, Scale.TRUE, 250 * MIB, 750 * MIB);

        assertEquals(new Slot(0, 250, false), slots.get(0));
        assertEquals(new Slot(253, 750, false), slots.get(1));
    }

    @Test
    void nothingIsDrawnNarrowerThanTheLeastAndItSaysSo() {
        List<Slot> slots = place(800, Scale.TRUE, MIB, 2L << 40, MIB);

        assertEquals(StripGeometry.MIN_WIDTH, slots.get(0).width());
        assertTrue(slots.get(0).exaggerated());
        assertFalse(slots.get(1).exaggerated());
    }

    @Test
    void equalScaleGivesEqualWidths() {
        List<Slot> slots = place(606, Scale.EQUAL, MIB, 100 * MIB, 1 << 30);

        slots.forEach(slot -> assertEquals(200, slot.width()));
    }

    @Test
    void logScaleOrdersBySizeButLessSteeply() {
        List<Slot> slots = place(1000, Scale.LOG, 8 * MIB, 1024 * MIB);

        double ratio = slots.get(1).width() / slots.get(0).width();
        assertTrue(ratio > 1 && ratio < 4, "ratio " + ratio);
    }

    @Test
    void structuresAreSlabs() {
        List<Slot> slots =
                StripGeometry.place(
                        List.of(new Piece(MIB, true), new Piece(99 * MIB, false)),
                        500,
                        Scale.TRUE,
                        MIB);

        assertEquals(StripGeometry.SLAB_WIDTH, slots.get(0).width());
        assertEquals(500, slots.get(1).end());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void slotsNeverOverlapAndFillTheWidth(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var pieces = new ArrayList<Piece>();
            int count = 1 + random.nextInt(20);
            for (int i = 0; i < count; i++) {
                pieces.add(new Piece(random.nextLong(1L << random.nextInt(1, 45)), false));
            }
            double width = 700 + random.nextInt(1000);
            Scale scale = List.of(Scale.values()).get(random.nextInt(3));
            List<Slot> slots = StripGeometry.place(pieces, width, scale, MIB);
            for (int i = 0; i < count; i++) {
                Slot slot = slots.get(i);
                assertTrue(slot.width() >= StripGeometry.MIN_WIDTH - 1, slot.toString());
                assertEquals(Math.rint(slot.x()), slot.x(), "whole pixels");
                assertTrue(i == 0 || slots.get(i - 1).end() < slot.x(), "overlap at " + i);
            }
            assertEquals(width, slots.getLast().end(), 1.0);
        }
    }

    private static List<Slot> place(double width, Scale scale, long... sizes) {
        var pieces = new ArrayList<Piece>();
        for (long size : sizes) {
            pieces.add(new Piece(size, false));
        }
        return StripGeometry.place(pieces, width, scale, MIB);
    }
}
