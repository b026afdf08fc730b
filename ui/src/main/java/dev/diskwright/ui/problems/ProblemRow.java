package dev.diskwright.ui.problems;

import dev.diskwright.ui.form.FieldProblem;
import java.util.List;

/// A problem as the list shows it.
///
/// @param heading stands above the first of a kind; empty for the others
/// @param severity `error`, `warning` or `hint`
/// @param code family and number
/// @param sentence what is wrong
/// @param remedy what would be right; may be empty
/// @param place what it is about, for people
/// @param path JSON path of what it is about
/// @param fixes edits that mend it, each with its effect
/// @param ignored why somebody decided to live with it; empty if nobody did
/// @param ignorable whether somebody may
public record ProblemRow(
        String heading,
        String severity,
        String code,
        String sentence,
        String remedy,
        String place,
        String path,
        List<FieldProblem.Remedy> fixes,
        String ignored,
        boolean ignorable) {
    /// Copies the list.
    public ProblemRow {
        fixes = List.copyOf(fixes);
    }
}
