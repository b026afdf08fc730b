package dev.diskwright.core.design;

import java.util.ArrayList;
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
/// @param fixes ways to mend it by a single edit, the best first; may be empty
/// @param ignored why it is right as it is, in the words of whoever decided that; null if nobody did
public record Diagnostic(
        String code,
        Severity severity,
        String path,
        String problem,
        String remedy,
        List<Fix> fixes,
        @Nullable String ignored) {
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
        return new Diagnostic(code, Severity.ERROR, path, problem, remedy, List.of(), null);
    }

    /// {@return a warning}
    public static Diagnostic warning(String code, String path, String problem, String remedy) {
        return new Diagnostic(code, Severity.WARNING, path, problem, remedy, List.of(), null);
    }

    /// {@return a hint}
    public static Diagnostic hint(String code, String path, String problem, String remedy) {
        return new Diagnostic(code, Severity.HINT, path, problem, remedy, List.of(), null);
    }

    /// Copies the list.
    public Diagnostic {
        fixes = List.copyOf(fixes);
    }

    /// {@return the edit that mends it best; null if no single one does}
    public @Nullable Edit fix() {
        return fixes.isEmpty() ? null : fixes.getFirst().edit();
    }

    /// {@return the same with one more way to mend it}
    ///
    /// @param label what the edit does and to what effect
    public Diagnostic withFix(String label, Edit edit) {
        var all = new ArrayList<>(fixes);
        all.add(new Fix(label, edit));
        return withFixes(all);
    }

    /// {@return the same with these ways to mend it}
    public Diagnostic withFixes(List<Fix> newFixes) {
        return new Diagnostic(code, severity, path, problem, remedy, newFixes, ignored);
    }

    /// {@return the same, ignored for that reason}
    public Diagnostic withIgnored(String reason) {
        return new Diagnostic(code, severity, path, problem, remedy, fixes, reason);
    }

    /// {@return whether someone decided that it is right as it is}
    public boolean isIgnored() {
        return ignored != null;
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
