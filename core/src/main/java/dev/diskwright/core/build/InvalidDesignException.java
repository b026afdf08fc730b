package dev.diskwright.core.build;

import dev.diskwright.core.design.Diagnostic;
import java.util.List;

/// A design with errors was to be built; nothing was written.
public final class InvalidDesignException extends Exception {
    private final transient List<Diagnostic> diagnostics;

    /// @param diagnostics at least one of them an error
    public InvalidDesignException(List<Diagnostic> diagnostics) {
        super(
                "%d errors in the design"
                        .formatted(diagnostics.stream().filter(Diagnostic::isError).count()));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /// {@return everything there is to say of the design}
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
