package dev.diskwright.core.plan;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Ignored;
import java.util.ArrayList;
import java.util.List;

/// Marks problems that a person decided to live with, and tells which of those decisions mean nothing.
final class Ignoring {
    private Ignoring() {}

    /// {@return everything found, what is ignored marked so}
    static List<Diagnostic> apply(Design design, List<Diagnostic> found) {
        if (design.ignored().isEmpty()) {
            return found;
        }
        boolean complete = !Diagnostic.anyError(found);
        var all = new ArrayList<Diagnostic>();
        for (Diagnostic it : found) {
            Ignored by =
                    design.ignored().stream()
                            .filter(ignored -> !it.isError() && isOf(ignored, it))
                            .findFirst()
                            .orElse(null);
            all.add(by == null ? it : it.withIgnored(by.reason()));
        }
        for (int i = 0; i < design.ignored().size(); i++) {
            Ignored ignored = design.ignored().get(i);
            List<Diagnostic> matches = found.stream().filter(it -> isOf(ignored, it)).toList();
            String path = "/ignored/" + i;
            String what =
                    ignored.code() + (ignored.path().isEmpty() ? "" : " at " + ignored.path());
            if (matches.stream().anyMatch(Diagnostic::isError)) {
                all.add(
                        Diagnostic.warning(
                                        "PRJ-014",
                                        path,
                                        what + " is an error, which cannot be ignored",
                                        "mend it")
                                .withFix("Do not ignore it", without(design, i)));
            } else if (matches.isEmpty() && complete) { // an error may hide what is ignored
                all.add(
                        Diagnostic.hint(
                                        "PRJ-015",
                                        path,
                                        "%s is ignored, and there is no such problem"
                                                .formatted(what),
                                        "it can be left out")
                                .withFix("Remove the entry", without(design, i)));
            }
        }
        return all;
    }

    private static boolean isOf(Ignored ignored, Diagnostic diagnostic) {
        return ignored.code().equals(diagnostic.code()) && ignored.path().equals(diagnostic.path());
    }

    private static Edit without(Design design, int index) {
        var left = new ArrayList<>(design.ignored());
        left.remove(index);
        return new Edit.SetIgnored(left);
    }
}
