package dev.diskwright.ui.build;

import java.util.List;

/// Where past runs are kept. A loss of them is no reason to bother anyone, so neither method fails.
public interface RunStore {
    /// How many runs are kept.
    int LIMIT = 50;

    /// What was kept.
    ///
    /// @param runs the last one first
    /// @param damaged whether something could not be read and was left out
    record Kept(List<Run> runs, boolean damaged) {
        /// Nothing yet.
        public static final Kept NOTHING = new Kept(List.of(), false);

        /// Copies the list.
        public Kept {
            runs = List.copyOf(runs);
        }
    }

    /// {@return what was kept last}
    Kept load();

    /// Keeps the first [#LIMIT] of `runs`.
    void save(List<Run> runs);
}
