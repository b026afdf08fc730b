package dev.diskwright.core.vm.session;

import dev.diskwright.core.design.Diagnostic;
import java.io.IOException;
import java.util.List;

/// What this host lacks for a machine to start. Not one of the four kinds of [dev.diskwright.core.bytes.ImageException],
/// which are about places in files.
public final class UnmetNeedsException extends IOException {
    private final transient List<Diagnostic> needs;

    UnmetNeedsException(List<Diagnostic> needs) {
        super(needs.getFirst().problem());
        this.needs = List.copyOf(needs);
    }

    /// {@return what it lacks, at least one thing}
    public List<Diagnostic> needs() {
        return needs;
    }
}
