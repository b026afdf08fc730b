package dev.diskwright.ui.build;

import java.util.List;

/// How a build ended, for the verdict panel and the error card.
///
/// @param kind `good`, `warned`, `bad` or `cancelled`
/// @param headline in the person's nouns
/// @param facts label and value of each line
/// @param why what was observed; empty for nothing
/// @param next what to do; empty for nothing
/// @param details the report as text
/// @param image whether there is an image to show
public record Outcome(
        String kind,
        String headline,
        List<Fact> facts,
        String why,
        String next,
        String details,
        boolean image) {
    /// Copies the list.
    public Outcome {
        facts = List.copyOf(facts);
    }

    /// One line.
    ///
    /// @param label what it is
    /// @param value what it comes to
    public record Fact(String label, String value) {}
}
