package dev.diskwright.core.design;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something a person should know about a design.
///
/// @param code family and number, stable: `LAY-003`
/// @param severity errors stop a build before a byte is written
/// @param path JSON pointer of the value it is about, `/layout/partitions/1/size`; empty for the whole document
/// @param problem one sentence on what is wrong
/// @param remedy one sentence on what would be right; may be empty
/// @param fix the edit that mends it, where a single one can
public record Diagnostic(
        String code,
        Severity severity,
        String path,
        String problem,
        String remedy,
        @Nullable Edit fix) {
    /// Worst first.
    public static final Comparator<Diagnostic> WORST_FIRST =
            Comparator.comparing(Diagnostic::severity).thenComparing(Diagnostic::path);

    /// How bad it is, worst first.
    public enum Severity {
        /// Stops a build.
        ERROR,
        /// Builds, but perhaps not what is wanted.
        WARNING,
        /// Worth knowing.
        HINT
    }

    /// {@return an error}
    public static Diagnostic error(String code, String path, String problem, String remedy) {
        return new Diagnostic(code, Severity.ERROR, path, problem, remedy, null);
    }

    /// {@return a warning}
    public static Diagnostic warning(String code, String path, String problem, String remedy) {
        return new Diagnostic(code, Severity.WARNING, path, problem, remedy, null);
    }

    /// {@return a hint}
    public static Diagnostic hint(String code, String path, String problem, String remedy) {
        return new Diagnostic(code, Severity.HINT, path, problem, remedy, null);
    }

    /// {@return the same with the edit that mends it}
    public Diagnostic withFix(Edit newFix) {
        return new Diagnostic(code, severity, path, problem, remedy, newFix);
    }

    /// {@return whether it stops a build}
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// {@return whether any of them stops a build}
    public static boolean anyError(List<Diagnostic> all) {
        return all.stream().anyMatch(Diagnostic::isError);
    }
}
