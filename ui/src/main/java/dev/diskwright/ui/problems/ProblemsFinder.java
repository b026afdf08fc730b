package dev.diskwright.ui.problems;

import dev.diskwright.ui.palette.Findable;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Finds problems behind what another search finds on the same screen, while the drawer shows them.
public final class ProblemsFinder implements Findable {
    private final Findable first;
    private final ProblemsViewModel problems;
    private final BooleanSupplier shown;
    private List<Integer> hits = List.of();
    private int before;

    /// Searches with `first`, and then `problems`.
    ///
    /// @param shown whether the problems are in view
    public ProblemsFinder(Findable first, ProblemsViewModel problems, BooleanSupplier shown) {
        this.first = first;
        this.problems = problems;
        this.shown = shown;
    }

    @Override
    public int find(String text) {
        before = first.find(text);
        String wanted = text.toLowerCase(Locale.ROOT);
        hits =
                wanted.isEmpty() || !shown.getAsBoolean()
                        ? List.of()
                        : IntStream.range(0, problems.rows().size())
                                .filter(it -> fits(problems.rows().get(it), wanted))
                                .boxed()
                                .toList();
        problems.point(before == 0 && !hits.isEmpty() ? hits.getFirst() : -1);
        return before + hits.size();
    }

    private static boolean fits(ProblemRow row, String wanted) {
        return String.join(
                        " ", row.heading(), row.code(), row.sentence(), row.remedy(), row.place())
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }

    @Override
    public void show(int index) {
        if (index < before) {
            first.show(index);
            problems.point(-1);
        } else {
            problems.point(hits.get(index - before));
        }
    }

    @Override
    public void stop() {
        first.stop();
        hits = List.of();
        problems.point(-1);
    }
}
