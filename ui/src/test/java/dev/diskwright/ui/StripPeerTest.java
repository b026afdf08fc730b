package dev.diskwright.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.gesture.Outcome;
import dev.diskwright.ui.gesture.RandomGestures;
import dev.diskwright.ui.layout.LayoutViewModel;
import dev.diskwright.ui.testing.ImmediateJobs;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the strip shows while a hand is on it is what stands in the table of the built disk.
class StripPeerTest {
    private static final int STEPS = 12;
    private static final Pattern ENTRY =
            Pattern.compile("\"start\": *(\\d+),\\s*\"size\": *(\\d+)");

    @TempDir private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    @Tag("peer")
    void sfdiskFindsPartitionsWhereTheStripDrewThem(long seed) {
        Peers.require("sfdisk");
        var gestures = new RandomGestures(seed);
        var document = new DocumentViewModel();
        var jobs = new ImmediateJobs();
        var planning = new PlanningViewModel(document, new CoreServices(), jobs, folder);
        var texts = new Texts(WindowResources.texts(Locale.ENGLISH));
        var layout = new LayoutViewModel(document, planning, texts);
        document.open(gestures.design(), null, List.of(), false);
        List<String> drawn = List.of();
        int edits = 0;
        for (int step = 0; step < STEPS; step++) {
            Plan plan = planning.current();
            assertNotNull(plan);
            Outcome outcome = gestures.gesture(plan);
            planning.previewPlan(outcome.plan());
            drawn = drawn(layout);
            if (outcome.edit() != null) {
                document.apply("step " + step, outcome.edit());
                jobs.passTime();
                edits++;
            } else {
                planning.previewPlan(null);
            }
            assertEquals(drawn, drawn(layout), "in hand and let go, step " + step);
        }
        assertTrue(edits > STEPS / 4, "too few gestures did anything: " + edits);
        Path raw = folder.resolve("disk.raw");
        Designs.build(document.require(), folder, raw, "raw");
        assertEquals(drawn, read(Peers.run("sfdisk", "-J", raw).ok()));
    }

    /// {@return start and size of every partition on the strip, in sectors, from left to right}
    private static List<String> drawn(LayoutViewModel layout) {
        return layout.itemsProperty().get().stream()
                .filter(it -> it.index() >= 0)
                .map(it -> it.offset() / 512 + " +" + it.bytes() / 512)
                .toList();
    }

    /// {@return the same from a dump of the table, in the order of their starts}
    private static List<String> read(String json) {
        var found = new ArrayList<long[]>();
        Matcher matcher = ENTRY.matcher(json);
        while (matcher.find()) {
            found.add(
                    new long[] {
                        Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))
                    });
        }
        return found.stream()
                .sorted((a, b) -> Long.compare(a[0], b[0]))
                .map(it -> it[0] + " +" + it[1])
                .toList();
    }
}
