package dev.diskwright.ui.testing;

import dev.diskwright.ui.journal.JournalStore;
import dev.diskwright.ui.journal.Unsaved;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Journals that end with the test.
public final class MemoryJournals implements JournalStore {
    private @Nullable Unsaved own;
    private final List<Kept> others = new ArrayList<>();
    private int damaged;
    private boolean full;

    /// {@return what is kept for the open document}
    public @Nullable Unsaved own() {
        return own;
    }

    /// {@return what other runs left}
    public List<Kept> others() {
        return others;
    }

    /// Leaves journals that cannot be read.
    public void damage(int count) {
        damaged = count;
    }

    /// Makes keeping fail, or not.
    public void full(boolean isFull) {
        full = isFull;
    }

    @Override
    public void keep(Unsaved work) throws IOException {
        if (full) {
            throw new IOException("no space left");
        }
        own = work;
    }

    @Override
    public void drop() {
        own = null;
    }

    @Override
    public Left left() {
        return new Left(others, damaged);
    }

    @Override
    public void discard(String id) {
        others.removeIf(it -> it.id().equals(id));
    }
}
