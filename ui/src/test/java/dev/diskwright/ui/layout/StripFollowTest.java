package dev.diskwright.ui.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.ui.layout.StripGeometry.Piece;
import dev.diskwright.ui.layout.StripGeometry.Scale;
import dev.diskwright.ui.layout.StripGeometry.Slot;
import dev.diskwright.ui.layout.StripScale.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripFollowTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void theEdgeFollowsThePointerAndNothingElseOverlaps(long seed) {
        var random = new Random(seed);
        int followed = 0;
        for (int round = 0; round < 200; round++) {
            List<Span> spans = spans(random);
            List<Slot> slots = slots(spans);
            int held = random.nextInt(spans.size() - 1);
            var follow = new StripFollow(spans, slots, Scale.TRUE, MIB);
            double before = -1;
            for (double x = slots.get(held).x(); x < slots.getLast().end(); x += 7) {
                long offset = new StripScale(spans, slots).offset(x);
                List<Span> now = resized(spans, held, offset);
                Optional<List<Slot>> placed = follow.place(now, held, true, x);
                if (placed.isEmpty()) {
                    continue;
                }
                List<Slot> all = placed.get();
                followed++;
                assertEquals(now.size(), all.size());
                inOrder(all);
                assertEquals(slots.subList(0, held), all.subList(0, held), "left of the hand");
                assertTrue(all.get(held).end() >= before, "monotone");
                before = all.get(held).end();
                assertTrue(
                        before
                                <= Math.rint(
                                        Math.max(x, all.get(held).x() + StripGeometry.MIN_WIDTH)),
                        "no farther than the pointer");
                assertEquals(slots.getLast().end(), all.getLast().end(), 1.0, "fills the strip");
            }
        }
        assertTrue(followed > 1000, "followed " + followed);
    }

    @Test
    void whatLiesBeyondTheNeighbourStaysWhereItIs() {
        List<Span> spans =
                List.of(
                        new Span(0, 100 * MIB, false),
                        new Span(100 * MIB, 100 * MIB, false),
                        new Span(200 * MIB, 100 * MIB, false));
        List<Slot> slots = slots(spans);
        List<Span> now = resized(spans, 0, 150 * MIB);

        List<Slot> right =
                new StripFollow(spans, slots, Scale.TRUE, MIB)
                        .place(now, 0, true, 400)
                        .orElseThrow();
        List<Slot> left =
                new StripFollow(spans, slots, Scale.TRUE, MIB)
                        .place(now, 1, false, 400)
                        .orElseThrow();

        assertEquals(400, right.getFirst().end());
        assertEquals(slots.getLast(), right.getLast());
        assertEquals(400, left.get(1).x());
        assertEquals(slots.get(1).end(), left.get(1).end());
        assertEquals(slots.getLast(), left.getLast());
    }

    @Test
    void withoutRoomThereIsNoFollowing() {
        List<Span> spans = List.of(new Span(0, MIB, false), new Span(MIB, MIB, false));
        List<Slot> slots = List.of(new Slot(0, 28, true), new Slot(31, 28, true));
        List<Span> now =
                List.of(
                        new Span(0, MIB / 2, false),
                        new Span(MIB / 2, MIB / 2, false),
                        new Span(MIB, MIB / 2, false),
                        new Span(MIB + MIB / 2, MIB / 2, false));

        var follow = new StripFollow(spans, slots, Scale.TRUE, MIB);

        assertEquals(Optional.empty(), follow.place(now, 0, true, 20));
        assertEquals(Optional.empty(), follow.place(now, -1, true, 20));
        assertEquals(Optional.empty(), follow.place(now, -1, false, 20));
    }

    /// The neighbour gives, or takes, what the held one takes, or gives; what is left of it may be nothing.
    private static List<Span> resized(List<Span> spans, int held, long end) {
        var now = new ArrayList<>(spans);
        Span it = spans.get(held);
        Span next = spans.get(held + 1);
        long edge = Math.clamp(end, it.start() + 1, next.end());
        now.set(held, new Span(it.start(), edge - it.start(), false));
        if (edge == next.end()) {
            now.remove(held + 1);
        } else {
            now.set(held + 1, new Span(edge, next.end() - edge, false));
        }
        return now;
    }

    private static List<Span> spans(Random random) {
        var spans = new ArrayList<Span>();
        long at = MIB;
        for (int i = 2 + random.nextInt(8); i > 0; i--) {
            long size = 1 + random.nextLong(1L << random.nextInt(20, 38));
            spans.add(new Span(at, size, false));
            at += size;
        }
        return spans;
    }

    private static List<Slot> slots(List<Span> spans) {
        List<Piece> pieces = spans.stream().map(it -> new Piece(it.size(), it.slab())).toList();
        return StripGeometry.place(pieces, 900, Scale.TRUE, MIB);
    }

    private static void inOrder(List<Slot> slots) {
        for (int i = 0; i < slots.size(); i++) {
            assertTrue(slots.get(i).width() >= StripGeometry.MIN_WIDTH - 1, slots.toString());
            assertTrue(i == 0 || slots.get(i - 1).end() < slots.get(i).x(), slots.toString());
        }
    }
}
