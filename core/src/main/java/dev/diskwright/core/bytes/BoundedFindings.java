package dev.diskwright.core.bytes;

import java.util.function.Consumer;

/// Hands on the first findings of a table and counts the rest, as a damaged table of millions of entries would drown
/// everything else. Not for several threads.
public final class BoundedFindings implements Consumer<Finding>, AutoCloseable {
    private static final int FIRST = 100;

    private final Where table;
    private final Consumer<Finding> findings;
    private long count;
    private long errors;

    /// @param table what the findings are about
    public BoundedFindings(Where table, Consumer<Finding> findings) {
        this.table = table;
        this.findings = findings;
    }

    @Override
    public void accept(Finding finding) {
        count++;
        if (count <= FIRST) {
            findings.accept(finding);
        } else if (finding.severity() == Finding.Severity.ERROR) {
            errors++;
        }
    }

    /// Tells how many there were that were not handed on, if any.
    @Override
    public void close() {
        if (count > FIRST) {
            String sentence = "%d more of its entries are wrong".formatted(count - FIRST);
            findings.accept(
                    errors > 0 ? Finding.error(table, sentence) : Finding.warning(table, sentence));
        }
    }
}
