package dev.diskwright.ui.build;

import java.util.List;

/// How a run ended, for the verdict panel.
///
/// @param kind `good`, `warned`, `bad` or `cancelled`
/// @param verdict `verified`, `verified_with_warnings`, `not_verified`, `failed`, `cancelled`
/// @param headline in the person's nouns
/// @param facts label and value of each line
/// @param why what was observed; empty for nothing
/// @param next what to do; empty for nothing
/// @param image whether there is an image to show
public record Outcome(
        String kind,
        String verdict,
        String headline,
        List<Fact> facts,
        String why,
        String next,
        boolean image) {
    /// Copies the list.
    public Outcome {
        facts = List.copyOf(facts);
    }
}
