package dev.diskwright.ui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogViewModelTest {
    private final LogViewModel log = new LogViewModel();

    private static LogLine line(LogLine.Level level, String text) {
        return new LogLine(level, "00:00.0", text);
    }

    private void fill() {
        log.add(
                List.of(
                        line(LogLine.Level.SUMMARY, "Building disk"),
                        line(LogLine.Level.STAGE, "Write: running"),
                        line(LogLine.Level.DETAIL, "Write: 50 %")));
    }

    @Test
    void levelsShowMoreOrLess() {
        fill();
        assertEquals(2, log.lines().size());
        log.shownProperty().set(LogViewModel.Shown.SUMMARY);
        assertEquals(1, log.lines().size());
        log.shownProperty().set(LogViewModel.Shown.ALL);
        assertEquals(3, log.lines().size());
        assertEquals(
                "00:00.0  Building disk\n00:00.0  Write: running\n00:00.0  Write: 50 %\n",
                log.text());
    }

    @Test
    void filterTakesAnyCaseAndHoldsForWhatComes() {
        log.filterProperty().set("WRITE");
        fill();
        assertEquals(List.of("Write: running"), log.lines().stream().map(LogLine::text).toList());
        log.filterProperty().set("");
        assertEquals(2, log.lines().size());
    }

    @Test
    void aMillionLinesAreTakenFilteredAndBounded() {
        log.shownProperty().set(LogViewModel.Shown.ALL);
        assertTimeout(
                Duration.ofSeconds(20),
                () -> {
                    for (int i = 0; i < 130; i++) {
                        int base = i * 10_000;
                        log.add(
                                IntStream.range(0, 10_000)
                                        .mapToObj(n ->
                                                line(LogLine.Level.DETAIL, "line " + (base + n)))
                                        .toList());
                    }
                    log.filterProperty().set("line 129999");
                });
        assertTrue(log.count() >= 1_000_000 && log.count() <= LogViewModel.LIMIT, "" + log.count());
        assertEquals(10, log.lines().size());
    }
}
