package dev.diskwright.ui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogFinderTest {
    private final LogViewModel log = new LogViewModel();
    private final LogFinder finder = new LogFinder(log);

    LogFinderTest() {
        log.add(
                List.of(
                        new LogLine(LogLine.Level.STAGE, "00:00.0", "Check: passed"),
                        new LogLine(LogLine.Level.STAGE, "00:01.0", "Write: running"),
                        new LogLine(LogLine.Level.DETAIL, "00:02.0", "write at 4096"),
                        new LogLine(LogLine.Level.STAGE, "00:03.0", "Write: passed")));
    }

    @Test
    void linesThatAreShownAreFoundWhateverTheirCase() {
        assertEquals(2, finder.find("WRITE"));
        assertEquals(1, log.pointedProperty().get());
        assertFalse(log.followProperty().get());
        finder.show(1);
        assertEquals(2, log.pointedProperty().get());
    }

    @Test
    void searchForNothingPointsNowhere() {
        finder.find("write");
        assertEquals(0, finder.find(""));
        assertEquals(-1, log.pointedProperty().get());
    }

    @Test
    void otherLinesEndWhatWasFound() {
        finder.find("passed");
        log.shownProperty().set(LogViewModel.Shown.ALL);
        assertEquals(-1, log.pointedProperty().get());
    }
}
