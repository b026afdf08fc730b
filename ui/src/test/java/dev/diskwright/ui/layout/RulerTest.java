package dev.diskwright.ui.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.ui.layout.StripGeometry.Slot;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulerTest {
    @Test
    void bothEndsHaveTheirWord() {
        List<Ruler.Tick> ticks =
                Ruler.ticks(List.of("0 B"), "8 GiB", List.of(new Slot(0, 400, false)), 7);

        assertEquals("0 B", ticks.getFirst().label());
        assertEquals("8 GiB", ticks.getLast().label());
        assertEquals(400, ticks.getLast().x());
    }

    @Test
    void wordsWithoutRoomAreLeftOutButTheirMarksStay() {
        var slots =
                List.of(new Slot(0, 28, false), new Slot(31, 28, false), new Slot(62, 400, false));
        List<Ruler.Tick> ticks =
                Ruler.ticks(List.of("1 MiB", "8 MiB", "256 MiB"), "1 GiB", slots, 7);

        assertEquals(4, ticks.size());
        assertTrue(ticks.get(1).label().isEmpty());
        assertEquals("256 MiB", ticks.get(2).label());
    }
}
