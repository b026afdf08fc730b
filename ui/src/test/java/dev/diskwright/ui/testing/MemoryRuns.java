package dev.diskwright.ui.testing;

import dev.diskwright.ui.build.Run;
import dev.diskwright.ui.build.RunStore;
import java.util.List;

/// Past runs that end with the test.
public final class MemoryRuns implements RunStore {
    private Kept kept;

    /// Starts with `kept`.
    public MemoryRuns(Kept kept) {
        this.kept = kept;
    }

    @Override
    public Kept load() {
        return kept;
    }

    @Override
    public void save(List<Run> runs) {
        kept = new Kept(runs, false);
    }
}
