package dev.diskwright.ui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.testing.ImmediateJobs;
import dev.diskwright.ui.testing.MemoryRuns;
import dev.diskwright.ui.text.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PastRunsViewModelTest {
    private final MemoryRuns store =
            new MemoryRuns(
                    new RunStore.Kept(
                            List.of(
                                    RunFileTest.run("b", "verified", "f00d".repeat(16)),
                                    RunFileTest.run("a", "verified", "f00d".repeat(16)),
                                    RunFileTest.run("c", "verified", "beef".repeat(16)),
                                    RunFileTest.run("d", "not_verified", ""),
                                    RunFileTest.run("e", "cancelled", "")),
                            true));
    private final PastRunsViewModel past =
            new PastRunsViewModel(
                    new RunArchive(store, () -> Instant.EPOCH, ZoneOffset.UTC),
                    new ImmediateJobs(),
                    new BuildWords(new Texts(WindowResources.texts(Locale.ENGLISH))));

    private PastRunsViewModel.Comparison compared(int one, int other) {
        past.select(List.of(one, other));
        PastRunsViewModel.Comparison found = past.comparisonProperty().get();
        assertNotNull(found);
        return found;
    }

    @Test
    void runsSayWhatMatters() {
        PastRunsViewModel.Row row = past.rows().getFirst();
        assertEquals("b.qcow2", row.name());
        assertEquals("verified", row.verdict());
        assertEquals("1 GiB disk, 700 MiB qcow2", row.size());
        assertEquals("f00df00df00d", row.fingerprint());
        assertTrue(row.when().contains("2026"));
        assertEquals("", past.rows().getLast().size(), "a cancelled run has no image");
        assertTrue(past.damagedProperty().get());
    }

    @Test
    void sameFingerprintsMeanTheSameBytes() {
        PastRunsViewModel.Comparison same = compared(1, 0);
        assertEquals("good", same.kind());
        assertTrue(same.headline().startsWith("The same bytes"));
        PastRunsViewModel.ComparedValue image = same.rows().get(3);
        assertEquals("/images/a.qcow2", image.before(), "the older one first");
        assertEquals("differs", image.mark());
        assertTrue(compared(0, 2).headline().startsWith("Different bytes"));
        assertTrue(compared(3, 0).headline().contains("cannot be told"));
    }

    @Test
    void onlyTwoAreCompared() {
        compared(0, 1);
        past.select(List.of(0, 1, 2));
        assertNull(past.comparisonProperty().get());
        past.select(List.of());
        assertNull(past.comparisonProperty().get());
    }

    @Test
    void newRunsAreKeptAndOldOnesDropped() {
        for (int i = 0; i < 60; i++) {
            past.add(RunFileTest.run("n" + i, "failed", ""));
        }
        assertEquals(RunStore.LIMIT, past.rows().size());
        assertEquals("n59", store.load().runs().getFirst().name());
        past.clear();
        assertEquals(List.of(), store.load().runs());
        assertEquals(List.of(), past.rows());
    }
}
