package dev.diskwright.ui.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.ui.layout.StripGeometry.Piece;
import dev.diskwright.ui.layout.StripGeometry.Scale;
import dev.diskwright.ui.layout.StripGeometry.Slot;
import dev.diskwright.ui.layout.StripScale.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripScaleTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void offsetsRunOneWayAndComeBack(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            List<Span> spans = spans(random);
            List<Slot> slots = slots(spans, random);
            var scale = new StripScale(spans, slots);
            long before = scale.offset(-5);
            assertEquals(spans.getFirst().start(), before, "left of the strip");
            for (double x = -5; x < slots.getLast().end() + 40; x += 0.5) {
                long offset = scale.offset(x);
                assertTrue(offset >= before, x + " goes back from " + before + " to " + offset);
                before = offset;
            }
            for (int i = 0; i < spans.size(); i++) {
                Span span = spans.get(i);
                Slot slot = slots.get(i);
                assertEquals(slot.x(), scale.x(span.start(), false), 1e-6, "left edge");
                assertEquals(slot.end(), scale.x(span.end(), true), 1e-6, "right edge");
                long inside = span.start() + random.nextLong(span.size());
                double pixel = span.size() / slot.width();
                long back = scale.offset(scale.x(inside, false));
                assertTrue(Math.abs(inside - back) <= 2 + pixel / 1000, inside + " to " + back);
            }
        }
    }

    @Test
    void itGoesOnBeyondTheEndAsInTheLastSegment() {
        var scale =
                new StripScale(
                        List.of(new Span(0, 100 * MIB, false)), List.of(new Slot(0, 100, false)));

        assertEquals(150 * MIB, scale.offset(150));
        assertEquals(150, scale.x(150 * MIB, true));
    }

    @Test
    void whatIsNotDrawnLiesWhereItsNeighboursMeet() {
        var scale =
                new StripScale(
                        List.of(new Span(MIB, MIB, false), new Span(9 * MIB, MIB, false)),
                        List.of(new Slot(0, 50, false), new Slot(53, 50, false)));

        assertEquals(0, scale.x(0, false));
        assertEquals(50, scale.x(5 * MIB, false));
        assertEquals(9 * MIB, scale.offset(51));
    }

    @Test
    void anEmptyStripHasOneOffset() {
        var scale = new StripScale(List.of(), List.of());

        assertEquals(0, scale.offset(77));
        assertEquals(0, scale.x(MIB, true));
    }

    private static List<Span> spans(Random random) {
        var spans = new ArrayList<Span>();
        long at = random.nextBoolean() ? 0 : MIB;
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            long size = 1 + random.nextLong(1L << random.nextInt(9, 42));
            spans.add(new Span(at, size, random.nextInt(6) == 0));
            at += size;
        }
        return spans;
    }

    private static List<Slot> slots(List<Span> spans, Random random) {
        List<Piece> pieces = spans.stream().map(it -> new Piece(it.size(), it.slab())).toList();
        Scale scale = List.of(Scale.values()).get(random.nextInt(3));
        return StripGeometry.place(pieces, 400 + random.nextInt(3000), scale, MIB);
    }
}
