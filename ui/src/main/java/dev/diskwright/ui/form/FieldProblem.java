package dev.diskwright.ui.form;

import java.util.List;

/// What is wrong with a committed value, as it stands under its field.
///
/// @param severity `error`, `warning` or `hint`
/// @param code family and number; empty for none
/// @param text what is wrong and what would be right
/// @param remedies edits that mend it
public record FieldProblem(String severity, String code, String text, List<Remedy> remedies) {
    /// An edit that mends it.
    ///
    /// @param label what it does
    /// @param action does it
    public record Remedy(String label, Runnable action) {}

    /// Copies the list.
    public FieldProblem {
        remedies = List.copyOf(remedies);
    }

    /// {@return an error without a code}
    static FieldProblem error(String text) {
        return new FieldProblem("error", "", text, List.of());
    }
}
