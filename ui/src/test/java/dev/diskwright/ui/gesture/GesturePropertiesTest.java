package dev.diskwright.ui.gesture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Planner;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.document.DocumentViewModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What must hold whatever hands do.
class GesturePropertiesTest {
    private static final int STEPS = 25;

    @TempDir private static Path folder;

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void gesturesKeepTheDiskInOrderAndTellThePlansNumbers(long seed) throws Exception {
        var gestures = new RandomGestures(seed);
        var document = new DocumentViewModel();
        document.open(gestures.design(), null, List.of(), false);
        try (var planner = new Planner(folder)) {
            Plan plan = planner.plan(document.require());
            assertEquals(List.of(), errors(plan), "the generator's own fault");
            var states = new ArrayList<Design>(List.of(document.require()));
            for (int step = 0; step < STEPS; step++) {
                Outcome outcome = gestures.gesture(plan);
                Edit edit = outcome.edit();
                if (edit == null) {
                    assertEquals(plan, outcome.plan(), "nothing done, nothing shown");
                    continue;
                }
                document.apply("step " + step, edit);
                plan = planner.plan(document.require());
                states.add(document.require());
                inOrder(plan, "after " + outcome.label());
                assertEquals(
                        places(plan), places(outcome.plan()), "shown against " + outcome.label());
            }
            for (int i = states.size() - 1; i > 0; i--) {
                assertEquals(states.get(i), document.require());
                document.undo();
            }
            assertEquals(states.getFirst(), document.require());
        }
    }

    private static void inOrder(Plan plan, String when) {
        assertEquals(List.of(), errors(plan), when);
        long grain = plan.design().layout().align().inBytes(plan.sectorSize());
        long at = 0;
        for (Segment.Partition it :
                plan.partitions().stream()
                        .sorted(Comparator.comparingLong(Segment.Partition::start))
                        .toList()) {
            assertTrue(it.start() >= at, () -> it.spec().name() + " overlaps " + when);
            assertEquals(0, it.start() % grain, () -> it.spec().name() + " starts off " + when);
            assertEquals(0, it.size() % grain, () -> it.spec().name() + " is sized off " + when);
            assertTrue(it.size() > 0, () -> it.spec().name() + " is empty " + when);
            at = it.end();
        }
        assertTrue(at <= plan.size(), "off the disk " + when);
    }

    private static List<String> errors(Plan plan) {
        return plan.diagnostics().stream()
                .filter(it -> it.isError())
                .map(it -> it.code() + " " + it.path() + " " + it.problem())
                .toList();
    }

    private static List<String> places(Plan plan) {
        return plan.partitions().stream()
                .map(it -> it.spec().name() + " " + it.start() + " " + it.size())
                .toList();
    }
}
