package dev.diskwright.ui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.build.Stage;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunProgressTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Stage CHECK = new Stage("check", "Check");
    private static final Stage WRITE = new Stage("write", "Write");
    private static final Stage VERIFY = new Stage("verify", "Verify");

    private final BuildWords words =
            new BuildWords(new Texts(WindowResources.texts(Locale.ENGLISH)));
    private AtomicLong now;
    private StageLedger ledger;
    private RunProgress progress;

    @BeforeEach
    void begin() {
        now = new AtomicLong();
        ledger = new StageLedger(now::get);
        progress = new RunProgress(ledger, words, 0);
    }

    private RunProgress.View look() {
        return progress.at(now.get(), -1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theWholeNeverFallsAndIsNeverDoneBeforeTheEnd(long seed) {
        var random = new Random(seed);
        var stages = new ArrayList<>(List.of(CHECK, WRITE, VERIFY));
        ledger.planned(stages);
        double before = 0;
        int running = -1;
        for (int step = 0; step < 400; step++) {
            now.addAndGet(random.nextLong(SECOND));
            switch (random.nextInt(6)) {
                case 0 -> {
                    stages.add(
                            random.nextInt(stages.size()),
                            new Stage("filesystem-" + step, "File system"));
                    ledger.planned(stages);
                    running = -1;
                }
                case 1 -> {
                    running = random.nextInt(stages.size());
                    ledger.started(stages.get(running), random.nextInt(3) == 0 ? -1 : 1000);
                }
                case 2 -> {
                    if (running >= 0) {
                        ledger.ended(stages.get(running), Stage.State.PASSED, "");
                        running = -1;
                    }
                }
                default -> {
                    if (running >= 0) {
                        ledger.advanced(stages.get(running), random.nextInt(400));
                    }
                }
            }
            RunProgress.View view = look();
            assertTrue(view.fraction() >= before, "step " + step);
            assertTrue(view.fraction() < 1, "step " + step);
            assertEquals(ledger.entries().size(), view.rows().size());
            before = view.fraction();
        }
    }

    @Test
    void listThatIsToldAgainKeepsWhatHasBegun() {
        ledger.planned(List.of(CHECK, WRITE));
        ledger.started(CHECK, -1);
        ledger.ended(CHECK, Stage.State.WARNED, "1 warning");
        Stage root = new Stage("filesystem-2", "File system root");
        ledger.planned(List.of(CHECK, root, WRITE, VERIFY));

        List<StageRow> rows = look().rows();
        assertEquals(
                List.of("check", "filesystem-2", "write", "verify"),
                rows.stream().map(StageRow::id).toList());
        assertEquals("warned", rows.getFirst().state());
        assertEquals("1 warning", rows.getFirst().note());
        assertEquals("File system root", rows.get(1).title());
    }

    @Test
    void silenceOfFiveSecondsIsTold() {
        ledger.planned(List.of(WRITE));
        ledger.started(WRITE, 1000);
        ledger.advanced(WRITE, 100);
        now.set(4 * SECOND);
        assertEquals("", look().rows().getFirst().note());
        now.set(7 * SECOND);
        StageRow row = look().rows().getFirst();
        assertEquals("no data for 7 s", row.note());
        assertEquals("", row.speed());
        ledger.advanced(WRITE, 1);
        assertEquals("", look().rows().getFirst().note());
    }

    @Test
    void unknownTotalShowsBytesAndSpeedButNoShare() {
        ledger.planned(List.of(WRITE));
        ledger.started(WRITE, -1);
        for (int i = 1; i <= 20; i++) {
            now.set(i * SECOND / 2);
            ledger.advanced(WRITE, 5 << 20);
            look();
        }
        StageRow row = look().rows().getFirst();
        assertEquals(-1, row.fraction());
        assertEquals("100 MiB", row.amount());
        assertEquals("10 MiB/s", row.speed());
        assertEquals("", row.left());
    }

    @Test
    void timeLeftComesAfterFiveSecondsAndIsRounded() {
        ledger.planned(List.of(WRITE));
        ledger.started(WRITE, 100_000);
        String timing = "";
        String left = "";
        for (int i = 1; i <= 120; i++) {
            now.set(i * SECOND / 10);
            ledger.advanced(WRITE, 250);
            RunProgress.View view = look();
            timing = view.timing();
            left = view.rows().getFirst().left();
            if (i < 50) {
                assertEquals("", left, "after " + i + " tenths");
            }
        }
        assertEquals("12 s so far, about 30 s left", timing);
        assertEquals("about 30 s", left);
    }

    @Test
    void cancellationThatTakesLongSaysWhatItWaitsFor() {
        ledger.planned(List.of(WRITE));
        ledger.started(WRITE, 1000);
        now.set(3 * SECOND);
        assertEquals("3 s so far", progress.at(now.get(), 2 * SECOND).timing());
        now.set(6 * SECOND);
        assertEquals("Waiting for Write to stop, 4 s", progress.at(now.get(), 2 * SECOND).timing());
    }

    @Test
    void everyStageIsLoggedOnceAndItsProgressInTenths() {
        ledger.planned(List.of(CHECK, WRITE, VERIFY));
        var lines = new ArrayList<String>();
        ledger.started(CHECK, -1);
        ledger.ended(CHECK, Stage.State.PASSED, "");
        ledger.started(WRITE, 1000);
        for (int i = 0; i < 100; i++) {
            ledger.advanced(WRITE, 10);
            look().news().forEach(it -> lines.add(it.text()));
        }
        ledger.close(Stage.State.FAILED);
        look().news().forEach(it -> lines.add(it.text()));
        assertEquals(lines.size(), new HashSet<>(lines).size(), lines.toString());
        assertEquals("Check: running", lines.getFirst());
        assertTrue(lines.contains("Write: 50 %, 500 B of 1000 B"), lines.toString());
        assertTrue(lines.contains("Write: failed"));
        assertTrue(lines.contains("Verify: skipped"));
    }
}
