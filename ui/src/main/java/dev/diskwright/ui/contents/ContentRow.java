package dev.diskwright.ui.contents;

import dev.diskwright.ui.layout.Role;
import org.jspecify.annotations.Nullable;

/// A line of the list of contents.
public sealed interface ContentRow {
    /// {@return worst kind of problem it has: `error`, `warning`, `hint`; empty for none}
    String problem();

    /// A partition that entries go into, above those entries.
    ///
    /// @param partition index in the explicit layout; -1 for entries that no partition takes
    /// @param title what it is called
    /// @param mount its mount point; empty for none
    /// @param detail what it holds, in words
    /// @param open whether its entries are listed below it
    /// @param fill share of it that is used, 0 to 1; -1 while that is unknown
    record Home(
            int partition,
            String title,
            String mount,
            String detail,
            @Nullable Role role,
            boolean open,
            double fill,
            String problem)
            implements ContentRow {}

    /// A file that follows from the design, below the partition that takes it.
    ///
    /// @param reason what it is for
    /// @param note why the image does not get it, in words; empty if it does
    /// @param wanted whether the design does not leave it out
    record Derived(String path, String reason, String note, boolean wanted, String problem)
            implements ContentRow {}

    /// An entry of the contents.
    ///
    /// @param index in the list of contents
    /// @param icon for what its source seems to be, by its name
    /// @param problemText what is wrong, whole sentences; empty for nothing
    record Entry(
            int index,
            String source,
            String target,
            String mode,
            String owner,
            String icon,
            String problem,
            String problemText)
            implements ContentRow {
        /// {@return what stands in a field}
        public String text(EntryField field) {
            return switch (field) {
                case SOURCE -> source;
                case TARGET -> target;
                case MODE -> mode;
                case OWNER -> owner;
            };
        }
    }
}
