package dev.diskwright.core.fs;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import java.util.function.Consumer;

/// Where a check's findings go. Ends the check when there are so many that more would tell nothing new, so that checking
/// a volume full of nonsense ends too.
public final class Report {
    private static final int MOST = 5000;

    private final Consumer<Finding> findings;
    private int count;

    /// One that hands findings on.
    public Report(Consumer<Finding> findings) {
        this.findings = findings;
    }

    /// Thrown when there are too many findings.
    public static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Full() {
            super("too many findings", null, false, false);
        }
    }

    /// Reports an error.
    public void error(Where where, String sentence) {
        add(Finding.error(where, sentence));
    }

    /// Reports what is odd but harmless.
    public void warning(Where where, String sentence) {
        add(Finding.warning(where, sentence));
    }

    /// Reports what kept something from being read.
    public void error(ImageException fault) {
        add(Finding.of(fault));
    }

    /// Reports an error about a number.
    public void differs(Where where, long found, long expected) {
        error(where, "found %d, expected %d".formatted(found, expected));
    }

    /// Hands a finding on.
    ///
    /// @throws Full if there are too many
    public void add(Finding finding) {
        if (count++ == MOST) {
            findings.accept(
                    Finding.error(
                            Where.file(finding.where().file()),
                            "more than %d findings; the rest is left out".formatted(MOST)));
            throw new Full();
        }
        findings.accept(finding);
    }
}
