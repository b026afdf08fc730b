package dev.diskwright.ui.journal;

import java.io.IOException;
import java.util.List;

/// Where journals are kept: one for the open document of this store, and those that other runs of the program left.
/// Several stores on one folder do not see each other's journals as long as they are open. Called off the toolkit's
/// thread, one call at a time.
public interface JournalStore {
    /// What other runs left.
    ///
    /// @param whole the newest first
    /// @param damaged how many journals could not be read; they are put aside and not counted again
    record Left(List<Kept> whole, int damaged) {
        /// Copies the list.
        public Left {
            whole = List.copyOf(whole);
        }
    }

    /// A journal that another run left.
    ///
    /// @param id names it to [#discard]
    record Kept(String id, Unsaved work) {}

    /// Keeps `work` as the journal of this store, in place of what it kept before. A reader sees either whole.
    void keep(Unsaved work) throws IOException;

    /// Removes the journal of this store, if there is one.
    void drop() throws IOException;

    /// {@return the journals whose programs are gone}
    Left left() throws IOException;

    /// Removes a journal that another run left.
    void discard(String id) throws IOException;
}
