package dev.diskwright.ui.build;

import dev.diskwright.core.build.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A build under way, as the window shows it from time to time. Reads the ledger, never a clock.
final class RunProgress {
    private static final double ALMOST = 0.995;
    private static final int LOGGED = 10; // per cent between two lines on the same stage

    private final StageLedger ledger;
    private final BuildWords words;
    private final long startedAt;
    private final Pace overall;
    private final Map<String, Pace> paces = new HashMap<>();
    private final Map<String, Stage.State> told = new HashMap<>();
    private final Map<String, Integer> toldTenths = new HashMap<>();
    private double fraction;

    /// How it stands.
    ///
    /// @param rows of the stages
    /// @param fraction 0 to 1, never falling
    /// @param timing time so far and time left, in words
    /// @param news lines for the log since the last look
    record View(List<StageRow> rows, double fraction, String timing, List<LogLine> news) {}

    /// @param startedAt clock in nanoseconds
    RunProgress(StageLedger ledger, BuildWords words, long startedAt) {
        this.ledger = ledger;
        this.words = words;
        this.startedAt = startedAt;
        overall = new Pace(startedAt);
    }

    /// {@return how it stands at `now`}
    ///
    /// @param now clock in nanoseconds
    /// @param cancelledAt clock when it was asked to stop; negative if it was not
    View at(long now, long cancelledAt) {
        var rows = new ArrayList<StageRow>();
        var news = new ArrayList<LogLine>();
        for (StageLedger.Entry it : ledger.entries()) {
            rows.add(row(it, now));
            tell(it, now, news);
        }
        fraction = Math.max(fraction, Math.min(ALMOST, ledger.fraction()));
        overall.sample(now, fraction);
        return new View(rows, fraction, timing(now, cancelledAt), news);
    }

    private StageRow row(StageLedger.Entry it, long now) {
        if (it.state() != Stage.State.RUNNING) {
            return words.row(it, now, 0, "");
        }
        Pace pace = paces.computeIfAbsent(it.stage().id(), _ -> new Pace(it.startedAt()));
        pace.sample(now, (double) it.done());
        return words.row(it, now, pace.rate(), words.left(pace, (double) it.total()));
    }

    private String timing(long now, long cancelledAt) {
        double seconds = (now - startedAt) / 1e9;
        if (cancelledAt >= 0) {
            StageLedger.Entry current = ledger.current();
            double waited = (now - cancelledAt) / 1e9;
            return waited < 2 || current == null
                    ? words.soFar(seconds)
                    : words.waitsFor(current.stage(), waited);
        }
        return words.timing(seconds, overall);
    }

    private void tell(StageLedger.Entry it, long now, List<LogLine> news) {
        String id = it.stage().id();
        String time = words.stamp((now - startedAt) / 1e9);
        Stage.State before = told.getOrDefault(id, Stage.State.WAITS);
        if (it.isOver() && before == Stage.State.WAITS && it.state() != Stage.State.SKIPPED) {
            // began and ended between two looks
            news.add(words.stageLine(it, Stage.State.RUNNING, time));
        }
        if (it.state() != before) {
            news.add(words.stageLine(it, it.state(), time));
            told.put(id, it.state());
        }
        int tenths = (int) (it.fraction() * 100) / LOGGED;
        if (it.state() == Stage.State.RUNNING
                && it.total() > 0
                && tenths > toldTenths.getOrDefault(id, 0)) {
            toldTenths.put(id, tenths);
            news.add(words.progressLine(it, tenths * LOGGED, time));
        }
    }
}
