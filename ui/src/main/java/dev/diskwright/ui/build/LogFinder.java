package dev.diskwright.ui.build;

import dev.diskwright.ui.palette.Findable;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Finds lines of the log among those that are shown.
public final class LogFinder implements Findable {
    private final LogViewModel log;
    private List<Integer> hits = List.of();

    /// Searches `log`.
    public LogFinder(LogViewModel log) {
        this.log = log;
    }

    @Override
    public int find(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        hits =
                wanted.isEmpty()
                        ? List.of()
                        : IntStream.range(0, log.lines().size())
                                .filter(it ->
                                        log.lines()
                                                .get(it)
                                                .toString()
                                                .toLowerCase(Locale.ROOT)
                                                .contains(wanted))
                                .boxed()
                                .toList();
        show(0);
        return hits.size();
    }

    @Override
    public void show(int index) {
        log.point(hits.isEmpty() ? -1 : hits.get(index));
    }

    @Override
    public void stop() {
        hits = List.of();
        log.point(-1);
    }
}
