package dev.diskwright.ui.document;

import dev.diskwright.core.design.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is wrong, by the JSON path of what it is about. Made once for a list of diagnostics; badges, fields and rows
/// all ask here, so that none of them walks the list.
public final class ProblemIndex {
    /// Knows of nothing wrong.
    public static final ProblemIndex EMPTY = new ProblemIndex(List.of());

    private final List<Diagnostic> all;
    private final Map<String, List<Diagnostic>> below = new HashMap<>();

    private ProblemIndex(List<Diagnostic> all) {
        this.all = all;
        for (Diagnostic it : all) {
            String path = it.path();
            add(path, it);
            for (int slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/')) {
                path = path.substring(0, slash);
                add(path, it);
            }
        }
    }

    private void add(String path, Diagnostic it) {
        below.computeIfAbsent(path, _ -> new ArrayList<>()).add(it);
    }

    /// {@return an index of `diagnostics`, those left out that somebody decided to ignore}
    ///
    /// @param diagnostics worst first; they are met in this order
    public static ProblemIndex of(List<Diagnostic> diagnostics) {
        List<Diagnostic> open = diagnostics.stream().filter(it -> !it.isIgnored()).toList();
        return open.isEmpty() ? EMPTY : new ProblemIndex(open);
    }

    /// {@return the diagnostics it was made from}
    public List<Diagnostic> all() {
        return all;
    }

    /// {@return what is wrong at `path` or below, worst first}
    public List<Diagnostic> at(String path) {
        List<Diagnostic> found = below.get(path);
        return found == null ? List.of() : List.copyOf(found);
    }

    /// {@return the worst at `path` or below; null for none}
    public @Nullable Diagnostic first(String path) {
        List<Diagnostic> found = below.get(path);
        return found == null ? null : found.getFirst();
    }

    /// {@return how bad it is at `path` or below: `error`, `warning`, `hint`; empty for nothing wrong}
    public String worst(String path) {
        Diagnostic first = first(path);
        return first == null ? "" : severity(first);
    }

    /// {@return how many there are at `path` or below}
    public int count(String path) {
        List<Diagnostic> found = below.get(path);
        return found == null ? 0 : found.size();
    }

    /// {@return `error`, `warning` or `hint`, which are style classes too}
    public static String severity(Diagnostic diagnostic) {
        return diagnostic.severity().name().toLowerCase(Locale.ROOT);
    }
}
