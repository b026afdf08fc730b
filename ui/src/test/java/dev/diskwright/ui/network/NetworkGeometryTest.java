package dev.diskwright.ui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.ui.network.NetworkGeometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkGeometryTest {
    @Test
    void sizesAreThoseOfTheDesign() {
        var geometry = new NetworkGeometry(3, 2, 1);

        assertEquals(24, geometry.port(0).width());
        assertEquals(24, geometry.port(0).height());
        assertEquals(96, geometry.laneX(1) - geometry.laneX(0));
        assertEquals(4, geometry.lanes());
        assertEquals(2, geometry.nextLane());
        assertEquals(3, geometry.userLane());
    }

    @Test
    void portsAreOnTheMachinesEdge() {
        var geometry = new NetworkGeometry(5, 2, 1);
        Box machine = geometry.machine();

        for (int i = 0; i < 5; i++) {
            assertEquals(machine.x() + machine.width(), geometry.port(i).centerX());
            assertTrue(geometry.port(i).y() > machine.y());
            assertTrue(
                    geometry.port(i).y() + geometry.port(i).height()
                            < machine.y() + machine.height());
        }
    }

    @Test
    void aCableHopsOverTheWiresBetween() {
        var geometry = new NetworkGeometry(2, 3, 1);

        assertEquals(List.of(), geometry.cable(0, 0).hops());
        assertEquals(List.of(geometry.laneX(0), geometry.laneX(1)), geometry.cable(1, 2).hops());
        assertEquals(3, geometry.cable(0, geometry.userLane()).hops().size());
    }

    @Test
    void whatIsLetGoBesideTheWiresIsOff() {
        var geometry = new NetworkGeometry(2, 2, 1);
        double y = geometry.port(0).centerY();

        assertEquals(new Drop.Off(), geometry.dropAt(geometry.port(0).centerX() + 14, y));
        assertEquals(new Drop.Off(), geometry.dropAt(20, y));
        assertEquals(new Drop.Off(), geometry.dropAt(geometry.laneX(0), -3));
        assertEquals(
                new Drop.Off(), geometry.dropAt((geometry.laneX(0) + geometry.laneX(1)) / 2, y));
        assertEquals(new Drop.Lane(2), geometry.dropAt(geometry.width() + 200, y));
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThrows(IllegalArgumentException.class, () -> new NetworkGeometry(-1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new NetworkGeometry(1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new NetworkGeometry(1, 0, Double.NaN));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingOverlapsAndEveryWireIsMetWhereItIsDrawn(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var geometry =
                    new NetworkGeometry(
                            random.nextInt(20), random.nextInt(20), 1 + random.nextInt(5) / 4.0);
            var boxes = new ArrayList<Box>();
            for (int i = 0; i < geometry.ports(); i++) {
                boxes.add(geometry.port(i));
            }
            for (int lane = 0; lane < geometry.lanes(); lane++) {
                boxes.add(geometry.head(lane));
            }
            for (int i = 0; i < boxes.size(); i++) {
                Box it = boxes.get(i);
                assertTrue(it.x() >= 0 && it.x() + it.width() <= geometry.width());
                assertTrue(it.y() >= 0 && it.y() + it.height() <= geometry.height());
                for (int j = 0; j < i; j++) {
                    assertFalse(overlap(it, boxes.get(j)), it + " and " + boxes.get(j));
                }
            }
            int lane = random.nextInt(geometry.lanes());
            Box wire = geometry.wire(lane);
            double x = wire.x() + random.nextDouble() * wire.width();
            double y = wire.y() + random.nextDouble() * (wire.height() - 1);
            assertEquals(new Drop.Lane(lane), geometry.dropAt(x, y));
        }
    }

    private static boolean overlap(Box one, Box other) {
        return one.x() < other.x() + other.width()
                && other.x() < one.x() + one.width()
                && one.y() < other.y() + other.height()
                && other.y() < one.y() + one.height();
    }
}
